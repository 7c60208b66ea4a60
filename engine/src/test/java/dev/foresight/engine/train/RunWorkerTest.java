package dev.foresight.engine.train;

import static org.assertj.core.api.Assertions.assertThat;

import dev.foresight.engine.data.DataException;
import dev.foresight.engine.run.Control;
import dev.foresight.engine.run.RunDirectory;
import dev.foresight.engine.run.RunOutcome;
import dev.foresight.engine.run.RunStatus;
import dev.foresight.engine.run.TinyRun;
import dev.foresight.engine.spec.Amount;
import dev.foresight.engine.spec.CheckpointSpec;
import dev.foresight.engine.spec.ExecutionSpec;
import dev.foresight.engine.spec.RunSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class RunWorkerTest {
    @TempDir
    Path runs;

    private RunDirectory directory;

    @BeforeEach
    void makeRun() {
        directory = RunDirectory.create(runs, TinyRun.of(Amount.epochs(2), 1));
    }

    private static RunParts parts(Quadratic network) {
        return new RunParts(new Quadratic.Data(3), network, Map.of("backend", "test"));
    }

    private RunOutcome.Failed failure(RunParts.Maker maker) {
        RunOutcome outcome = RunWorker.run(directory, maker);
        assertThat(directory.outcome()).contains(outcome);
        assertThat(directory.status()).isEqualTo(RunStatus.FAILED);
        assertThat(outcome).isInstanceOf(RunOutcome.Failed.class);
        return (RunOutcome.Failed) outcome;
    }

    private static void await(BooleanSupplier condition) throws InterruptedException {
        while (!condition.getAsBoolean()) {
            Thread.sleep(10);
        }
    }

    @Test
    void leavesLogsProvenanceAndOutcomeInTheFolder() throws IOException {
        assertThat(RunWorker.run(directory, run -> parts(new Quadratic(5)))).isEqualTo(new RunOutcome.Completed(6));
        assertThat(directory.status()).isEqualTo(RunStatus.COMPLETED);
        assertThat(directory.follow(RunDirectory.STEPS).newRows()).hasSize(6).allMatch(row -> row.length == 6);
        assertThat(directory.follow(RunDirectory.EVALUATIONS).newRows()).hasSize(6);
        assertThat(directory.follow(RunDirectory.LEDGER).newRows()).isNotEmpty();
        assertThat(Files.readString(directory.file(RunDirectory.EVENTS))).contains("completed after 6 steps");
        assertThat(Files.readString(directory.file(RunDirectory.PROVENANCE))).contains("\"generator\" : \"test\"");
    }

    @Test
    void aDivergedRunKeepsItsSteps() {
        Quadratic network = new Quadratic(5);
        network.brokenFrom = 4;
        assertThat(RunWorker.run(directory, run -> parts(network)))
                .isEqualTo(new RunOutcome.Diverged(5, "training loss", Double.NaN));
        assertThat(directory.status()).isEqualTo(RunStatus.DIVERGED);
        assertThat(directory.follow(RunDirectory.STEPS).newRows()).hasSize(4);
    }

    @Test
    void aDivergedRunNamesItsLastGoodCheckpointWhichIsStillThere() throws IOException {
        directory = RunDirectory.create(runs, everyStep());
        Quadratic network = new Quadratic(5);
        network.brokenFrom = 4;
        RunOutcome outcome = RunWorker.run(directory, run -> parts(network));
        assertThat(outcome).isInstanceOfSatisfying(RunOutcome.Diverged.class, diverged -> {
            assertThat(diverged.value()).hasValue(Double.NaN);
            assertThat(diverged.lastGood())
                    .contains(new RunOutcome.Kept(4, "checkpoints/step-000000000004.safetensors"));
        });
        assertThat(directory.outcome()).contains(outcome);
        assertThat(directory.file("checkpoints/step-000000000004.safetensors")).exists();
        assertThat(Files.readString(directory.file(RunDirectory.EVENTS)))
                .contains("diverged at step 5: training loss is not a number", "smaller learning rate");
    }

    @Test
    void weightsThatAreNotFiniteAreNoCheckpointAndLeaveTheGoodOneBefore() {
        directory = RunDirectory.create(runs, everyStep());
        // The gradient stays finite, so that only the weights tell of the fourth step.
        Quadratic network = new Quadratic(5);
        network.nextWeight = Map.of(3L, Float.NaN);
        RunOutcome outcome = RunWorker.run(directory, run -> parts(network));
        assertThat(outcome).isInstanceOfSatisfying(RunOutcome.Diverged.class, diverged -> {
            assertThat(diverged.step()).isEqualTo(4);
            assertThat(diverged.quantity()).isEqualTo("a weight of w");
            assertThat(diverged.lastGood().orElseThrow().step()).isEqualTo(3);
        });
    }

    private static RunSpec everyStep() {
        RunSpec tiny = TinyRun.of(Amount.epochs(2), 0);
        ExecutionSpec execution =
                tiny.experiment().execution().withCheckpoint(new CheckpointSpec(new CheckpointSpec.Steps(1), 2));
        return new RunSpec(tiny.experiment().withExecution(execution), tiny.arm(), tiny.seed());
    }

    @Test
    void outOfMemoryIsAFailureThatSaysWhatToDo() {
        Quadratic network = new Quadratic(5);
        network.throwsAt = 1;
        RunOutcome.Failed failed = failure(run -> parts(network));
        assertThat(failed.cause()).contains("out of memory", "smaller", "-Xmx");
        assertThat(failed.reason()).isEqualTo(RunOutcome.Failed.Reason.MEMORY);
        assertThat(directory.follow(RunDirectory.STEPS).newRows()).hasSize(1);
    }

    @Test
    void aDataFileThatIsMissingIsAFailureInItsOwnWords() {
        assertThat(failure(run -> {
                            throw new DataException("no file data_batch_1.bin in x; download it");
                        })
                        .cause())
                .isEqualTo("no file data_batch_1.bin in x; download it");
    }

    @Test
    void aLibraryThatCannotBeLoadedIsAFailureThatNamesTheDoctor() {
        assertThat(failure(run -> {
                            throw new UnsatisfiedLinkError("no nd4jcpu");
                        })
                        .cause())
                .contains("no nd4jcpu", "doctor");
    }

    @Test
    void aBugIsAFailureThatPointsToTheLog() {
        assertThat(failure(run -> {
                            throw new IndexOutOfBoundsException("7 of 5");
                        })
                        .cause())
                .contains("IndexOutOfBoundsException", "7 of 5", "worker.log");
    }

    @Test
    void aMalformedSpecIsAFailureThatNamesTheFile() throws IOException {
        Files.writeString(directory.file(RunDirectory.SPEC), "nonsense");
        assertThat(failure(run -> parts(new Quadratic(5))).cause()).contains("spec.json");
    }

    @Test
    void metricsThatCannotBeWrittenAreAFailure() throws IOException {
        Files.createDirectory(directory.file(RunDirectory.STEPS));
        assertThat(failure(run -> parts(new Quadratic(5))).cause()).contains("steps.csv", "run again");
    }

    @Test
    void aRunIsNeverExecutedTwice() {
        RunOutcome first = RunWorker.run(directory, run -> parts(new Quadratic(5)));
        assertThat(RunWorker.run(directory, run -> parts(new Quadratic(5)))).isInstanceOf(RunOutcome.Failed.class);
        assertThat(directory.outcome()).contains(first);
        assertThat(directory.follow(RunDirectory.STEPS).newRows()).hasSize(6);
    }

    @Test
    void aFolderThatIsGoneIsAFailureWithoutAnOutcome() {
        RunDirectory gone = new RunDirectory(runs.resolve("gone"));
        assertThat(RunWorker.run(gone, run -> parts(new Quadratic(5))).toString())
                .contains("gone");
    }

    @Test
    void pausesGoesOnAndStopsWhenAsked() throws Exception {
        directory = RunDirectory.create(runs, TinyRun.of(Amount.steps(Integer.MAX_VALUE), 1));
        directory.request(Control.PAUSE);
        CompletableFuture<RunOutcome> outcome =
                CompletableFuture.supplyAsync(() -> RunWorker.run(directory, run -> parts(new Quadratic(5))));
        await(() -> events().contains("paused"));
        assertThat(directory.status()).isEqualTo(RunStatus.PAUSED);
        assertThat(directory.follow(RunDirectory.STEPS).newRows()).isEmpty();
        directory.request(Control.RESUME);
        await(() -> !directory.follow(RunDirectory.STEPS).newRows().isEmpty());
        assertThat(directory.status()).isEqualTo(RunStatus.RUNNING);
        directory.request(Control.STOP);
        assertThat(outcome.get(30, TimeUnit.SECONDS)).isInstanceOf(RunOutcome.Stopped.class);
        assertThat(directory.status()).isEqualTo(RunStatus.STOPPED);
    }

    @Test
    void aPausedRunCanBeStopped() throws Exception {
        directory.request(Control.PAUSE);
        CompletableFuture<RunOutcome> outcome =
                CompletableFuture.supplyAsync(() -> RunWorker.run(directory, run -> parts(new Quadratic(5))));
        await(() -> events().contains("paused"));
        directory.request(Control.STOP);
        assertThat(outcome.get(30, TimeUnit.SECONDS)).isEqualTo(new RunOutcome.Stopped(0));
    }

    private String events() {
        StringBuilder text = new StringBuilder();
        directory.follow(RunDirectory.EVENTS).newRows().forEach(row -> text.append(row[0]));
        return text.toString();
    }
}
