package dev.foresight.engine.run;

/** What a run is doing, derived from its folder and stored nowhere. */
public enum RunStatus {
    /** Written, and no worker has taken it. */
    WAITING,
    /** A living worker holds its lock. */
    RUNNING,
    /** As running, and the worker was asked to pause. */
    PAUSED,
    COMPLETED,
    STOPPED,
    DIVERGED,
    /** Ended with an error, or its worker died without saying how. */
    FAILED;

    public boolean ended() {
        return switch (this) {
            case COMPLETED, STOPPED, DIVERGED, FAILED -> true;
            case WAITING, RUNNING, PAUSED -> false;
        };
    }
}
