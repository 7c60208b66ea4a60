package dev.foresight.engine.project;

import java.nio.file.Path;

/** A folder or file of a project that cannot be used; the message says which, why and what to do. */
public final class ProjectException extends RuntimeException {
    private final transient Path path;

    ProjectException(Path path, String message) {
        super(path + ": " + message);
        this.path = path;
    }

    ProjectException(Path path, String message, Throwable cause) {
        super(path + ": " + message + " (" + cause + ")", cause);
        this.path = path;
    }

    public Path path() {
        return path;
    }
}
