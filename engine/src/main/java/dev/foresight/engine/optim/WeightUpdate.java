package dev.foresight.engine.optim;

import dev.foresight.engine.spec.DiagnosticsSpec;
import java.util.List;
import java.util.Optional;

/**
 * An update rule with weight prediction at work on one network: it owns the weights W_t, the moments and the number t of
 * completed steps, and lends the network either W_t or the prediction What.
 *
 * <p>Order of a step: {@link #predict}, forward and backward pass, {@link #apply}. Before an evaluation, a checkpoint or
 * after a failed pass: {@link #restore}.
 */
public interface WeightUpdate extends AutoCloseable {
    /**
     * Shows the network the weights at which the coming pass takes place: What = W_t - s*lr*direction(t), or W_t itself
     * when s = 0 or t = 0.
     */
    void predict(double lr);

    /** Shows the network W_t, exactly. */
    void restore();

    /**
     * Clips the mean gradient, updates the moments and W_t to W_{t+1}, and shows the network the prediction for
     * {@code nextLr}, so that the next {@link #predict} with that rate has nothing left to do.
     *
     * @param lr the learning rate of this step; 0 moves nothing
     * @param clip largest global norm of the gradient; 0 does not clip
     * @param nextLr the rate the coming step will use
     * @return the global norm of the gradient before clipping
     */
    double apply(double lr, double clip, double nextLr);

    /**
     * Has samples taken of the weights' way from here on, which changes nothing of it; asked for once, before the first
     * step.
     */
    Probes sample(DiagnosticsSpec diagnostics);

    /** Completed steps, t. */
    long steps();

    /** All that the rule remembers beside the weights and t. */
    List<Moment> moments();

    /**
     * Goes on after this many completed steps from the weights that the network shows now; the moments are put back by
     * themselves.
     */
    void resume(long steps);

    /** Bytes of weights that are kept beside the network's own, because the network shows a prediction. */
    default long copyBytes() {
        return 0;
    }

    /**
     * A pass of AdamW in place over vectors of this network's size, cut into the same blocks for the same threads: what an
     * arm without prediction pays for its update. It works on what this update keeps, so that weights and moments have no
     * meaning after it. Empty where the update keeps too little to lend AdamW its two moments.
     *
     * @param clip as in {@link #apply}
     */
    default Optional<Runnable> plainPass(double clip) {
        return Optional.empty();
    }

    @Override
    void close();
}
