package dev.foresight.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.foresight.engine.project.Project;
import dev.foresight.engine.run.RunDirectory;
import dev.foresight.engine.run.RunOutcome;
import dev.foresight.engine.spec.ExperimentSpec;
import dev.foresight.engine.train.RunWorker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PredictionCommandTest {
    @TempDir
    Path folder;

    /** Runs that really trained, since their samples are what the command is about. */
    private Path runs(String every) throws IOException {
        ExperimentSpec spec = Project.readExperiment(
                CommandLineRun.tinySpec(folder),
                Map.of(
                        "training.length", "{\"steps\": 12}",
                        "training.diagnostics", "{\"every\": " + every + ", \"horizons\": [1, 3]}",
                        "seeds", "[1, 2]"));
        Path runs = folder.resolve("runs-" + every);
        spec.runs()
                .forEach(run -> assertThat(RunWorker.run(RunDirectory.create(runs, run)))
                        .isEqualTo(new RunOutcome.Completed(12)));
        return runs;
    }

    @Test
    void theTableHasARowForEachArmAndHorizonAndSaysWhetherThePredictionIsBetterThanNone() throws IOException {
        Path runs = runs("2");
        Path csv = folder.resolve("samples.csv");
        CommandLineRun shown = CommandLineRun.of("prediction", runs.toString(), "--csv", csv.toString());
        assertThat(shown.code()).isZero();
        assertThat(shown.out())
                .contains("tiny: prediction of the weights of all layers")
                .containsPattern("AdamW +1 +2 +\\d\\.\\d{3} ± \\d+\\.\\d{3} ")
                .containsPattern("WP s=1 +3 +2 +\\d\\.\\d{3} ± ")
                .containsPattern("WP s=1, 3 steps ahead: (better|worse) than no prediction|cannot be told")
                .contains("over 2 seeds")
                .contains("wrote " + csv);
        // Two arms and seeds; all and three layers; 4 quantities for the samples of steps 2 to 10, 3 for one step ahead
        // of them, 3 for three steps ahead of the samples of steps 2 to 8.
        assertThat(Files.readAllLines(csv)).hasSize(1 + 2 * 2 * 4 * (5 * 4 + 5 * 3 + 4 * 3));
    }

    @Test
    void jsonHasTheSameNumbersAndALayerIsChosenByItsName() throws IOException {
        Path runs = runs("2");
        CommandLineRun all = CommandLineRun.of("prediction", runs.toString(), "--json");
        JsonNode predictions = new ObjectMapper().readTree(all.out()).get("predictions");
        assertThat(predictions).hasSize(4);
        assertThat(predictions.get(1).get("stepsAhead").asInt()).isEqualTo(3);
        assertThat(predictions.get(3).get("armHorizon").asDouble()).isEqualTo(1);
        assertThat(predictions.get(0).get("relativeError").get("mean").asDouble())
                .isPositive();
        CommandLineRun wrong = CommandLineRun.of("prediction", runs.toString(), "--layer", "outptu");
        assertThat(wrong.code()).isEqualTo(2);
        assertThat(wrong.err()).contains("--layer outptu: no samples of it", "known layers");
    }

    @Test
    void withoutSamplesItSaysHowToHaveSome() throws IOException {
        CommandLineRun shown = CommandLineRun.of("prediction", runs("0").toString());
        assertThat(shown.code()).isEqualTo(2);
        assertThat(shown.err()).contains("no samples there").contains("training.diagnostics.every=50");
    }
}
