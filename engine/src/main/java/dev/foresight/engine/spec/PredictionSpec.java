package dev.foresight.engine.spec;

/**
 * Weight prediction of an arm.
 *
 * @param horizon s, how many steps ahead the gradient is taken; 0 is the plain rule, fractions and negative values are
 *     allowed
 */
public record PredictionSpec(double horizon) {
    public static final PredictionSpec NONE = new PredictionSpec(0);
}
