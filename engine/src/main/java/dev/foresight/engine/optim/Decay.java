package dev.foresight.engine.optim;

import dev.foresight.engine.spec.Parameter;
import dev.foresight.engine.spec.Values;
import java.util.List;

/**
 * Weight decay of a rule.
 *
 * @param lambda its factor; 0 does not decay
 * @param coupled whether lambda*W is added to the gradient (L2 regularisation) instead of shrinking the weights apart
 *     from it
 * @param all whether every trained parameter decays, not matrices, filters and embeddings only
 * @param atPrediction whether coupled decay takes What, the weights of the pass, for W
 * @param predicted whether the prediction includes decoupled decay
 */
record Decay(double lambda, boolean coupled, boolean all, boolean atPrediction, boolean predicted) {
    private static final String COUPLED = "coupled";
    private static final String DECOUPLED = "decoupled";
    private static final String AT_PREDICTION = "prediction";

    /** Decay every trained parameter, as PyTorch does by default. */
    static final String ALL = "all";

    static final Parameter.Choice WHICH = new Parameter.Choice(
            "decay",
            "Decayed parameters",
            "All trained parameters, or matrices, filters and embeddings only.",
            List.of(ALL, "matrices"),
            ALL);

    static final Parameter.Flag PREDICTED = new Parameter.Flag(
            "predictDecay",
            "Predict the decay",
            "The prediction includes what decoupled decay will take off the weights. The paper leaves it out.",
            false);

    private static final Parameter.Real LAMBDA = new Parameter.Real(
            "weightDecay",
            "Weight decay",
            "Lambda: how strongly each step pulls the weights towards zero; 0 does not.",
            0,
            10,
            0.0);

    private static final Parameter.Choice AT = new Parameter.Choice(
            "decayAt",
            "Coupled decay of",
            "Coupled decay adds lambda times the weights W to the gradient, as a PyTorch optimizer does when the"
                    + " prediction is taken back before its step, or lambda times the prediction.",
            List.of("weights", AT_PREDICTION),
            "weights");

    private static final Parameter.Choice COUPLED_BY_DEFAULT = form(COUPLED);
    private static final Parameter.Choice DECOUPLED_BY_DEFAULT = form(DECOUPLED);

    private static Parameter.Choice form(String usual) {
        return new Parameter.Choice(
                "decayForm",
                "Form of decay",
                "Coupled adds lambda times the weights to the gradient (L2); decoupled shrinks the weights by learning"
                        + " rate times lambda, apart from the gradient, as AdamW does.",
                List.of(COUPLED, DECOUPLED),
                usual);
    }

    /** The parameters of decay in both forms, of which one is the default. */
    static List<Parameter> parameters(boolean coupled) {
        return List.of(LAMBDA, coupled ? COUPLED_BY_DEFAULT : DECOUPLED_BY_DEFAULT, WHICH, AT, PREDICTED);
    }

    /** @param coupled the default form, as in {@link #parameters} */
    static Decay of(Values values, boolean coupled) {
        return new Decay(
                values.get(LAMBDA),
                values.get(coupled ? COUPLED_BY_DEFAULT : DECOUPLED_BY_DEFAULT).equals(COUPLED),
                values.get(WHICH).equals(ALL),
                values.get(AT).equals(AT_PREDICTION),
                values.get(PREDICTED));
    }

    /** The factor on W in a step, 1 - gamma*lambda; 1 when coupled. */
    float keep(double lr) {
        return coupled ? 1 : (float) (1 - lr * lambda);
    }

    /** The part of W that one predicted step takes off, gamma*lambda; 0 where the prediction leaves the decay out. */
    float predictedLoss(double lr) {
        return coupled || !predicted ? 0 : (float) (lr * lambda);
    }

    /**
     * The factor on W in the prediction, 1 - s*gamma*lambda; 1 where that leaves the decay out.
     *
     * @param reach s*gamma
     */
    float predictedKeep(double reach) {
        return coupled || !predicted ? 1 : (float) (1 - reach * lambda);
    }
}
