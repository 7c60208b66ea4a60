package dev.foresight.plots.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.foresight.engine.run.RunDirectory;
import dev.foresight.engine.spec.Task;
import dev.foresight.plots.figure.FigureSize;
import dev.foresight.plots.figure.FigureSpec;
import dev.foresight.plots.style.ReferenceLine;
import dev.foresight.plots.style.Scale;
import dev.foresight.plots.table.PlottedFollower.Point;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What curves can show, and how it is read from a run's folder. */
class PlottedTest {
    private static final Plotted COSINE = Plotted.parse("prediction/cosine/2");

    @TempDir
    Path folder;

    @Test
    void everyQuantityIsFoundByItsId() {
        for (Task task : Task.values()) {
            List<Plotted> all = Plotted.of(task, List.of(3, 1));
            assertThat(all).doesNotHaveDuplicates().allSatisfy(one -> {
                assertThat(Plotted.parse(one.id())).isEqualTo(one);
                assertThat(one.title()).isNotBlank();
            });
            assertThat(all.stream().map(Plotted::title)).doesNotHaveDuplicates();
        }
    }

    @Test
    void anUnknownQuantityIsToldWithThoseThatThereAre() {
        for (String id :
                List.of("", "cosine", "prediction/cosine", "prediction/cosine/0", "cost/update/1", "test/loss")) {
            assertThatThrownBy(() -> Plotted.parse(id))
                    .hasMessageContaining("found " + id)
                    .hasMessageContaining("training/loss|learning_rate|gradient_norm, prediction/")
                    .hasMessageContaining("prediction/cosine/1");
        }
    }

    @Test
    void ratesAndNormsAreColumnsOfTheSteps() throws IOException {
        RunDirectory run = run();
        write(run, RunDirectory.STEPS, "1,0.25,0.5,0.001,2.0,7.5", "nonsense,1,1,1,1,1", "2,0.5,1.0,0.0005,1.5,6.5");
        assertThat(points(run, "training/learning_rate"))
                .containsExactly(new Point(1, 0.25, 0.5, 0.001), new Point(2, 0.5, 1, 0.0005));
        assertThat(points(run, "training/gradient_norm"))
                .extracting(Point::value)
                .containsExactly(7.5, 6.5);
    }

    @Test
    void probesOfAllLayersStandAtTheStepAtWhichTheyWereTaken() throws IOException {
        RunDirectory run = run();
        PlottedFollower follower = new PlottedFollower(run, COSINE);
        write(
                run,
                RunDirectory.LAYERS,
                "1,all,cosine,1,0.9",
                "1,all,cosine,2,0.8",
                "1,conv,cosine,2,0.1",
                "2,all,cosine,2,0.7",
                "3,all,relative_error,2,0.5",
                "3,all,cosine,2,0.6");
        write(run, RunDirectory.STEPS, "1,0.25,0.5,0.1,2,1", "2,0.5,1.0,0.1,2,1");
        assertThat(follower.newPoints(false)).containsExactly(new Point(1, 0.25, 0.5, 0.8), new Point(2, 0.5, 1, 0.7));
        assertThat(follower.newPoints(false)).isEmpty();
        append(run, RunDirectory.STEPS, "3,0.75,1.5,0.1,2,1");
        assertThat(follower.newPoints(false)).containsExactly(new Point(3, 0.75, 1.5, 0.6));
    }

    @Test
    void costsAreSecondsAStepSinceTheLastReport() throws IOException {
        RunDirectory run = run();
        write(run, RunDirectory.STEPS, "1,0.1,1,0.1,2,1", "2,0.2,2,0.1,2,1", "10,1,10,0.1,2,1", "30,3,30,0.1,2,1");
        write(
                run,
                RunDirectory.LEDGER,
                "0,evaluation,9.0,0",
                "10,data,1.0,0",
                "10,forward_backward,5.0,0",
                "10,update,2.0,0",
                "10,evaluation,100.0,0",
                "10,logging,2.0,0",
                "30,forward_backward,8.0,0",
                "30,update,2.0,0",
                "30,checkpoint,50.0,77",
                "30,memory_resident,0.0,512000000",
                "30,evaluation,1.0,0");
        assertThat(points(run, "memory/resident")).containsExactly(new Point(30, 3, 30, 512));
        assertThat(points(run, "cost/update")).containsExactly(new Point(10, 1, 10, 0.2), new Point(30, 3, 30, 0.1));
        assertThat(points(run, "cost/step")).containsExactly(new Point(10, 1, 10, 1.0), new Point(30, 3, 30, 0.5));
        PlottedFollower alive = new PlottedFollower(run, Plotted.parse("cost/step"));
        assertThat(alive.newPoints(false)).extracting(Point::step).containsExactly(10L);
        assertThat(alive.newPoints(true)).extracting(Point::step).containsExactly(30L);
    }

    @Test
    void aFigureOfPredictionErrorsHasMeansOverSeedsAndTheLineOfNoPrediction() throws IOException {
        List<RunDirectory> runs = SampleRuns.write(folder, 3);
        for (RunDirectory run : runs) {
            write(
                    run,
                    RunDirectory.LAYERS,
                    "2,all,relative_error,1,0." + run.spec().seed(),
                    "4,all,relative_error,1,0.5");
        }
        FigureSpec figure = RunFigure.of(
                runs,
                Plotted.parse("prediction/relative_error/1"),
                RunFigure.Axis.STEPS,
                Scale.LINEAR,
                FigureSize.SINGLE_COLUMN);
        assertThat(figure.references()).containsExactly(new ReferenceLine("no prediction", 1));
        assertThat(figure.bands()).hasSize(2);
        assertThat(figure.curves().getLast().curve().points().x(0)).isEqualTo(2);
        assertThat(figure.curves().getLast().curve().points().y(0)).isCloseTo(0.2, within(1e-12));
        assertThat(figure.y().title()).isEqualTo("Relative prediction error, s = 1");
    }

    private RunDirectory run() throws IOException {
        RunDirectory run = SampleRuns.write(folder, 1).getFirst();
        Files.delete(run.file(RunDirectory.STEPS));
        return run;
    }

    private static List<Point> points(RunDirectory run, String quantity) {
        return new PlottedFollower(run, Plotted.parse(quantity)).newPoints(true);
    }

    private static void write(RunDirectory run, String file, String... rows) throws IOException {
        Files.writeString(run.file(file), "header\n" + String.join("\n", rows) + "\n");
    }

    private static void append(RunDirectory run, String file, String row) throws IOException {
        Files.writeString(run.file(file), row + "\n", StandardOpenOption.APPEND);
    }
}
