package dev.foresight.engine.run;

import java.io.IOException;
import java.nio.file.Path;

/** Failing input or output of a run's folder; the message says which file, what failed and what to do. */
public final class RunIoException extends RuntimeException {
    private final transient Path path;

    public RunIoException(Path path, String what, IOException cause, String remedy) {
        super(what + " " + path + ": " + reason(cause) + "; " + remedy, cause);
        this.path = path;
    }

    public Path path() {
        return path;
    }

    private static String reason(IOException cause) {
        String message = cause.getMessage();
        return cause.getClass().getSimpleName() + (message == null ? "" : " (" + message + ")");
    }
}
