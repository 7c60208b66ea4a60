package dev.foresight.plots.figure;

/** A figure that cannot be written: what, where, and how to mend it. */
public final class FigureException extends RuntimeException {
    public FigureException(String message) {
        super(message);
    }

    public FigureException(String message, Throwable cause) {
        super(message, cause);
    }
}
