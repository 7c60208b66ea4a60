package dev.foresight.engine.run;

/** A whole checkpoint that this run, program or machine must not go on from; the message says why and what to do. */
public final class CheckpointMismatch extends RuntimeException {
    public CheckpointMismatch(String message) {
        super(message);
    }
}
