package dev.foresight.app.task;

/** Background work that failed: what was being done, and why it did not work. */
public record TaskFailure(String what, Throwable cause) {
    /** A sentence or two for people. */
    public String message() {
        String reason = cause.getMessage();
        return what + " did not work: " + (reason == null ? cause.getClass().getSimpleName() : reason);
    }
}
