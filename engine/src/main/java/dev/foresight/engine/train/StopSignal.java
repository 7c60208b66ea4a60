package dev.foresight.engine.train;

/** Tells a training loop between two steps whether somebody wants it to stop; holds it while it is to pause. */
public interface StopSignal {
    /** Never stops. */
    StopSignal NONE = () -> false;

    /** Asked before every step, so it has to be cheap; returns only when the run may go on or has to stop. */
    boolean stopRequested();
}
