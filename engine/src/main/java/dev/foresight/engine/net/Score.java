package dev.foresight.engine.net;

/**
 * Sums over evaluated targets. Classes are ranked by their logits, of equal ones the lower index first; so ties are
 * decided alike in every count.
 *
 * @param loss sum of the cross-entropies, in nats
 * @param correct targets whose class ranked first
 * @param top5 targets whose class ranked among the first five; counted for images only
 * @param targets how many
 * @param confusion which class ranked first for which; of images only
 */
public record Score(double loss, long correct, long top5, long targets, Confusion confusion) {
    public static final Score NONE = new Score(0, 0, 0);

    /** Of tokens, which are not told apart by class. */
    public Score(double loss, long correct, long targets) {
        this(loss, correct, 0, targets, Confusion.NONE);
    }

    public Score plus(Score other) {
        return new Score(
                loss + other.loss,
                correct + other.correct,
                top5 + other.top5,
                targets + other.targets,
                confusion.plus(other.confusion));
    }

    public double meanLoss() {
        return loss / targets;
    }

    public double accuracy() {
        return (double) correct / targets;
    }

    public double top5Accuracy() {
        return (double) top5 / targets;
    }

    /** exp of the mean cross-entropy. */
    public double perplexity() {
        return Math.exp(meanLoss());
    }

    /** Mean cross-entropy over ln 2. */
    public double bitsPerToken() {
        return meanLoss() / Math.log(2);
    }

    /**
     * All cross-entropies in bits, over the characters.
     *
     * @param characters that the targets stand for
     */
    public double bitsPerCharacter(long characters) {
        return loss / Math.log(2) / characters;
    }
}
