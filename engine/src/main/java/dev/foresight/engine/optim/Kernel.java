package dev.foresight.engine.optim;

import java.util.List;

/**
 * The arithmetic of a rule with its prediction on the first {@code length} entries of a block's arrays. One call does a
 * whole block, so that the loops inside are compiled for the rule they belong to.
 */
interface Kernel {
    /** What is kept of each trained weight, by the names it has in files and in the order of the arrays. */
    List<String> moments();

    /** Whether any step is predicted. */
    boolean predicts();

    /** Whether a step needs the weights of the pass, What, besides W_t. */
    boolean readsPrediction();

    /**
     * Fixes the scalars of a step.
     *
     * @param t completed steps, from 1
     * @param lr gamma of step t
     * @param nextLr gamma of step t+1
     */
    Step at(long t, double lr, double nextLr);

    /** One step, of which any number of blocks can be done at the same time. */
    interface Step {
        /**
         * Moves theta and the moments, in place.
         *
         * @param clip factor on the gradient
         * @param decayed whether weight decay applies to this block
         * @param gradient overwritten
         */
        void step(float clip, boolean decayed, float[] theta, float[][] moments, int length, float[] gradient);

        /**
         * As {@link #step}, with the prediction for the coming step.
         *
         * @param shown in: What of the pass, where {@link Kernel#readsPrediction} asks for it; out: the prediction
         */
        void stepAndPredict(
                float clip,
                boolean decayed,
                float[] theta,
                float[][] moments,
                int length,
                float[] gradient,
                float[] shown);

        /**
         * The predicted move of one step, U with What = W - s*U, right after a step.
         *
         * @param gradient as the step has left it
         * @param move out
         */
        void ahead(boolean decayed, float[] theta, float[][] moments, int length, float[] gradient, float[] move);

        /** The prediction for the coming step, into {@code shown}. */
        void predict(boolean decayed, float[] theta, float[][] moments, int length, float[] shown);
    }
}
