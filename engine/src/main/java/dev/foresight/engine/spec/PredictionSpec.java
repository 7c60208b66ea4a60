package dev.foresight.engine.spec;

/**
 * Weight prediction of an arm.
 *
 * @param horizon s, how many steps ahead the gradient is taken; 0 is the plain rule, fractions and negative values are
 *     allowed
 * @param form what stands for s in What = W - s*gamma*Delta
 * @param direction what stands for Delta
 */
public record PredictionSpec(double horizon, Form form, Direction direction) {
    public static final PredictionSpec NONE = new PredictionSpec(0);

    /** The factor on one step's move. */
    public enum Form {
        /** s itself: each step ahead is taken to move as far as the last one. */
        STEPS("steps"),
        /** beta + beta^2 + ... + beta^s with the rule's momentum beta: how far s steps go without new gradients. */
        GEOMETRIC("geometric");

        private final String id;

        Form(String id) {
            this.id = id;
        }

        public String id() {
            return id;
        }

        /**
         * The factor that stands for a horizon. Between whole numbers the geometric sum follows its closed form,
         * beta*(1-beta^s)/(1-beta).
         *
         * @param momentum beta, below 1
         */
        public double factor(double horizon, double momentum) {
            return switch (this) {
                case STEPS -> horizon;
                case GEOMETRIC -> momentum == 0 ? 0 : momentum * (1 - Math.pow(momentum, horizon)) / (1 - momentum);
            };
        }
    }

    /** Where the prediction goes. */
    public enum Direction {
        /** Along the rule's own Delta. */
        RULE("rule"),
        /** A control: a random direction, new in each step, of the length that the prediction has otherwise. */
        RANDOM("random");

        private final String id;

        Direction(String id) {
            this.id = id;
        }

        public String id() {
            return id;
        }
    }

    /** s steps along the rule's own direction. */
    public PredictionSpec(double horizon) {
        this(horizon, Form.STEPS, Direction.RULE);
    }

    /**
     * The factor that stands for s.
     *
     * @param momentum beta, below 1
     */
    public double factor(double momentum) {
        return form.factor(horizon, momentum);
    }
}
