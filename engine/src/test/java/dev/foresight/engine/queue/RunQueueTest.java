package dev.foresight.engine.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.foresight.engine.run.Checkpoint;
import dev.foresight.engine.run.CheckpointFolder;
import dev.foresight.engine.run.Control;
import dev.foresight.engine.run.LogLengths;
import dev.foresight.engine.run.RunDirectory;
import dev.foresight.engine.run.RunLock;
import dev.foresight.engine.run.RunOutcome;
import dev.foresight.engine.run.RunStatus;
import dev.foresight.engine.run.TinyRun;
import dev.foresight.engine.spec.Amount;
import dev.foresight.engine.spec.ExecutionSpec;
import dev.foresight.engine.spec.RunSpec;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class RunQueueTest {
    private static final Duration LONG = Duration.ofSeconds(90);

    @TempDir
    Path runs;

    private RunDirectory run(String manner) throws IOException {
        RunDirectory run = RunDirectory.create(runs, TinyRun.of(Amount.steps(1), 0));
        Files.writeString(run.file("manner"), manner);
        return run;
    }

    private static RunQueue queue(int slots, Duration grace) {
        return new RunQueue(PretendWorker::command, new Slots(slots, 1), grace);
    }

    private static void await(BooleanSupplier condition) throws InterruptedException {
        while (!condition.getAsBoolean()) {
            Thread.sleep(10);
        }
    }

    @Test
    void executesEachRunInAProcessAndKeepsWhatItPrints() throws Exception {
        RunDirectory first = run("complete");
        RunDirectory second = run("complete");
        try (RunQueue queue = queue(1, LONG)) {
            queue.submit(first);
            queue.submit(second);
            assertThat(queue.awaitIdle(LONG)).isTrue();
        }
        assertThat(first.status()).isEqualTo(RunStatus.COMPLETED);
        assertThat(second.status()).isEqualTo(RunStatus.COMPLETED);
        assertThat(first.file(RunDirectory.WORKER_LOG)).hasContent("pretending to complete with 1 threads\n");
    }

    @Test
    void threadsLeftOpenAreThoseOfTheCheckpointWhereNothingElseTellsThem() throws Exception {
        RunSpec tiny = TinyRun.of(Amount.steps(1), 0);
        ExecutionSpec open = tiny.experiment().execution().withThreads(0);
        RunSpec spec = new RunSpec(tiny.experiment().withExecution(open), tiny.arm(), tiny.seed());
        RunDirectory begun = RunDirectory.create(runs, spec);
        RunDirectory damaged = RunDirectory.create(runs, spec);
        checkpoint(begun, 3);
        Files.writeString(checkpoint(damaged, 3), "torn");
        try (RunQueue queue = queue(1, LONG)) {
            queue.submit(begun);
            queue.submit(damaged);
            assertThat(queue.awaitIdle(LONG)).isTrue();
        }
        assertThat(begun.file(RunDirectory.WORKER_LOG)).hasContent("pretending to complete with 3 threads\n");
        assertThat(damaged.file(RunDirectory.WORKER_LOG)).hasContent("pretending to complete with 1 threads\n");
    }

    private static Path checkpoint(RunDirectory run, int threads) {
        Checkpoint.Identity identity = Checkpoint.Identity.here(run.specHash(), threads);
        Checkpoint state = new Checkpoint(
                1, Set.of(), 0, Map.of(), Map.of(), Optional.empty(), LogLengths.NONE, 0, List.of(), identity);
        CheckpointFolder folder = new CheckpointFolder(run);
        folder.write(state, List.of(), 1);
        return folder.file(1);
    }

    @Test
    void aKilledWorkerIsAFailedRunAndTheOthersGoOn() throws Exception {
        RunDirectory killed = run("hang");
        RunDirectory next = run("complete");
        try (RunQueue queue = queue(1, LONG)) {
            queue.submit(killed);
            queue.submit(next);
            await(() -> killed.status() == RunStatus.RUNNING);
            assertThat(queue.waiting()).containsExactly(next);
            long pid = RunLock.holder(killed).orElseThrow().pid();
            assertThat(ProcessHandle.of(pid).orElseThrow().destroyForcibly()).isTrue();
            assertThat(queue.awaitIdle(LONG)).isTrue();
        }
        assertThat(killed.status()).isEqualTo(RunStatus.FAILED);
        assertThat(killed.outcome().orElseThrow().toString())
                .contains("exit code 137", "killed", "its last line was: pretending to hang");
        assertThat(next.status()).isEqualTo(RunStatus.COMPLETED);
    }

    @Test
    void aWorkerThatDiesBeforeItsLockIsAFailedRunWithItsLastWords() throws Exception {
        RunDirectory run = run("crash");
        try (RunQueue queue = queue(1, LONG)) {
            queue.submit(run);
            assertThat(queue.awaitIdle(LONG)).isTrue();
        }
        assertThat(run.outcome().orElseThrow().toString()).contains("exit code 3", "the last words", "worker.log");
    }

    @Test
    void aWorkerThatCrashesInNativeCodeLeavesAReport() throws Exception {
        RunDirectory run = run("abort");
        try (RunQueue queue = queue(1, LONG)) {
            queue.submit(run);
            await(() -> run.status() == RunStatus.RUNNING);
            long pid = RunLock.holder(run).orElseThrow().pid();
            new ProcessBuilder("kill", "-SEGV", Long.toString(pid)).start().waitFor();
            assertThat(queue.awaitIdle(LONG)).isTrue();
            Path report = run.file("hs_err_" + pid + ".log");
            assertThat(report).exists();
            assertThat(run.outcome().orElseThrow().toString())
                    .contains("it crashed in native code", report.toString(), "its last line was: pretending to abort");
        }
    }

    @Test
    void aLogOfAnySizeGivesItsLastLine() throws Exception {
        RunDirectory run = run("crash");
        try (RandomAccessFile log =
                new RandomAccessFile(run.file(RunDirectory.WORKER_LOG).toFile(), "rw")) {
            // Larger than the heap of any test; mostly a hole, which takes no space.
            log.setLength(64L << 30);
        }
        try (RunQueue queue = queue(1, LONG)) {
            queue.submit(run);
            assertThat(queue.awaitIdle(LONG)).isTrue();
        }
        assertThat(run.outcome().orElseThrow().toString()).contains("its last line was: the last words");
    }

    @Test
    void aRunThatAnotherProcessHoldsIsLetGo() throws Exception {
        RunDirectory run = run("refused");
        try (RunQueue queue = queue(1, LONG)) {
            queue.submit(run);
            await(() -> Files.exists(run.file("refused")));
            assertThat(RunLock.take(run)).isTrue();
            Files.delete(run.file("refused"));
            assertThat(queue.awaitIdle(LONG)).isTrue();
        }
        assertThat(run.status()).isEqualTo(RunStatus.RUNNING);
        assertThat(run.outcome()).isEmpty();
    }

    @Test
    void anEndedRunGoesOnWhenSubmittedAgainAndStoppingItWhileItWaitsKeepsItsSteps() throws Exception {
        RunDirectory run = run("complete");
        Files.writeString(run.file(RunDirectory.STEPS), "step,epoch\n6,0.5\n");
        run.end(new RunOutcome.Stopped(6));
        try (RunQueue queue = queue(1, LONG)) {
            queue.hold(true);
            queue.submit(run);
            assertThat(run.status()).isEqualTo(RunStatus.WAITING);
            queue.stop(run, true);
            assertThat(run.outcome()).contains(new RunOutcome.Stopped(6));
            queue.submit(run);
            queue.hold(false);
            assertThat(queue.awaitIdle(LONG)).isTrue();
        }
        assertThat(run.status()).isEqualTo(RunStatus.COMPLETED);
    }

    @Test
    void aRunIsSubmittedAgainWhileItsLastWorkerHasNotLeft() throws Exception {
        RunDirectory run = run("linger");
        try (RunQueue queue = queue(2, LONG)) {
            queue.submit(run);
            await(() -> run.status() == RunStatus.STOPPED);
            assertThat(queue.running()).containsExactly(run);
            Files.writeString(run.file("manner"), "complete");
            queue.submit(run);
            assertThat(queue.awaitIdle(LONG)).isTrue();
        }
        assertThat(run.outcome()).contains(new RunOutcome.Completed(1));
    }

    @Test
    void aWorkerIsAskedToStopAndAWaitingRunIsTakenOut() throws Exception {
        RunDirectory running = run("obey");
        RunDirectory waiting = run("complete");
        try (RunQueue queue = queue(1, LONG)) {
            queue.submit(running);
            queue.submit(waiting);
            await(() -> running.status() == RunStatus.RUNNING);
            assertThat(queue.running()).containsExactly(running);
            queue.stopAll(false);
            assertThat(queue.awaitIdle(LONG)).isTrue();
        }
        assertThat(running.outcome()).contains(new RunOutcome.Stopped(2));
        assertThat(waiting.outcome()).contains(new RunOutcome.Stopped(0));
        assertThat(waiting.file(RunDirectory.WORKER_LOG)).doesNotExist();
    }

    @Test
    void aWorkerThatDoesNotStopIsEndedAfterTheGraceTime() throws Exception {
        RunDirectory run = run("hang");
        try (RunQueue queue = queue(1, Duration.ofMillis(100))) {
            queue.submit(run);
            await(() -> run.status() == RunStatus.RUNNING);
            queue.stop(run, false);
            assertThat(queue.awaitIdle(LONG)).isTrue();
        }
        assertThat(run.status()).isEqualTo(RunStatus.FAILED);
    }

    @Test
    void aClosedQueueLeavesItsWorkersRunning() throws Exception {
        RunDirectory run = run("obey");
        try (RunQueue queue = queue(1, LONG)) {
            queue.submit(run);
            await(() -> run.status() == RunStatus.RUNNING);
        }
        assertThat(run.status()).isEqualTo(RunStatus.RUNNING);
        run.request(Control.STOP);
        await(() -> run.status() == RunStatus.STOPPED);
    }

    @Test
    void aCommandThatDoesNotExistIsAFailedRun() throws Exception {
        RunDirectory run = run("complete");
        // Without nice in between the system itself refuses; with it, nice does. Both are a failure with a reason.
        try (RunQueue queue = new RunQueue(() -> List.of("no-such-program-anywhere"), new Slots(1, 1))) {
            queue.submit(run);
            assertThat(queue.awaitIdle(LONG)).isTrue();
        }
        assertThat(run.status()).isEqualTo(RunStatus.FAILED);
        assertThat(run.outcome().orElseThrow().toString()).contains("no-such-program-anywhere");
    }

    @Test
    void aQueueWithoutSlotsIsRefused() {
        assertThatThrownBy(() -> new Slots(0, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("at least 1");
    }
}
