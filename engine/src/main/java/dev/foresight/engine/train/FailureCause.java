package dev.foresight.engine.train;

import dev.foresight.engine.data.DataException;
import dev.foresight.engine.run.CheckpointMismatch;
import dev.foresight.engine.run.RunDirectory;
import dev.foresight.engine.run.RunIoException;
import dev.foresight.engine.run.RunOutcome;
import dev.foresight.engine.spec.InvalidSpecException;
import java.util.Objects;

/** What was thrown, in a sentence that says what happened and what to do. */
final class FailureCause {
    private static final long MEBIBYTE = 1 << 20;

    private FailureCause() {}

    static RunOutcome.Failed of(Throwable thrown) {
        return new RunOutcome.Failed(
                switch (thrown) {
                    // These are written for the user already.
                    case InvalidSpecException spec -> text(spec);
                    case DataException data -> text(data);
                    case RunIoException io -> text(io);
                    case CheckpointMismatch mismatch -> text(mismatch);
                    case OutOfMemoryError memory ->
                        "out of memory (" + text(memory) + ") with a heap of at most "
                                + Runtime.getRuntime().maxMemory() / MEBIBYTE
                                + " MiB; make the batch or the network smaller, run fewer at a time, or give the worker"
                                + " more with -Xmx";
                    case LinkageError linkage ->
                        "a library could not be loaded (" + linkage.getClass().getSimpleName() + ": " + text(linkage)
                                + "); see " + RunDirectory.WORKER_LOG + ", and check the installation with the doctor"
                                + " command";
                    default ->
                        "unexpected " + thrown.getClass().getSimpleName() + ": " + text(thrown) + "; the place is in "
                                + RunDirectory.WORKER_LOG;
                },
                false,
                thrown instanceof OutOfMemoryError ? RunOutcome.Failed.Reason.MEMORY : RunOutcome.Failed.Reason.OTHER);
    }

    /** Whether the message says all there is to say, so that nobody needs the place in the code. */
    static boolean speaksForItself(Throwable thrown) {
        return thrown instanceof InvalidSpecException
                || thrown instanceof DataException
                || thrown instanceof RunIoException
                || thrown instanceof CheckpointMismatch;
    }

    private static String text(Throwable thrown) {
        return Objects.requireNonNullElse(thrown.getMessage(), "no message");
    }
}
