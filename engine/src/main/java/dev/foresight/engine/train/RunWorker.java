package dev.foresight.engine.train;

import dev.foresight.engine.optim.UpdateRule;
import dev.foresight.engine.optim.WeightUpdate;
import dev.foresight.engine.run.LockBeat;
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
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Executes the run of a folder in this process. */
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
        return run(directory, run -> resolved(run, threads), SpecParts::make);
    }

    /** The same with the threads that suit this machine, or those of an earlier worker of the run. */
    public static RunOutcome run(RunDirectory directory) {
        return run(directory, directory.threads(ExecutionSpec.threadsOfThisMachine()));
    }

    static RunOutcome run(RunDirectory directory, RunParts.Maker maker) {
        return run(directory, UnaryOperator.identity(), maker);
    }

    /** Everything that is made or written later finds the number of threads in the spec. */
    private static RunSpec resolved(RunSpec run, int threads) {
        ExecutionSpec execution = run.experiment().execution();
        return execution.threads() > 0
                ? run
                : new RunSpec(run.experiment().withExecution(execution.withThreads(threads)), run.arm(), run.seed());
    }

    private static RunOutcome run(RunDirectory directory, UnaryOperator<RunSpec> resolve, RunParts.Maker maker) {
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
                RunOutcome outcome = execute(directory, resolve, maker, end);
                directory.end(outcome);
                return outcome;
            }
        } catch (RunIoException e) {
            LOG.error("the run {} cannot be executed: {}", directory.folder(), e.getMessage());
            return FailureCause.of(e);
        }
    }

    /** Anything thrown ends up in the outcome: whoever reads the folder later has no other witness. */
    private static RunOutcome execute(
            RunDirectory directory, UnaryOperator<RunSpec> resolve, RunParts.Maker maker, EndOfProcess end) {
        try {
            RunSpec run = resolve.apply(directory.spec());
            try (MetricsLog log = MetricsLog.open(directory)) {
                return train(directory, run, maker, log, end);
            }
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

    private static RunOutcome train(
            RunDirectory directory, RunSpec run, RunParts.Maker maker, MetricsLog log, EndOfProcess end) {
        log.accept(new RunEvent.Message(0, "state", "preparing data and network"));
        try (RunParts parts = maker.make(run);
                WeightUpdate update = start(run, parts)) {
            Provenance.here(parts.backend(), parts.data().provenance()).write(directory, run);
            ControlSignal signal = new ControlSignal(directory, log, update::steps);
            end.onRequest(signal::stop);
            log.accept(new RunEvent.Message(0, "state", "training"));
            RunOutcome outcome = new TrainingLoop(run, parts.data(), parts.network(), update, log, signal).run();
            log.accept(new RunEvent.Message(update.steps(), "state", describe(outcome)));
            return outcome;
        }
    }

    private static WeightUpdate start(RunSpec run, RunParts parts) {
        // The arrays of the initial weights are garbage now. About to take the moments, the heap would rather grow than
        // look for them, and stay larger to the end.
        System.gc();
        return Registry.of(UpdateRule.class)
                .get(run.arm().optimizer().rule().id())
                .start(parts.network(), run.arm(), run.experiment().execution().resolvedThreads());
    }

    private static String describe(RunOutcome outcome) {
        return switch (outcome) {
            case RunOutcome.Completed completed -> "completed after " + completed.steps() + " steps";
            case RunOutcome.Stopped stopped -> "stopped after " + stopped.steps() + " steps";
            case RunOutcome.Diverged diverged ->
                "diverged: " + diverged.quantity() + " is not finite at step " + diverged.step();
            case RunOutcome.Failed failed -> "failed: " + failed.cause();
        };
    }
}
