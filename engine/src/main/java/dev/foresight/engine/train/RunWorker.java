package dev.foresight.engine.train;

import dev.foresight.engine.optim.UpdateRule;
import dev.foresight.engine.optim.WeightUpdate;
import dev.foresight.engine.run.AtomicFile;
import dev.foresight.engine.run.CheckpointFolder;
import dev.foresight.engine.run.LockBeat;
import dev.foresight.engine.run.MemoryLimit;
import dev.foresight.engine.run.MetricsLog;
import dev.foresight.engine.run.Provenance;
import dev.foresight.engine.run.RunDirectory;
import dev.foresight.engine.run.RunEvent;
import dev.foresight.engine.run.RunIoException;
import dev.foresight.engine.run.RunLock;
import dev.foresight.engine.run.RunOutcome;
import dev.foresight.engine.spec.ExecutionSpec;
import dev.foresight.engine.spec.Registry;
import dev.foresight.engine.spec.RunSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Executes the run of a folder in this process, from its newest checkpoint on where it has one. */
public final class RunWorker {
    private static final Logger LOG = LoggerFactory.getLogger(RunWorker.class);

    private RunWorker() {}

    /**
     * Runs to an outcome, which is also written to the folder, whatever happens. A run that has a worker, or had one, is
     * left as it is and reported as failed.
     *
     * @param threads computing threads where the spec leaves them open
     */
    public static RunOutcome run(RunDirectory directory, int threads) {
        return run(directory, threads, new Setting(SpecParts::make, AtomicFile.Opener.DISK));
    }

    /** The same with the threads that suit this machine, or those of an earlier worker of the run. */
    public static RunOutcome run(RunDirectory directory) {
        return run(directory, directory.threads(ExecutionSpec.threadsOfThisMachine()));
    }

    static RunOutcome run(RunDirectory directory, RunParts.Maker maker) {
        return run(directory, ExecutionSpec.threadsOfThisMachine(), new Setting(maker, AtomicFile.Opener.DISK));
    }

    /**
     * What a test puts something else in the place of.
     *
     * @param disk how checkpoints are opened for writing
     */
    record Setting(RunParts.Maker maker, AtomicFile.Opener disk) {}

    static RunOutcome run(RunDirectory directory, int threads, Setting setting) {
        try {
            if (!RunLock.take(directory)) {
                return new RunOutcome.Failed("the run " + directory.folder()
                        + " has or had a worker already; foresight resume lets an ended one go on");
            }
            if (directory.outcome().isPresent()) {
                return new RunOutcome.Failed(
                        "the run " + directory.folder() + " has ended already; foresight resume lets it go on");
            }
            try (EndOfProcess end = new EndOfProcess();
                    LockBeat beat = new LockBeat(directory)) {
                RunOutcome outcome = execute(directory, threads, setting, end);
                directory.end(outcome);
                return outcome;
            }
        } catch (RunIoException e) {
            LOG.error("the run {} cannot be executed: {}", directory.folder(), e.getMessage());
            return FailureCause.of(e);
        }
    }

    /** Anything thrown ends up in the outcome: whoever reads the folder later has no other witness. */
    private static RunOutcome execute(RunDirectory directory, int threads, Setting setting, EndOfProcess end) {
        try {
            return train(directory, threads, setting, end);
        } catch (Exception | Error e) {
            RunOutcome.Failed failed = FailureCause.of(e);
            if (FailureCause.speaksForItself(e)) {
                LOG.error("run {} failed: {}", directory.name(), failed.cause());
            } else {
                LOG.error("run {} failed: {}", directory.name(), failed.cause(), e);
            }
            return failed;
        }
    }

    private static RunOutcome train(RunDirectory directory, int threads, Setting setting, EndOfProcess end) {
        CheckpointFolder folder = new CheckpointFolder(directory, setting.disk);
        List<String> passedOver = new ArrayList<>();
        boolean attempted =
                !folder.isEmpty() || directory.file(RunDirectory.STEPS).toFile().length() > 0;
        try (Resumption from = Resumption.of(directory, threads, folder, passedOver::add)) {
            // The logs are cut before they are opened for appending.
            from.cutLogs(directory);
            try (MetricsLog log = MetricsLog.open(directory)) {
                long at = from.step();
                passedOver.forEach(damaged -> log.accept(new RunEvent.Message(at, "warning", damaged)));
                if (attempted) {
                    log.accept(new RunEvent.Message(at, "state", from.words()));
                }
                folder.forgetAfter(at);
                return train(directory, from, folder, setting, log, end);
            }
        }
    }

    private static RunOutcome train(
            RunDirectory directory,
            Resumption from,
            CheckpointFolder folder,
            Setting setting,
            MetricsLog log,
            EndOfProcess end) {
        RunSpec run = from.run();
        log.accept(new RunEvent.Message(from.step(), "state", "preparing data and network"));
        try (RunParts parts = setting.maker.make(run);
                WeightUpdate update = start(run, parts)) {
            Provenance.here(parts.backend(), parts.data().provenance()).write(directory, run);
            Optional<Progress> progress = from.load(new RunState(parts.network(), update));
            ControlSignal signal = new ControlSignal(directory, log, update::steps);
            end.onRequest(() -> signal.processEndsWithin(TimeUnit.SECONDS.toNanos(EndOfProcess.PATIENCE_SECONDS)));
            Checkpointing checkpoints = new Checkpointing(new Checkpointing.Place(
                    folder, run.experiment().execution().checkpoint(), from.identity(), log::mark, log));
            log.accept(new RunEvent.Message(from.step(), "state", "training"));
            MemoryWatch memory = new MemoryWatch(MemoryLimit.of(directory, run));
            if (memory.blind()) {
                log.accept(new RunEvent.Message(
                        from.step(),
                        "warning",
                        "the memory limit is not watched: this system does not tell how much is resident"));
            }
            long start = System.nanoTime();
            RunOutcome outcome = new TrainingLoop(
                            run, parts.data(), parts.network(), update, log, signal, checkpoints, progress, memory)
                    .run();
            if (outcome instanceof RunOutcome.Diverged diverged) {
                outcome = diverged.withLastGood(folder.newestKept());
            }
            log.accept(new RunEvent.Message(update.steps(), "state", describe(outcome)));
            if (outcome instanceof RunOutcome.Completed
                    && run.experiment().execution().timeUpdate()) {
                new UpdateTiming()
                        .after(update, run.experiment().training().clip(), System.nanoTime() - start)
                        .ifPresent(times -> times.write(directory));
            }
            return outcome;
        }
    }

    private static WeightUpdate start(RunSpec run, RunParts parts) {
        // The arrays of the initial weights are garbage now. About to take the moments, the heap would rather grow than
        // look for them, and stay larger to the end.
        System.gc();
        return Registry.of(UpdateRule.class)
                .get(run.arm().optimizer().rule().id())
                .start(
                        parts.network(),
                        run.arm(),
                        run.seed(),
                        run.experiment().execution().resolvedThreads());
    }

    private static String describe(RunOutcome outcome) {
        return switch (outcome) {
            case RunOutcome.Completed completed -> "completed after " + completed.steps() + " steps";
            case RunOutcome.Stopped stopped -> "stopped after " + stopped.steps() + " steps";
            case RunOutcome.Diverged diverged -> diverged.words() + "; " + RunOutcome.Diverged.REMEDY;
            case RunOutcome.Failed failed -> "failed: " + failed.cause();
        };
    }
}
