package dev.foresight.engine.run;

import dev.foresight.bench.fuzz.FuzzInput;
import java.nio.file.Path;

/** The lock of a run: always some state, or unreadable as a {@link RunIoException}. */
public final class RunLockFuzz {
    private static final Path FOLDER = FuzzInput.folder();

    private RunLockFuzz() {}

    public static void fuzzerTestOneInput(byte[] input) {
        RunDirectory run = new RunDirectory(FOLDER);
        FuzzInput.write(run.file(RunDirectory.LOCK), input);
        try {
            if (RunLock.state(run) == RunLock.State.FREE) {
                throw new AssertionError("a lock that is there counts as free");
            }
        } catch (RunIoException expected) {
            // It is not text.
        }
    }
}
