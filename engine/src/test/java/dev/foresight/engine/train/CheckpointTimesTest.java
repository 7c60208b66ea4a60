package dev.foresight.engine.train;

import static org.assertj.core.api.Assertions.assertThat;

import dev.foresight.engine.optim.Probes;
import dev.foresight.engine.optim.UpdateRule;
import dev.foresight.engine.optim.WeightUpdate;
import dev.foresight.engine.run.Checkpoint;
import dev.foresight.engine.run.CheckpointFolder;
import dev.foresight.engine.run.Control;
import dev.foresight.engine.run.LogLengths;
import dev.foresight.engine.run.RunDirectory;
import dev.foresight.engine.run.RunEvent;
import dev.foresight.engine.run.RunOutcome;
import dev.foresight.engine.run.RunStatus;
import dev.foresight.engine.spec.CheckpointSpec;
import dev.foresight.engine.spec.Registry;
import dev.foresight.engine.spec.RunSpec;
import dev.foresight.engine.train.ResumableRun.Left;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** When checkpoints are written: of themselves, when asked for, during a pause, and when the process ends. */
@Timeout(20)
class CheckpointTimesTest {
    private static final CheckpointSpec SPARSE = new CheckpointSpec(new CheckpointSpec.Steps(1000), 2);
    private static final CheckpointSpec NEVER = new CheckpointSpec(new CheckpointSpec.Never(), 2);

    @TempDir
    Path runs;

    private static void await(BooleanSupplier condition) {
        while (!condition.getAsBoolean()) {
            try {
                Thread.sleep(10);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    private Left whole(RunSpec spec) {
        RunDirectory whole = RunDirectory.create(runs, spec);
        RunWorker.run(whole, ResumableRun.quadraticParts(step -> {}, () -> {}));
        return Left.by(whole);
    }

    @Test
    void secondsCountFromTheLastOneAndStretchWhereWritingTakesLong() {
        RunSpec spec = ResumableRun.quadratic(new CheckpointSpec(new CheckpointSpec.Seconds(300), 2));
        AtomicLong seconds = new AtomicLong(7);
        AtomicLong cost = new AtomicLong(2);
        List<RunEvent> events = new ArrayList<>();
        Quadratic network = new Quadratic(5);
        try (WeightUpdate update = Registry.of(UpdateRule.class)
                .get(spec.arm().optimizer().rule().id())
                .start(network, spec.arm(), spec.seed(), 1)) {
            Checkpointing checkpoints = new Checkpointing(
                    new Checkpointing.Place(
                            new CheckpointFolder(RunDirectory.create(runs, spec)),
                            spec.experiment().execution().checkpoint(),
                            Checkpoint.Identity.here("0", 1),
                            () -> {
                                seconds.addAndGet(cost.get());
                                return LogLengths.NONE;
                            },
                            events::add),
                    () -> TimeUnit.SECONDS.toNanos(seconds.get()));
            RunState state = new RunState(network, update, Probes.NONE);
            seconds.addAndGet(299);
            assertThat(checkpoints.due(0)).isFalse();
            seconds.addAndGet(1);
            assertThat(checkpoints.due(0)).isTrue();
            checkpoints.write(Progress.none(), state, false);
            assertThat(checkpoints.secondsNeeded()).isEqualTo(2);
            seconds.addAndGet(299);
            assertThat(checkpoints.due(1)).isFalse();
            seconds.addAndGet(1);
            assertThat(checkpoints.due(1)).isTrue();
            assertThat(events).isEmpty();
            cost.set(10);
            checkpoints.write(Progress.none(), state, false);
            seconds.addAndGet(499);
            assertThat(checkpoints.due(1)).isFalse();
            seconds.addAndGet(1);
            assertThat(checkpoints.due(1)).isTrue();
            checkpoints.write(Progress.none(), state, false);
            assertThat(events)
                    .containsExactly(new RunEvent.Message(
                            0,
                            "checkpoint",
                            "a checkpoint took 10.0 s, so the next ones come every 500 s instead of every 300 s"));
        }
    }

    @Test
    void neverKeepsNothingButWhatWasAskedFor() {
        RunDirectory run = RunDirectory.create(runs, ResumableRun.quadratic(NEVER));
        RunWorker.run(run, ResumableRun.quadraticParts(step -> {}, () -> {}));
        assertThat(run.status()).isEqualTo(RunStatus.COMPLETED);
        assertThat(run.file(RunDirectory.CHECKPOINTS)).doesNotExist();
        RunDirectory asked = RunDirectory.create(runs, ResumableRun.quadratic(NEVER));
        askedInStep(asked, 5);
        assertThat(asked.status()).isEqualTo(RunStatus.COMPLETED);
        assertThat(asked.file(RunDirectory.CHECKPOINTS).toFile().list())
                .containsExactly("step-000000000006.safetensors");
    }

    private static void askedInStep(RunDirectory run, long in) {
        RunWorker.run(
                run,
                ResumableRun.quadraticParts(
                        step -> {
                            if (step == in) {
                                run.request(Control.CHECKPOINT);
                                ResumableRun.sleepUntilLookedAt();
                            }
                            if (step == in + 2) {
                                assertThat(new CheckpointFolder(run).file(in + 1))
                                        .exists();
                            }
                        },
                        () -> {}));
    }

    @Test
    void whatWasAskedForIsWrittenAndTheRunGoesOn() {
        RunSpec spec = ResumableRun.quadratic(SPARSE);
        Left expected = whole(spec);
        RunDirectory run = RunDirectory.create(runs, spec);
        askedInStep(run, 5);
        assertThat(run.status()).isEqualTo(RunStatus.COMPLETED);
        assertThat(Left.by(run).differences(expected)).isEmpty();
    }

    @Test
    void itIsWrittenDuringAPause() throws Exception {
        pausedAskedAndResumed(false);
    }

    @Test
    void itIsWrittenDuringAPauseInTheMidstOfAnEvaluation() throws Exception {
        pausedAskedAndResumed(true);
    }

    private void pausedAskedAndResumed(boolean evaluating) throws Exception {
        RunSpec spec = ResumableRun.quadratic(SPARSE);
        Left expected = whole(spec);
        RunDirectory run = RunDirectory.create(runs, spec);
        AtomicBoolean evaluation = new AtomicBoolean();
        Runnable pause = () -> {
            run.request(Control.PAUSE);
            ResumableRun.sleepUntilLookedAt();
        };
        CompletableFuture<RunOutcome> outcome = CompletableFuture.supplyAsync(() -> RunWorker.run(
                run,
                ResumableRun.quadraticParts(
                        step -> {
                            evaluation.set(step == 5);
                            if (step == 5 && !evaluating) {
                                pause.run();
                            }
                        },
                        () -> {
                            if (evaluating && evaluation.getAndSet(false)) {
                                pause.run();
                            }
                        })));
        await(() -> run.status() == RunStatus.PAUSED);
        run.request(Control.CHECKPOINT);
        await(() -> Files.exists(new CheckpointFolder(run).file(6)));
        assertThat(run.status()).isEqualTo(RunStatus.PAUSED);
        assertThat(run.lastStep()).isEqualTo(6);
        run.request(Control.RESUME);
        assertThat(outcome.get(15, TimeUnit.SECONDS)).isEqualTo(new RunOutcome.Completed(ResumableRun.STEPS));
        assertThat(Left.by(run).differences(expected)).isEmpty();
    }

    /** The run of the folder named, slow enough to be ended in its midst. */
    static final class Slow {
        private Slow() {}

        public static void main(String[] arguments) {
            RunWorker.run(
                    new RunDirectory(Path.of(arguments[0])),
                    ResumableRun.quadraticParts(step -> ResumableRun.sleepUntilLookedAt(), () -> {}));
        }
    }

    @Test
    void aProcessThatIsToldToEndKeepsTheStateFirst() throws Exception {
        RunSpec spec = ResumableRun.quadratic(SPARSE);
        Left expected = whole(spec);
        RunDirectory run = RunDirectory.create(runs, spec);
        Process worker = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx128m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Slow.class.getName(),
                        run.folder().toString())
                .redirectErrorStream(true)
                .redirectOutput(runs.resolve("out").toFile())
                .start();
        try {
            await(() -> run.lastStep() >= 2 || !worker.isAlive());
            worker.destroy();
            assertThat(worker.waitFor(15, TimeUnit.SECONDS)).isTrue();
        } finally {
            worker.destroyForcibly();
        }
        long step = run.lastStep();
        assertThat(step).as(Files.readString(runs.resolve("out"))).isBetween(2L, ResumableRun.STEPS - 1L);
        assertThat(run.outcome()).contains(new RunOutcome.Stopped(step));
        assertThat(new CheckpointFolder(run).file(step)).exists();
        ResumableRun.reopen(run);
        RunWorker.run(run, ResumableRun.quadraticParts(ignored -> {}, () -> {}));
        assertThat(Left.by(run).differences(expected)).isEmpty();
    }
}
