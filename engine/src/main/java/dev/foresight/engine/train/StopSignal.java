package dev.foresight.engine.train;

import dev.foresight.engine.spec.Amount;
import java.util.Optional;

/** Tells a training loop between two steps whether somebody wants it to stop; holds it while it is to pause. */
public interface StopSignal {
    /** Never stops. */
    StopSignal NONE = () -> false;

    /**
     * Asked in the midst of an evaluation, so it has to be cheap; returns only when that may go on, or is to be given up
     * for a stop or for a checkpoint during a pause.
     */
    boolean stopRequested();

    /**
     * Whether a stop that was requested is to leave a checkpoint behind.
     *
     * @param secondsNeeded what writing one takes, as far as is known
     */
    default boolean keepRequested(double secondsNeeded) {
        return false;
    }

    /**
     * Asked before every step, where the state is whole: a checkpoint that was asked for is written at once, also during
     * a pause; returns only when the run may go on or has to stop.
     *
     * @param keep writes one
     */
    default boolean stopRequested(Runnable keep) {
        return stopRequested();
    }

    /** Where training is to stop with a checkpoint of its own accord; asked before every step. */
    default Optional<Amount> hold() {
        return Optional.empty();
    }

    /** Pauses until a person has mended what is in the way; false when the run is to go on, or end, without it. */
    default boolean mended() {
        return false;
    }
}
