package dev.foresight.engine.train;

/** Tells a training loop between two steps whether somebody wants it to stop; holds it while it is to pause. */
public interface StopSignal {
    /** Never stops. */
    StopSignal NONE = () -> false;

    /** Asked before every step, so it has to be cheap; returns only when the run may go on or has to stop. */
    boolean stopRequested();

    /**
     * Whether a stop that was requested is to leave a checkpoint behind.
     *
     * @param secondsNeeded what writing one takes, as far as is known
     */
    default boolean keepRequested(double secondsNeeded) {
        return false;
    }

    /** Whether a checkpoint was asked for since the last call. */
    default boolean checkpointRequested() {
        return false;
    }

    /** Pauses until a person has mended what is in the way; false when the run is to go on, or end, without it. */
    default boolean mended() {
        return false;
    }
}
