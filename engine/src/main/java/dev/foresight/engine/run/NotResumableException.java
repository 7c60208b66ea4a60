package dev.foresight.engine.run;

/** A run that cannot go on; the message says which, why, and what to do instead. */
public final class NotResumableException extends RuntimeException {
    NotResumableException(RunDirectory run, String why) {
        super("the run " + run.folder() + " cannot go on: " + why);
    }
}
