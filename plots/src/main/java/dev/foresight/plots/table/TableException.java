package dev.foresight.plots.table;

/** Runs that make no table of the kind asked for: what is in the way, and how to choose. */
public final class TableException extends RuntimeException {
    public TableException(String message) {
        super(message);
    }
}
