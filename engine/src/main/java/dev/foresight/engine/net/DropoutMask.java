package dev.foresight.engine.net;

import static dev.foresight.engine.random.SplitMix64.mix;

import dev.foresight.engine.random.SplitMix64;

/**
 * Dropout masks as a function of seed, layer and step, so that every arm of a seed, a replay and a resumed run drop the
 * same entries.
 *
 * <p>Entry i is kept when u_i &gt;= p, where u_i is the upper 24 bits of SplitMix64's (Steele, Lea, Flood, OOPSLA 2014)
 * output number i for the key mix(mix(mix(seed) xor FNV-1a-64(layer)) + step), times 2^-24.
 */
public final class DropoutMask {
    private DropoutMask() {}

    /**
     * The factors for a layer's input in plain order: 0 with the given probability, else 1/(1-probability).
     *
     * @param layer the node's name
     * @param step number of the step from 0
     * @param length entries of the layer's input, all examples together
     * @throws IllegalArgumentException when the probability is not in [0,1)
     */
    public static float[] draw(long seed, String layer, long step, int length, double probability) {
        float[] mask = new float[length];
        fill(seed, layer, step, probability, 0, mask, length);
        return mask;
    }

    /**
     * The {@code length} entries from {@code first} on of the mask that {@link #draw} gives, into the start of {@code
     * part}, so that several threads can share a long one.
     *
     * @throws IllegalArgumentException when the probability is not in [0,1)
     */
    public static void fill(
            long seed, String layer, long step, double probability, int first, float[] part, int length) {
        if (!(probability >= 0 && probability < 1)) {
            throw new IllegalArgumentException(
                    "Dropout " + layer + ": probability " + probability + " found, 0 <= p < 1 allowed");
        }
        long key = mix(mix(mix(seed) ^ SplitMix64.hash(layer)) + step);
        float kept = (float) (1 / (1 - probability));
        // u < p in whole numbers: exact, since p times a power of two is.
        long dropped = (long) Math.ceil(probability * 0x1p24);
        for (int i = 0; i < length; i++) {
            part[i] = mix(key + (first + i + 1) * SplitMix64.GAMMA) >>> 40 < dropped ? 0 : kept;
        }
    }
}
