package dev.foresight.app.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.foresight.app.SampleRuns;
import dev.foresight.app.compare.MapViewModel;
import dev.foresight.app.compare.StatisticsViewModel.Choice;
import dev.foresight.app.project.ProjectModel;
import dev.foresight.app.task.SameThreadTaskRunner;
import dev.foresight.engine.project.Project;
import dev.foresight.engine.run.RunDirectory;
import dev.foresight.engine.run.RunOutcome;
import dev.foresight.engine.spec.ExperimentSpec;
import dev.foresight.engine.spec.SpecJson;
import dev.foresight.plots.series.HeatMap;
import dev.foresight.plots.table.MapFigure.Shown;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Maps on the command line, and the same in the window. */
class MapCommandTest {
    @TempDir
    Path folder;

    private final SameThreadTaskRunner tasks = new SameThreadTaskRunner();
    private final ProjectModel projectModel = new ProjectModel(tasks);
    private final MapViewModel model = new MapViewModel(tasks, projectModel);
    private String runs = "";

    /** Rates 0.001 and 0.01 by horizons 0 and 2 over seeds 1 to 3: 0.5 + rate + 0.05 s + 0.01 seed, and 0.01 s seed. */
    @BeforeEach
    void write() {
        Project project = SampleRuns.project(folder.resolve("p"));
        List<String> arms = new ArrayList<>();
        for (String rate : List.of("0.001", "0.01")) {
            for (int s : new int[] {0, 2}) {
                arms.add(
                        "{\"name\": \"s=%d lr=%s\", \"rule\": {\"id\": \"adamw\"}, \"learningRate\": %s, \"horizon\": %d}"
                                .formatted(s, rate, rate, s));
            }
        }
        String base = CommandLineRun.TINY.replaceFirst(
                "(?s)\"arms\": \\[.*?\n  ],", "\"arms\": [" + String.join(",", arms) + "],");
        for (int hidden : new int[] {8, 16}) {
            ExperimentSpec spec = SpecJson.read(
                            base,
                            "tiny",
                            Map.of("architecture.parameters.hidden", Integer.toString(hidden), "seeds", "[1, 2, 3]"))
                    .withName("grid hidden=" + hidden);
            project.save(spec);
            for (RunDirectory run : SampleRuns.create(project, spec)) {
                double s = run.spec().arm().prediction().horizon();
                double rate = run.spec().arm().optimizer().learningRate();
                long seed = run.spec().seed();
                double value = 0.5 + rate + 0.05 * s + 0.01 * seed + 0.01 * s * seed + (hidden == 16 ? 0.1 : 0);
                SampleRuns.appendEvaluation(run, 3, 1, "accuracy", value);
                if (hidden == 8 && rate == 0.01 && s == 2 && seed == 3) {
                    run.end(new RunOutcome.Diverged(2, "loss", Double.NaN));
                } else {
                    SampleRuns.complete(run, 3);
                }
            }
        }
        runs = folder.resolve("p").resolve("runs").toString();
        projectModel.start();
        projectModel.open(folder.resolve("p"), () -> {});
        tasks.tick();
    }

    @Test
    void theTableHasMeansDeviationsAndSignsAndSaysWhereTheBestIs() {
        CommandLineRun map =
                CommandLineRun.of("map", runs, "--x", "horizon", "--y", "learningRate", "--where", "hidden=8");
        assertThat(map.err()).isEmpty();
        assertThat(map.code()).isZero();
        assertThat(map.out())
                .contains("grid hidden=8: validation accuracy in percent, higher is better, final\n")
                // 0.501 + 0.01, 0.02, 0.03; with s = 2 0.601 + 0.03, 0.06, 0.09.
                .contains("52.10 ± 1.00 (3)", ">66.10 ± 3.00 (3)", "65.50 ± 2.12 (2) ×1")
                .contains("best mean: 66.10 ± 3.00 (n 3) at horizon 2, learning rate 0.001")
                .contains("horizon 2, learning rate 0.01: 1 of 3 diverged (seed 3 at step 2)");
    }

    @Test
    void differencesAreThoseOfPairs() {
        CommandLineRun map = CommandLineRun.of(
                "map", runs, "--x", "horizon", "--y", "learningRate", "--where", "hidden=8", "--difference");
        // 0.12, 0.14, 0.16: mean 0.14, margin 4.302653 * 0.02 / sqrt 3 = 0.04968.
        assertThat(map.out()).contains("+14.00 ± 4.97 (3)", "reference", "difference to horizon 0");
        CommandLineRun none = CommandLineRun.of(
                "map", runs, "--x", "hidden", "--y", "learningRate", "--where", "horizon=0", "--difference");
        assertThat(none.code()).isEqualTo(ExitCode.USAGE);
        assertThat(none.err()).contains("--difference: differences are to the cell with horizon 0");
    }

    @Test
    void whatVariesWithinACellIsRefused() {
        CommandLineRun map = CommandLineRun.of("map", runs, "--x", "horizon", "--y", "learningRate");
        assertThat(map.code()).isEqualTo(ExitCode.USAGE);
        assertThat(map.err())
                .contains("hidden varies within a cell", "Choose one with --where hidden=8", "--x or --y")
                .doesNotContain("fault");
        assertThat(CommandLineRun.of("map", runs, "--x", "batch", "--y", "horizon")
                        .err())
                .contains("batch is 16 in all 24 runs")
                .contains("fields that vary: learningRate, horizon, hidden");
        assertThat(CommandLineRun.of("map", runs, "--x", "hidden").code()).isEqualTo(ExitCode.USAGE);
    }

    @Test
    void jsonReadsBackAsTheNumbersThatWereMeant() throws Exception {
        CommandLineRun map = CommandLineRun.of(
                "map",
                runs,
                "--x",
                "horizon",
                "--y",
                "learningRate",
                "--where",
                "hidden=8",
                "--json",
                "--csv",
                folder.resolve("out/map.csv").toString(),
                "--figure",
                folder.resolve("out/map.svg").toString());
        JsonNode json = new ObjectMapper().readTree(map.out());
        assertThat(json.at("/x").asText()).isEqualTo("horizon");
        assertThat(json.at("/rows/1").asDouble()).isEqualTo(0.01);
        JsonNode cell = json.at("/cells/1");
        assertThat(cell.at("/x").asInt()).isEqualTo(2);
        assertThat(cell.at("/n").asInt()).isEqualTo(3);
        assertThat(cell.at("/mean").asDouble()).isCloseTo(0.661, within(1e-12));
        assertThat(cell.at("/deviation").asDouble()).isCloseTo(0.03, within(1e-12));
        assertThat(cell.at("/values/2").asDouble()).isCloseTo(0.661, within(1e-12));
        assertThat(cell.at("/difference").asDouble()).isCloseTo(0.14, within(1e-12));
        assertThat(json.at("/cells/3/diverged/0/seed").asInt()).isEqualTo(3);
        assertThat(json.at("/cells/0/difference").isNull()).isTrue();
        assertThat(json.at("/best/y").asDouble()).isEqualTo(0.001);
        List<String> rows = Files.readAllLines(folder.resolve("out/map.csv"));
        assertThat(rows).hasSize(5);
        String[] numbers = rows.get(2).split(",", -1);
        assertThat(numbers).hasSize(13);
        assertThat(Double.parseDouble(numbers[5])).isEqualTo(cell.at("/mean").asDouble());
        assertThat(Double.parseDouble(numbers[12]))
                .isEqualTo(cell.at("/tTestHolm").asDouble());
        assertThat(folder.resolve("out/map-points.csv")).isNotEmptyFile();
        assertThat(map.err()).contains("wrote", "map.svg");
    }

    @Test
    void theWindowShowsTheMapOfTheChosenExperimentAndSaysWhatTheCommandSays() {
        model.experiment("grid hidden=8");
        assertThat(model.heatMap().get())
                .as("nothing is computed while nobody looks")
                .isEmpty();
        model.watched().set(true);
        assertThat(model.fields()).containsExactly("learningRate", "horizon", "architecture.parameters.hidden");
        assertThat(model.x().get()).isEqualTo("horizon");
        assertThat(model.y().get()).isEqualTo("learningRate");
        HeatMap map = model.heatMap().get().orElseThrow();
        assertThat(map.rows()).containsExactly("0.01", "0.001");
        assertThat(map.cell(1, 1).told()).contains("66.10 ± 3.00 (n 3)", "+14.00 ± 4.97 (95 % interval), 3 pairs");
        assertThat(CommandLineRun.of("map", runs, "--x", "horizon", "--y", "learningRate", "--where", "hidden=8")
                        .out())
                .contains(model.words().get());
        model.shown().set(Shown.DIFFERENCES);
        assertThat(model.heatMap().get().orElseThrow().cell(1, 1).value()).isCloseTo(0.14, within(1e-12));
        model.choice().set(Choice.BEST);
        assertThat(model.heatMap().get()).isPresent();
        assertThat(tasks.failures()).isEmpty();
    }

    @Test
    void aFieldOfTheSweepIsMappedOverItsExperimentsAndTheAxesSwap() {
        model.watched().set(true);
        model.experiment("grid hidden=8");
        model.x().set("architecture.parameters.hidden");
        assertThat(model.hint().get()).as("horizon is no axis any more").contains("horizon varies within a cell");
        model.y().set("horizon");
        assertThat(model.hint().get()).contains("learningRate varies within a cell");
        model.x().set("horizon");
        assertThat(model.y().get())
                .as("the other axis takes what this one had")
                .isEqualTo("architecture.parameters.hidden");
        model.y().set("learningRate");
        assertThat(model.heatMap().get()).isPresent();
    }

    @Test
    void aMapIsExportedAsAFigureAndAnExperimentWithoutOneTeaches() {
        model.watched().set(true);
        model.experiment("grid hidden=16");
        List<String> told = new ArrayList<>();
        model.exportFigure(folder.resolve("window.svg"), told::add);
        assertThat(folder.resolve("window.svg")).content().contains("<svg", "grid hidden=16");
        model.experiment("images");
        assertThat(model.hint().get()).startsWith("A map needs two values that vary");
        model.exportFigure(folder.resolve("none.svg"), told::add);
        assertThat(told.getLast()).contains("no map to export");
    }
}
