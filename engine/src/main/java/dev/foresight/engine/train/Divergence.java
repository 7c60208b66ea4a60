package dev.foresight.engine.train;

import dev.foresight.engine.run.RunOutcome;

/** A quantity that became infinite or not a number: leaves the loop from wherever it was seen. */
final class Divergence extends RuntimeException {
    private final long step;
    private final String quantity;
    private final double value;

    private Divergence(long step, String quantity, double value) {
        super(quantity + " is " + value + " at step " + step, null, false, false);
        this.step = step;
        this.quantity = quantity;
        this.value = value;
    }

    /** @throws Divergence unless the value is finite */
    static void check(long step, String quantity, double value) {
        if (!Double.isFinite(value)) {
            throw new Divergence(step, quantity, value);
        }
    }

    RunOutcome.Diverged outcome() {
        return new RunOutcome.Diverged(step, quantity, value);
    }
}
