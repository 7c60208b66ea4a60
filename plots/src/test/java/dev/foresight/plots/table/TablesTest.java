package dev.foresight.plots.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.foresight.engine.run.RunDirectory;
import dev.foresight.engine.spec.Metric;
import dev.foresight.plots.figure.FigureSize;
import dev.foresight.plots.figure.FigureSpec;
import dev.foresight.plots.figure.FigureWriter;
import dev.foresight.plots.series.SeriesBuffer;
import dev.foresight.plots.style.ReferenceLine;
import dev.foresight.plots.style.Scale;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tech.tablesaw.api.Table;

class TablesTest {
    @TempDir
    Path folder;

    @Test
    void csvHasARowAMeasurementAndExactNumbers() throws Exception {
        List<RunDirectory> runs = SampleRuns.write(folder.resolve("runs"), 2);
        Path csv = folder.resolve("out/all.csv");
        RunTable.write(runs, csv);
        List<String> lines = Files.readAllLines(csv);
        assertThat(lines.getFirst())
                .isEqualTo("run,experiment,architecture,data,arm,seed,rule,horizon,learning_rate,weight_decay,"
                        + "step,epoch,seconds,split,metric,value");
        assertThat(lines).hasSize(1 + 4 * (4 * 3 + 3));
        String name = runs.getFirst().name();
        assertThat(lines)
                .contains(name + ",grammar,lstm,grammar,AdamW,1,adamw,0.0,0.001,5.0E-4,"
                        + "1,0.25,0.5,training,loss,0.30000000000000004")
                .contains(name + ",grammar,lstm,grammar,AdamW,1,adamw,0.0,0.001,5.0E-4,"
                        + "4,1.0,2.0,validation,perplexity,101.0");
    }

    @Test
    void namesThatLookLikeFormulasAreDisarmed() throws Exception {
        Table table = RunTable.of(SampleRuns.write(folder, 1));
        assertThat(table.stringColumn("arm").unique().asList()).containsExactlyInAnyOrder("AdamW", "'=WP");
    }

    @Test
    void notANumberIsAnEmptyCell() throws Exception {
        Path csv = folder.resolve("all.csv");
        RunTable.write(SampleRuns.write(folder.resolve("runs"), 1), csv);
        assertThat(Files.readAllLines(csv)).anyMatch(line -> line.endsWith(",4,1.0,2.0,training,loss,"));
    }

    @Test
    void damagedLogIsNamedWithWhatWasFound() throws Exception {
        RunDirectory run = SampleRuns.write(folder, 1).getFirst();
        Files.writeString(run.file(RunDirectory.EVALUATIONS), "step,epoch,seconds,split,metric,value\n1,2,x,a,b,3\n");
        assertThatThrownBy(() -> RunTable.of(List.of(run)))
                .hasMessageContaining("evaluations.csv")
                .hasMessageContaining("\"x\"");
    }

    @Test
    void differencesAreTakenWithinSeeds() throws Exception {
        Comparison comparison = Comparison.of(SampleRuns.write(folder, 3)).getFirst();
        assertThat(comparison.metric()).isEqualTo(Metric.PERPLEXITY);
        ArmSummary baseline = comparison.arms().getFirst();
        ArmSummary predicted = comparison.arms().getLast();
        assertThat(baseline.baseline()).isTrue();
        assertThat(baseline.pairs()).isZero();
        assertThat(baseline.finals().mean()).isCloseTo(102, within(1e-12));
        assertThat(baseline.bests().mean()).isEqualTo(50);
        assertThat(baseline.finals().deviation()).isCloseTo(1, within(1e-12));
        assertThat(baseline.secondsPerStep()).isCloseTo(0.5, within(1e-12));
        assertThat(predicted.values().keySet()).containsExactly(1L, 2L, 3L);
        assertThat(predicted.last().difference().mean()).isCloseTo(-20, within(1e-12));
        // -10, -20, -30: t(2, 0.975) = 4.302653, s = 10, n = 3
        assertThat(predicted.last().difference().margin()).isCloseTo(4.302653 * 10 / Math.sqrt(3), within(1e-4));
    }

    @Test
    void singlePairHasNoInterval() throws Exception {
        ArmSummary predicted =
                Comparison.of(SampleRuns.write(folder, 1)).getFirst().arms().getLast();
        assertThat(predicted.pairs()).isEqualTo(1);
        assertThat(predicted.last().difference().margin()).isNaN();
        assertThat(predicted.finals().deviation()).isNaN();
    }

    @Test
    void repeatedRunCountsOnce() throws Exception {
        List<RunDirectory> first = SampleRuns.write(folder, 1);
        List<RunDirectory> again = SampleRuns.write(folder, 1);
        List<RunDirectory> all = List.of(first.getFirst(), first.getLast(), again.getFirst(), again.getLast());
        assertThat(Comparison.of(all).getFirst().arms())
                .allMatch(arm -> arm.values().keySet().equals(Set.of(1L)));
    }

    @Test
    void figureShowsMeansSeedsIntervalsAndTheOptimum() throws Exception {
        FigureSpec figure = RunFigure.of(SampleRuns.write(folder, 3), FigureSize.SINGLE_COLUMN);
        assertThat(figure.curves()).hasSize(2 * 3 + 2);
        assertThat(figure.curves().getLast().curve().label()).isEqualTo("=WP (n = 3)");
        assertThat(figure.bands()).hasSize(2);
        assertThat(figure.subtitle()).contains("95 %").contains("mean over n seeds");
        assertThat(figure.references()).containsExactly(new ReferenceLine("best possible 21.25", 21.25));
        assertThat(FigureWriter.write(figure, folder.resolve("a.svg"))).hasSize(2);
    }

    /** Seeds that draw the lengths of their steps end an epoch at different steps. */
    @Test
    void seedsAreAveragedAtTheEndsOfEpochsWhereverThoseLie() throws Exception {
        List<RunDirectory> runs = SampleRuns.write(folder, 2);
        for (RunDirectory run : runs) {
            long end = 10 + run.spec().seed();
            Files.writeString(run.file(RunDirectory.EVALUATIONS), """
                    step,epoch,seconds,split,metric,value
                    0,0.0,0.0,validation,perplexity,90.0
                    %d,1.0,1.0,validation,perplexity,%d
                    20,1.7,2.0,validation,perplexity,30.0
                    """.formatted(end, 10 * end));
        }
        FigureSpec figure = RunFigure.of(
                runs,
                Plotted.validation(Metric.PERPLEXITY),
                RunFigure.Axis.STEPS,
                Scale.LINEAR,
                FigureSize.SINGLE_COLUMN);
        SeriesBuffer mean = figure.curves().getLast().curve().points();

        assertThat(mean.size()).isEqualTo(3);
        assertThat(mean.x(1)).isEqualTo(11.5);
        assertThat(mean.y(1)).isEqualTo(115);
        assertThat(mean.x(2)).isEqualTo(20);
    }

    @Test
    void figureOfOneSeedIsTheCurveItself() throws Exception {
        FigureSpec figure = RunFigure.of(
                SampleRuns.write(folder, 1),
                Plotted.TRAINING_LOSS,
                RunFigure.Axis.SECONDS,
                Scale.LOG,
                FigureSize.DOUBLE_COLUMN);
        assertThat(figure.curves()).hasSize(2).noneMatch(curve -> curve.faint());
        assertThat(figure.bands()).isEmpty();
        assertThat(figure.subtitle()).isEmpty();
        assertThat(figure.curves().getFirst().curve().points().x(0)).isEqualTo(0.5);
    }

    @Test
    void noRunsGiveAnEmptyTableAndFigure() {
        assertThat(RunTable.of(List.of()).rowCount()).isZero();
        assertThat(Comparison.of(List.of())).isEmpty();
        assertThat(RunFigure.of(List.of(), FigureSize.SLIDES).curves()).isEmpty();
    }
}
