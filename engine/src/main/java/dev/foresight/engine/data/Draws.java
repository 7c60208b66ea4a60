package dev.foresight.engine.data;

import static dev.foresight.engine.random.SplitMix64.GAMMA;
import static dev.foresight.engine.random.SplitMix64.mix;

/**
 * A stream of random numbers that is a function of a key and nothing else: SplitMix64 (Steele, Lea, Flood, 2014) started
 * at a hash of the key's words. Every random choice about data comes from here, so it can be made again from the seed,
 * the epoch and the position, in any order and on any thread.
 *
 * <p>The key's hash: h = 0, then for each word w: h = mix((h xor w) + G) with G = 0x9E3779B97F4A7C15. The stream's n-th
 * number (from 1) is mix(h + n*G), with mix the finaliser of SplitMix64. The first word of a key is a seed, the second
 * one of the purposes below, so draws for different purposes are independent.
 */
final class Draws {
    /** Order of the training examples; key (run's seed, ORDER, epoch). */
    static final long ORDER = 1;
    /** Crop and flip; key (run's seed, AUGMENTATION, epoch, index of the example in the epoch). */
    static final long AUGMENTATION = 2;
    /** Which examples are held out and which are used; key (data set's seed, SUBSET). */
    static final long SUBSET = 3;
    /** A generated example; key (data set's seed, GENERATION, part, index). */
    static final long GENERATION = 4;
    /** Lengths of truncated backpropagation; key (run's seed, LENGTHS, epoch). */
    static final long LENGTHS = 5;

    private long state;

    private Draws(long state) {
        this.state = state;
    }

    /** The stream of a key. */
    static Draws of(long... key) {
        long hash = 0;
        for (long word : key) {
            hash = mix((hash ^ word) + GAMMA);
        }
        return new Draws(hash);
    }

    /** 64 random bits. */
    long next() {
        state += GAMMA;
        return mix(state);
    }

    /** Uniform in 0..bound-1: the high half of the 128-bit product bits * bound, whose bias is below bound / 2^64. */
    int below(int bound) {
        return (int) Math.unsignedMultiplyHigh(next(), bound);
    }

    /** Uniform in [0, 1): the upper 53 bits. */
    double unit() {
        return (next() >>> 11) * 0x1p-53;
    }

    /** Uniform in [low, high). */
    double between(double low, double high) {
        return low + (high - low) * unit();
    }

    /** True with this probability. */
    boolean chance(double probability) {
        return unit() < probability;
    }

    /** A permutation of 0..length-1 by Fisher and Yates: for i from length-1 down to 1, swap i and below(i+1). */
    int[] permutation(int length) {
        int[] order = new int[length];
        for (int i = 0; i < length; i++) {
            order[i] = i;
        }
        for (int i = length - 1; i > 0; i--) {
            int j = below(i + 1);
            int kept = order[i];
            order[i] = order[j];
            order[j] = kept;
        }
        return order;
    }
}
