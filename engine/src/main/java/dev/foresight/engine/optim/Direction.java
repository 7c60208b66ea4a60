package dev.foresight.engine.optim;

import java.util.List;

/**
 * What a rule makes of gradients: the direction Delta of W = W - gamma*Delta, which is also the direction of prediction,
 * What = W - s*gamma*Delta. It knows neither the learning rate nor the weights.
 */
interface Direction {
    /** What is kept of each trained weight, by the names it has in files and in the order of the arrays. */
    List<String> moments();

    /**
     * Fixes the scalars of a step.
     *
     * @param t completed steps, from 1
     */
    Step at(long t);

    /** One step, of which any number of blocks can be done at the same time. */
    interface Step {
        /**
         * Updates the moments.
         *
         * @param gradient in: the gradient g; out: Delta
         */
        void update(float[] gradient, float[][] moments, int length);

        /** Delta of the last update again, from the moments, with the same bits. */
        void recall(float[][] moments, int length, float[] delta);
    }
}
