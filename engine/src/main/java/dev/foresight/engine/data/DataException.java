package dev.foresight.engine.data;

/** A data file that is missing or malformed; the message says which, where, found, expected and the remedy. */
public final class DataException extends RuntimeException {
    public DataException(String message) {
        super(message);
    }

    public DataException(String message, Throwable cause) {
        super(message, cause);
    }
}
