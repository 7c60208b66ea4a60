package dev.foresight.engine.run;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Failing input or output of a run's folder; the message says which file, what failed and what to do. */
public final class RunIoException extends RuntimeException {
    private final transient Path path;

    public RunIoException(Path path, String what, IOException cause, String remedy) {
        super(what + " " + path + ": " + reason(cause) + "; " + remedy, cause);
        this.path = path;
    }

    /** The same once more, thrown by another thread or at another place. */
    RunIoException(RunIoException earlier) {
        super(earlier.getMessage(), earlier);
        this.path = earlier.path;
    }

    public Path path() {
        return path;
    }

    /** The system's own words; the path stands in our message already. */
    private static String reason(IOException cause) {
        String words = cause instanceof FileSystemException fileSystem ? fileSystem.getReason() : cause.getMessage();
        if (words != null) {
            return words;
        }
        return switch (cause) {
            case NoSuchFileException missing -> "there is no such file or folder";
            case AccessDeniedException denied -> "access denied";
            default -> cause.getClass().getSimpleName();
        };
    }
}
