package dev.foresight.engine.net;

/**
 * Sums over evaluated targets.
 *
 * @param loss sum of the cross-entropies, in nats
 * @param correct targets whose most probable class was right
 * @param targets how many
 */
public record Score(double loss, long correct, long targets) {
    public static final Score NONE = new Score(0, 0, 0);

    public Score plus(Score other) {
        return new Score(loss + other.loss, correct + other.correct, targets + other.targets);
    }

    public double meanLoss() {
        return loss / targets;
    }

    public double accuracy() {
        return (double) correct / targets;
    }

    /** exp of the mean cross-entropy. */
    public double perplexity() {
        return Math.exp(meanLoss());
    }
}
