package dev.foresight.plots.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.node.DoubleNode;
import dev.foresight.engine.run.RunDirectory;
import dev.foresight.plots.figure.FigureWriter;
import dev.foresight.plots.series.HeatMap;
import dev.foresight.plots.style.Scale;
import dev.foresight.plots.table.MapFigure.Shown;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunMapTest {
    @TempDir
    Path folder;

    @Test
    void ratesAndHorizonsOfOneExperimentMakeAGridOfNumbersInTheirOrder() {
        RunMap map = map(grid().runs(), "horizon", "learningRate", Map.of());
        assertThat(map.columns().stream().map(FieldValue::text)).containsExactly("0", "2", "10");
        assertThat(map.rows().stream().map(FieldValue::text)).containsExactly("0.001", "0.01");
        MapCell cell = cell(map, "2", "0.001");
        // 0.60, 0.64, 0.65: mean 0.63, squares 9e-4 + 1e-4 + 4e-4 over 2.
        assertThat(cell.measured().mean()).isCloseTo(0.63, within(1e-12));
        assertThat(cell.measured().deviation()).isCloseTo(Math.sqrt(7e-4), within(1e-12));
        assertThat(cell.values()).hasSize(3);
        assertThat(map.at(FieldValue.parse("10"), FieldValue.parse("0.001"))).isEmpty();
        assertThat(map.cells()).hasSize(5);
        assertThat(map.beside()).isEmpty();
    }

    @Test
    void differencesAreToTheCellWithoutPredictionOfTheSameRowOverPairs() {
        RunMap map = map(grid().runs(), "horizon", "learningRate", Map.of());
        MapCell cell = cell(map, "2", "0.001");
        // Minus 0.50, 0.52, 0.54: 0.10, 0.12, 0.11; mean 0.11, deviation 0.01, margin 4.302653 * 0.01 / sqrt 3.
        assertThat(cell.difference().pairs()).isEqualTo(3);
        assertThat(cell.difference().difference().mean()).isCloseTo(0.11, within(1e-12));
        assertThat(cell.difference().difference().margin()).isCloseTo(0.0248414, within(1e-6));
        // With two degrees of freedom p = 1 - t / sqrt(t^2 + 2), and t^2 = (0.11 / 0.01)^2 * 3.
        assertThat(cell.difference().t()).isCloseTo(1 - Math.sqrt(363.0 / 365), within(1e-9));
        // The two other tests have larger ones.
        assertThat(cell.holm())
                .as("the least of three tests")
                .isCloseTo(3 * cell.difference().t(), within(1e-12));
        assertThat(cell.seen()).isTrue();
        assertThat(cell(map, "0", "0.001").reference()).isTrue();
        assertThat(cell(map, "0", "0.001").difference().pairs()).isZero();
        assertThat(cell(map, "2", "0.01").difference().pairs()).isEqualTo(2);
        assertThat(cell(map, "2", "0.01").seen()).isFalse();

        RunMap turned = map(grid().runs(), "learningRate", "horizon", Map.of());
        MapCell same =
                turned.at(FieldValue.parse("1e-3"), FieldValue.parse("2")).orElseThrow();
        assertThat(same.holm()).isEqualTo(cell.holm());
        assertThat(same.difference()).isEqualTo(cell.difference());
    }

    @Test
    void architecturesOfSeveralExperimentsMakeAMapToo() {
        List<RunDirectory> runs = new ArrayList<>();
        for (int hidden : new int[] {16, 8}) {
            GridRuns one = new GridRuns(folder, "g hidden=" + hidden, "mlp")
                    .architecture("\"hidden\": " + hidden)
                    .seeds(1L, 2L)
                    .arm("AdamW", "adamw", 0.001, 0)
                    .arm("WP", "adamw", 0.001, 1);
            one.finals("AdamW", 0.5, 0.01 * hidden);
            one.finals("WP", 0.6, 0.02 * hidden);
            runs.addAll(one.runs());
        }
        RunMap map = map(runs, "hidden", "horizon", Map.of());
        assertThat(map.x()).isEqualTo("architecture.parameters.hidden");
        assertThat(map.columns().stream().map(FieldValue::text)).containsExactly("8", "16");
        assertThat(cell(map, "16", "1").measured().mean()).isCloseTo((0.6 + 0.32) / 2, within(1e-12));
        assertThat(cell(map, "8", "1").difference().difference().mean()).isCloseTo((0.1 + 0.08) / 2, within(1e-12));
        assertThat(map.experiments()).containsExactly("g hidden=16", "g hidden=8");
    }

    @Test
    void whatVariesWithinACellIsRefusedUntilItIsChosen() {
        GridRuns grid = new GridRuns(folder, "g", "mlp").seeds(1L);
        for (String decay : List.of("0", "0.01")) {
            for (int s : new int[] {0, 1}) {
                for (double rate : new double[] {0.001, 0.01}) {
                    String name = decay + " " + s + " " + rate;
                    grid.arm(name, "adamw", "\"weightDecay\": " + decay, rate, s);
                }
            }
        }
        for (String decay : List.of("0", "0.01")) {
            for (int s : new int[] {0, 1}) {
                for (double rate : new double[] {0.001, 0.01}) {
                    grid.finals(decay + " " + s + " " + rate, 0.5 + Double.parseDouble(decay));
                }
            }
        }
        assertThatThrownBy(() -> map(grid.runs(), "horizon", "learningRate", Map.of()))
                .isInstanceOf(TableException.class)
                .hasMessage(
                        "weightDecay varies within a cell: at horizon = 0, learningRate = 0.001, weightDecay is 0 and"
                                + " 0.01, and a mean over these says nothing. Choose one with --where weightDecay=0, or give"
                                + " the map weightDecay as --x or --y");
        RunMap map = map(grid.runs(), "horizon", "learningRate", Map.of("weightDecay", "1e-2"));
        assertThat(map.cells()).hasSize(4).allMatch(cell -> cell.measured().mean() == 0.51);
        assertThat(map(grid.runs(), "arms[*].horizon", "rule.parameters.weightDecay", Map.of("learningRate", "0.001"))
                        .cells())
                .hasSize(4);
    }

    @Test
    void fieldsThatDoNotExistDoNotVaryOrAreTheSameAreToldWithThoseThatDo() {
        List<RunDirectory> runs = grid().runs();
        assertThatThrownBy(() -> map(runs, "horizn", "learningRate", Map.of()))
                .hasMessageContaining("horizn: no such field")
                .hasMessageContaining("did you mean horizon?")
                .hasMessageContaining("fields that vary: learningRate, horizon");
        assertThatThrownBy(() -> map(runs, "batch", "learningRate", Map.of()))
                .hasMessageStartingWith("batch is 4 in all 14 runs, so there is no map over it; fields that vary:");
        assertThatThrownBy(() -> map(runs, "horizon", "arms[0].horizon", Map.of()))
                .hasMessageContaining("two different fields");
        assertThatThrownBy(() -> map(runs, "horizon", "learningRate", Map.of("seed", "9")))
                .hasMessage("no run has seed = 9; found are seed = 1, 2, 3, 4");
        assertThatThrownBy(() -> map(runs, "parameters", "seed", Map.of())).hasMessageContaining("no such field");
    }

    @Test
    void withoutHorizonZeroThereAreNoDifferencesAndTheReasonIsKept() {
        RunMap map = map(grid().runs(), "horizon", "learningRate", Map.of());
        assertThat(map.withoutDifferences()).isEmpty();
        RunMap seeds = map(grid().runs(), "seed", "learningRate", Map.of("horizon", "0"));
        assertThat(seeds.withoutDifferences()).contains("horizon has to be --x or --y");
        assertThatThrownBy(() -> MapFigure.heatMap(seeds, Shown.DIFFERENCES)).hasMessageContaining("horizon");
    }

    @Test
    void aReferenceThatDiffersInMoreThanTheHorizonIsNone() {
        GridRuns grid = new GridRuns(folder, "g", "mlp")
                .seeds(1L)
                .arm("a", "adamw", "\"weightDecay\": 0", 0.001, 0)
                .arm("b", "adamw", "\"weightDecay\": 0.01", 0.001, 1)
                .arm("c", "adamw", "\"weightDecay\": 0", 0.01, 0);
        grid.finals("a", 0.5);
        grid.finals("b", 0.6);
        grid.finals("c", 0.6);
        RunMap map = map(grid.runs(), "horizon", "learningRate", Map.of());
        assertThat(map.withoutDifferences()).startsWith("weightDecay differs between cells and the one with horizon 0");
        assertThat(map.cells()).allMatch(cell -> cell.difference().pairs() == 0);
        assertThat(map.beside()).containsExactly("weightDecay");
    }

    @Test
    void theBestIsNamedWithWhatCannotBeToldFromIt() {
        RunMap map = map(grid().runs(), "horizon", "learningRate", Map.of());
        // s = 10 at 0.01 has the best mean but lost a seed; s = 2 at 0.001 lost none.
        MapCell best = map.best().orElseThrow();
        assertThat(best.x().text() + " " + best.y().text()).isEqualTo("2 0.001");
        // Of the four tests that against s = 0 at 0.001 alone is below 5 % after Holm.
        assertThat(map.alike().stream()
                        .map(cell -> cell.x().text() + " " + cell.y().text()))
                .doesNotContain("0 0.001")
                .contains("10 0.01");
        assertThat(MapWords.of(map))
                .anyMatch(line -> line.equals("best mean: 63.00 ± 2.65 (n 3) at horizon 2, learning rate 0.001"))
                .anyMatch(line -> line.startsWith("cannot be told from it by paired t-tests, by Holm over 4 cells:"))
                .anyMatch(line -> line.startsWith("differences to horizon 0 with all else equal: 1 outlasts the"
                        + " correction by Holm over 3 tests at 5 %: learning rate 0.001: horizon 2"))
                .anyMatch(line -> line.contains("horizon 10, learning rate 0.01: 1 of 4 diverged (seed 4 at step 4)"));
    }

    @Test
    void theHeatMapShowsTheSameCellsWithTheirSigns() {
        RunMap map = map(grid().runs(), "horizon", "learningRate", Map.of());
        HeatMap values = MapFigure.heatMap(map, Shown.VALUES);
        assertThat(values.rows()).as("numbers rise from the bottom").containsExactly("0.01", "0.001");
        assertThat(values.cell(1, 2).present()).isFalse();
        assertThat(values.cell(1, 1).framed()).isTrue();
        assertThat(values.cell(1, 1).text()).isEqualTo("63*");
        assertThat(values.cell(1, 1).note()).isEmpty();
        assertThat(values.cell(0, 1).note()).as("most cells have three seeds").isEqualTo("n 2");
        assertThat(values.cell(0, 2).note())
                .as("two of the usual three seeds, one lost")
                .startsWith("×1");
        assertThat(values.cell(1, 1).told())
                .contains(
                        "horizon 2, learning rate 0.001: 63.00 ± 2.65 (n 3)", "+11.00 ± 2.48 (95 % interval), 3 pairs");
        assertThat(values.legend()).hasSize(4);
        HeatMap differences = MapFigure.heatMap(map, Shown.DIFFERENCES);
        assertThat(differences.cell(1, 0).value()).isZero();
        assertThat(differences.cell(1, 1).value()).isCloseTo(0.11, within(1e-12));
        assertThat(differences.bar().position(0)).isCloseTo(0.5, within(1e-12));
        assertThat(FigureWriter.csv(MapFigure.of(map, Shown.DIFFERENCES))).contains(",2,0.001,0.1099", ",10,0.001,,");
    }

    @Test
    void aValueThatBlewUpMakesTheColoursLogarithmic() {
        assertThat(MapFigure.heatMap(map(grid().runs(), "horizon", "learningRate", Map.of()), Shown.VALUES)
                        .bar()
                        .axis()
                        .scale())
                .isEqualTo(Scale.LINEAR);
        GridRuns wide = new GridRuns(folder, "w", "mlp")
                .seeds(1L)
                .arm("a", "adamw", 0.001, 0)
                .arm("b", "adamw", 0.001, 1)
                .arm("c", "adamw", 0.01, 1);
        wide.finals("a", 0.01);
        wide.finals("b", 0.02);
        wide.finals("c", 0.5);
        assertThat(MapFigure.heatMap(map(wide.runs(), "horizon", "learningRate", Map.of()), Shown.VALUES)
                        .bar()
                        .axis()
                        .scale())
                .isEqualTo(Scale.LOG);
    }

    @Test
    void equalNumbersAreTheSameValueHoweverTheyAreWritten() {
        assertThat(FieldValue.parse("1e-3")).isEqualTo(FieldValue.parse("0.0010"));
        assertThat(FieldValue.of(DoubleNode.valueOf(-0.0))).isEqualTo(FieldValue.parse("0"));
        assertThat(FieldValue.parse("1e-20").text()).isEqualTo("1.0E-20");
        assertThat(FieldValue.parse("10")).isGreaterThan(FieldValue.parse("9"));
        assertThat(FieldValue.parse("adamw")).isGreaterThan(FieldValue.parse("9"));
    }

    /** Rates 0.001 and 0.01 by horizons 0, 2 and, at 0.01 alone, 10, where a seed diverged. */
    private GridRuns grid() {
        GridRuns grid = new GridRuns(folder, "grid", "mlp")
                .seeds(1L, 2L, 3L, 4L)
                .arm("a0", "adamw", 0.001, 0)
                .arm("a2", "adamw", 0.001, 2)
                .arm("b0", "adamw", 0.01, 0)
                .arm("b2", "adamw", 0.01, 2)
                .arm("b10", "adamw", 0.01, 10);
        grid.finals("a0", 0.50, 0.52, 0.54);
        grid.finals("a2", 0.60, 0.64, 0.65);
        grid.finals("b0", 0.55, 0.57);
        grid.finals("b2", 0.54, 0.58);
        grid.finals("b10", 0.57, 0.80, 0.90);
        grid.diverged("b10", 4, 4);
        return grid;
    }

    private static RunMap map(List<RunDirectory> runs, String x, String y, Map<String, String> where) {
        return RunMap.of(
                runs,
                new MapQuestion(
                        x,
                        y,
                        where,
                        new Question(Optional.empty(), Measure.FINAL, OptionalDouble.empty(), SeedPlan.SPEC_ONLY)));
    }

    private static MapCell cell(RunMap map, String x, String y) {
        return map.at(FieldValue.parse(x), FieldValue.parse(y)).orElseThrow();
    }
}
