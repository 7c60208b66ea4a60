package dev.foresight.engine.train;

import dev.foresight.engine.run.Checkpoint;
import dev.foresight.engine.run.CheckpointFolder;
import dev.foresight.engine.run.CheckpointMismatch;
import dev.foresight.engine.run.LogLengths;
import dev.foresight.engine.run.RunDirectory;
import dev.foresight.engine.spec.ExecutionSpec;
import dev.foresight.engine.spec.RunSpec;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Where a worker begins: at a checkpoint or at the beginning.
 *
 * @param run what is run, its number of threads said
 * @param opened null at the beginning
 */
record Resumption(RunSpec run, Checkpoint.Identity identity, CheckpointFolder.@Nullable Opened opened)
        implements AutoCloseable {
    /**
     * At the newest checkpoint that is whole.
     *
     * @param threads where neither the spec nor a checkpoint says how many
     * @param passedOver is told of each newer one that is damaged
     * @throws CheckpointMismatch when it must not be gone on from
     */
    static Resumption of(RunDirectory directory, int threads, CheckpointFolder folder, Consumer<String> passedOver) {
        RunSpec run = directory.spec();
        String specHash = directory.specHash();
        CheckpointFolder.Opened opened = folder.newest(passedOver).orElse(null);
        ExecutionSpec execution = run.experiment().execution();
        if (opened == null) {
            return of(run, specHash, execution.threads() > 0 ? execution.threads() : threads, null);
        }
        boolean fits = false;
        try {
            Checkpoint.Identity theirs = opened.checkpoint().identity();
            check(opened.name(), specHash, execution, theirs);
            fits = true;
            return of(run, specHash, theirs.threads(), opened);
        } finally {
            if (!fits) {
                opened.close();
            }
        }
    }

    private static Resumption of(RunSpec run, String specHash, int threads, CheckpointFolder.@Nullable Opened opened) {
        ExecutionSpec execution = run.experiment().execution().withThreads(threads);
        return new Resumption(
                new RunSpec(run.experiment().withExecution(execution), run.arm(), run.seed()),
                Checkpoint.Identity.here(specHash, threads),
                opened);
    }

    private static void check(String name, String specHash, ExecutionSpec execution, Checkpoint.Identity theirs) {
        if (!theirs.specHash().equals(specHash)) {
            throw new CheckpointMismatch(name + " belongs to another " + RunDirectory.SPEC + ", with the SHA-256 "
                    + theirs.specHash() + "; the one of this run has " + specHash
                    + ": put the file back as it was, or start the run as a new one");
        }
        int most = 4 * Runtime.getRuntime().availableProcessors();
        boolean allowed = execution.threads() == 0
                ? theirs.threads() >= 1 && theirs.threads() <= most
                : theirs.threads() == execution.threads();
        if (!allowed) {
            throw new CheckpointMismatch(name + " was computed with " + theirs.threads() + " threads; "
                    + (execution.threads() == 0
                            ? "this machine allows 1 to " + most
                            : "this run has " + execution.threads())
                    + ", with which sums round differently: go on with as many threads, or start the run as a new one");
        }
    }

    /** Completed steps. */
    long step() {
        return opened == null ? 0 : opened.checkpoint().step();
    }

    /** What a person is told of it. */
    String words() {
        if (opened == null) {
            return "no checkpoint can be used: the run starts from the beginning";
        }
        String theirs = opened.checkpoint().identity().program();
        return "resumed at step " + step() + " from " + opened.name()
                + (theirs.equals(identity.program())
                        ? ""
                        : ", which version " + theirs + " wrote; with another version the numbers may differ");
    }

    /** Cuts the logs to what was measured before. */
    void cutLogs(RunDirectory directory) {
        (opened == null ? LogLengths.NONE : opened.checkpoint().logs()).cut(directory);
    }

    /** Puts weights, moments and recurrent state in place. */
    Optional<Progress> load(RunState state) {
        if (opened == null) {
            return Optional.empty();
        }
        state.load(opened);
        return Optional.of(Progress.of(opened.checkpoint()));
    }

    @Override
    public void close() {
        if (opened != null) {
            opened.close();
        }
    }
}
