package dev.foresight.engine.train;

import static org.assertj.core.api.Assertions.assertThat;

import dev.foresight.engine.run.RunDirectory;
import dev.foresight.engine.run.RunOutcome;
import dev.foresight.engine.run.TinyRun;
import dev.foresight.engine.spec.Amount;
import dev.foresight.engine.spec.ComponentSpec;
import dev.foresight.engine.spec.ExperimentSpec;
import dev.foresight.engine.spec.RunSpec;
import dev.foresight.engine.spec.Values;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whole runs of a small real network on a built-in data set. */
class PairedRunsTest {
    private static final int STEPS = 12;

    @TempDir
    Path runs;

    /** Step, rate, loss and gradient norm of every step. */
    private List<String> train(double horizon) throws IOException {
        RunSpec tiny = TinyRun.of(Amount.steps(STEPS), horizon);
        ExperimentSpec old = tiny.experiment();
        ExperimentSpec experiment = old.withArchitecture(
                        new ComponentSpec("mlp", new Values(Map.of("hidden", 16L, "depth", 1L))))
                .withData(old.data().withTrainExamples(40).withValidationExamples(20));
        RunDirectory directory = RunDirectory.create(runs, new RunSpec(experiment, tiny.arm(), tiny.seed()));
        assertThat(RunWorker.run(directory)).isEqualTo(new RunOutcome.Completed(STEPS));
        assertThat(directory.follow(RunDirectory.EVALUATIONS).newRows())
                .extracting(row -> row[0] + " " + row[3] + " " + row[4])
                .contains("0 validation loss", "0 validation accuracy", STEPS + " validation accuracy");
        assertThat(Files.readString(directory.file(RunDirectory.PROVENANCE))).contains("\"oneDnn\"", "\"nd4j\"");
        return directory.follow(RunDirectory.STEPS).newRows().stream()
                .map(row -> row[0] + " " + row[3] + " " + row[4] + " " + row[5])
                .toList();
    }

    @Test
    void armsOfASeedShareTheFirstStepAndARunRepeatsItselfToTheLastBit() throws IOException {
        List<String> baseline = train(0);
        List<String> predicted = train(2);
        assertThat(baseline).hasSize(STEPS);
        assertThat(predicted.getFirst()).isEqualTo(baseline.getFirst());
        assertThat(predicted.get(1)).isNotEqualTo(baseline.get(1));
        assertThat(train(2)).isEqualTo(predicted);
    }
}
