package dev.foresight.engine.spec;

import java.util.Arrays;
import java.util.Optional;

/**
 * What a sample of training tells of a layer, or of all layers together. The sample is taken at W_t, after t completed
 * steps; What = W_t - f(h)*gamma*Delta is where the rule's direction of step t leads in h steps at the rate of step t+1.
 * Norms are Euclidean and over trained parameters alone; g is the mean gradient of step t+1.
 */
public enum Quantity {
    /** |What - W_(t+h)|. */
    PREDICTION_ERROR("prediction_error", true),
    /** |What - W_(t+h)| / |W_t - W_(t+h)|: 1 is what no prediction at all would miss by. */
    RELATIVE_ERROR("relative_error", true),
    /** The cosine of the angle between What - W_t and W_(t+h) - W_t. */
    COSINE("cosine", true),
    /** |g|, before clipping. */
    GRADIENT_NORM("gradient_norm", false),
    /** |W_t|. */
    WEIGHT_NORM("weight_norm", false),
    /** |W_(t+1) - W_t| / |W_t|. */
    UPDATE_RATIO("update_ratio", false),
    /** |W_(t+1) - W_t| / |g| with g clipped: the learning rate at which plain SGD would have moved as far. */
    EFFECTIVE_STEP("effective_step", false);

    /** Stands for all layers together where a layer is named. */
    public static final String ALL = "all";

    private final String id;
    private final boolean ahead;

    Quantity(String id, boolean ahead) {
        this.id = id;
        this.ahead = ahead;
    }

    /** The word in files. */
    public String id() {
        return id;
    }

    /** Whether there is one for each horizon. */
    public boolean ahead() {
        return ahead;
    }

    /** The quantity with this word. */
    public static Optional<Quantity> find(String id) {
        return Arrays.stream(values())
                .filter(quantity -> quantity.id.equals(id))
                .findFirst();
    }
}
