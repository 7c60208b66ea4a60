package dev.foresight.engine.optim;

import static dev.foresight.engine.random.SplitMix64.mix;

import dev.foresight.engine.optim.FlatParameters.Block;
import dev.foresight.engine.random.SplitMix64;

/**
 * A control for prediction: What = W + c*r with r drawn anew for each step, and c such that What is as far from W as the
 * rule's own prediction, in the norm over all trained parameters. Entries that the rule's prediction leaves where they are,
 * such as padding, stay there.
 *
 * <p>r of weight n at step t is the sum of the four 16-bit parts of mix(k + (n+1)*GAMMA), less its mean, with
 * k = mix(mix(mix(seed) ^ hash("random-direction")) + t) of {@link SplitMix64}: nearly normal, independent from weight to
 * weight, and the same on every machine. Over as many weights as a network has that is a direction without preference.
 *
 * <p>Two passes: all blocks are measured, then all are redirected. Any number of blocks can be done at the same time; the
 * bits do not depend on how many.
 */
final class RandomDirection {
    private static final String STREAM = "random-direction";
    private static final int PART = 0xffff;
    private static final long MEAN = 2L * PART;

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
        long key = key(t);
        float[] theta = block.theta();
        double squareMoved = 0;
        double squareDrawn = 0;
        for (int i = 0; i < block.length(); i++) {
            double r = draw(key, block.from() + i);
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
        long key = key(t);
        float[] theta = block.theta();
        for (int i = 0; i < block.length(); i++) {
            double r = draw(key, block.from() + i);
            if (shown[i] != theta[i]) {
                shown[i] = (float) (theta[i] + scale * r);
            }
        }
    }

    private long key(long t) {
        return mix(mix(mix(seed) ^ SplitMix64.hash(STREAM)) + t);
    }

    private static double draw(long key, long weight) {
        long z = mix(key + (weight + 1) * SplitMix64.GAMMA);
        return (z & PART) + (z >>> 16 & PART) + (z >>> 32 & PART) + (z >>> 48) - MEAN;
    }

    private static double sum(double[] squares) {
        double sum = 0;
        for (double square : squares) {
            sum += square;
        }
        return sum;
    }
}
