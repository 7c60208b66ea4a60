package dev.foresight.engine.optim;

import java.util.Arrays;

/** Sums of squares in double, in an order that depends on the length alone and that a compiler can vectorise. */
final class SumOfSquares {
    /** Sums side by side. */
    static final int LANES = 256;

    private SumOfSquares() {}

    /**
     * The sum of x_i^2 over the first {@code length} entries.
     *
     * @param sums [LANES], overwritten
     */
    static double of(float[] x, int length, double[] sums) {
        Arrays.fill(sums, 0);
        int from = 0;
        for (; from + 4 * LANES <= length; from += 4 * LANES) {
            addFour(x, from, sums);
        }
        double rest = 0;
        for (; from < length; from++) {
            rest += (double) x[from] * x[from];
        }
        for (int width = LANES / 2; width > 0; width /= 2) {
            for (int i = 0; i < width; i++) {
                sums[i] += sums[i + width];
            }
        }
        return sums[0] + rest;
    }

    private static void addFour(float[] x, int from, double[] sums) {
        for (int i = 0; i < LANES; i++) {
            double a = x[from + i];
            double b = x[from + LANES + i];
            double c = x[from + 2 * LANES + i];
            double d = x[from + 3 * LANES + i];
            sums[i] += (a * a + b * b) + (c * c + d * d);
        }
    }
}
