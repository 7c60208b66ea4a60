package dev.foresight.engine.optim;

import dev.foresight.engine.optim.FlatParameters.Block;
import java.util.SplittableRandom;

/**
 * A control for prediction: What = W + c*r with r standard normal, drawn anew for each step from (seed, t), and c such
 * that What is as far from W as the rule's own prediction, in the norm over all trained parameters. Entries that the
 * rule's prediction leaves where they are, such as padding, stay there.
 *
 * <p>Two passes: all blocks are measured, then all are redirected. Any number of blocks can be done at the same time; the
 * bits do not depend on how many.
 */
final class RandomDirection {
    /** Sets these draws apart from others with the same seed. */
    private static final long STREAM = 0x5eed_d1ec_7104L;

    private final long seed;
    /** Of each block, the square of the distance from W to the rule's prediction. */
    private final double[] moved;
    /** Of each block, the square of the length of r. */
    private final double[] drawn;

    RandomDirection(long seed, int blocks) {
        this.seed = seed;
        this.moved = new double[blocks];
        this.drawn = new double[blocks];
    }

    /**
     * Notes a block's part of both norms.
     *
     * @param t completed steps
     * @param shown the rule's prediction
     */
    void measure(int number, long t, Block block, float[] shown) {
        SplittableRandom random = stream(t, block);
        float[] theta = block.theta();
        double squareMoved = 0;
        double squareDrawn = 0;
        for (int i = 0; i < block.length(); i++) {
            double r = random.nextGaussian();
            if (shown[i] != theta[i]) {
                double move = (double) shown[i] - theta[i];
                squareMoved += move * move;
                squareDrawn += r * r;
            }
        }
        moved[number] = squareMoved;
        drawn[number] = squareDrawn;
    }

    /** c, once all blocks are measured. */
    double scale() {
        double length = sum(drawn);
        return length == 0 ? 0 : Math.sqrt(sum(moved) / length);
    }

    /** @param shown in: the rule's prediction; out: W + c*r */
    void redirect(double scale, long t, Block block, float[] shown) {
        SplittableRandom random = stream(t, block);
        float[] theta = block.theta();
        for (int i = 0; i < block.length(); i++) {
            double r = random.nextGaussian();
            if (shown[i] != theta[i]) {
                shown[i] = (float) (theta[i] + scale * r);
            }
        }
    }

    private SplittableRandom stream(long t, Block block) {
        return new SplittableRandom(mixed(mixed(mixed(seed ^ STREAM) + t) + block.from()));
    }

    /** The finaliser of SplitMix64. */
    private static long mixed(long word) {
        long z = word + 0x9e3779b97f4a7c15L;
        z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
        z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
        return z ^ (z >>> 31);
    }

    private static double sum(double[] squares) {
        double sum = 0;
        for (double square : squares) {
            sum += square;
        }
        return sum;
    }
}
