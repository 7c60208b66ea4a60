package dev.foresight.engine.optim;

import dev.foresight.engine.spec.PredictionSpec;

/**
 * How far an arm predicts: the factor f that stands for s in What = W - s*gamma*Delta.
 *
 * @param momentum beta of rules that have one, else 0
 */
record Reach(PredictionSpec prediction, double momentum) {
    /** Of the arm's own horizon. */
    double own() {
        return prediction.factor(momentum);
    }

    /** f(h), of any other number of steps in the same form. */
    double of(long steps) {
        return prediction.form().factor(steps, momentum);
    }

    /** Whether the arm predicts at all. */
    boolean predicts() {
        return own() != 0;
    }
}
