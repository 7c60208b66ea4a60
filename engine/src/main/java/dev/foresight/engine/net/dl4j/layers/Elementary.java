package dev.foresight.engine.net.dl4j.layers;

/**
 * exp and tanh on arrays, in a form the JIT turns into vector instructions. Relative error of
 * exp and absolute error of tanh is at most a few units in the last place of a float.
 */
final class Elementary {
    /** Beyond it tanh is 1 in float. */
    private static final float TANH_LIMIT = 7.90531110763549805f;

    /** Entries that stay in a core's first cache; a multiple of {@link #RUN}. */
    private static final int BLOCK = 1024;

    /** Entries summed in float. */
    private static final int RUN = 64;

    private Elementary() {}

    /**
     * a = exp(a - shift), for a - shift &lt;= 0; smaller than exp(-87) becomes exp(-87). Cephes' expf: 2^k exp(f).
     *
     * @return {@link #sum} of the new entries
     */
    static double exp(float[] a, float shift, int length) {
        int[] powers = new int[BLOCK];
        double sum = 0;
        for (int from = 0; from < length; from += BLOCK) {
            int entries = Math.min(BLOCK, length - from);
            expOfFraction(a, from, entries, shift, powers);
            sum = multiply(a, from, entries, powers, sum);
        }
        return sum;
    }

    /** a = exp(f), with the bits of 2^k beside it: no loop with intBitsToFloat in it becomes vector instructions. */
    private static void expOfFraction(float[] a, int from, int entries, float shift, int[] powers) {
        for (int j = 0; j < entries; j++) {
            float x = Math.max(-87f, a[from + j] - shift);
            int k = (int) (x * 1.44269504f - 0.5f);
            float f = x - k * 0.693359375f + k * 2.12194440e-4f;
            float p = 1.9875691500E-4f;
            p = p * f + 1.3981999507E-3f;
            p = p * f + 8.3334519073E-3f;
            p = p * f + 4.1665795894E-2f;
            p = p * f + 1.6666665459E-1f;
            p = p * f + 5.0000001201E-1f;
            a[from + j] = p * f * f + f + 1f;
            powers[j] = (k + 127) << 23;
        }
    }

    /** a = a 2^k, added to a sum in the order of {@link #sum}. */
    private static double multiply(float[] a, int from, int entries, int[] powers, double before) {
        double sum = before;
        for (int start = 0; start < entries; start += RUN) {
            int end = Math.min(entries, start + RUN);
            float s0 = 0;
            float s1 = 0;
            float s2 = 0;
            float s3 = 0;
            int i = start;
            for (; i + 3 < end; i += 4) {
                s0 += a[from + i] *= Float.intBitsToFloat(powers[i]);
                s1 += a[from + i + 1] *= Float.intBitsToFloat(powers[i + 1]);
                s2 += a[from + i + 2] *= Float.intBitsToFloat(powers[i + 2]);
                s3 += a[from + i + 3] *= Float.intBitsToFloat(powers[i + 3]);
            }
            for (; i < end; i++) {
                s0 += a[from + i] *= Float.intBitsToFloat(powers[i]);
            }
            sum += (s0 + s1) + (s2 + s3);
        }
        return sum;
    }

    /** The rational approximation of Eigen's generic_fast_tanh_float. */
    static float tanh(float value) {
        float x = Math.max(-TANH_LIMIT, Math.min(TANH_LIMIT, value));
        float x2 = x * x;
        float p = x2 * -2.76076847742355e-16f + 2.00018790482477e-13f;
        p = x2 * p + -8.60467152213735e-11f;
        p = x2 * p + 5.12229709037114e-08f;
        p = x2 * p + 1.48572235717979e-05f;
        p = x2 * p + 6.37261928875436e-04f;
        p = x2 * p + 4.89352455891786e-03f;
        p = x * p;
        float q = x2 * 1.19825839466702e-06f + 1.18534705686654e-04f;
        q = x2 * q + 2.26843463243900e-03f;
        q = x2 * q + 4.89352518554385e-03f;
        return p / q;
    }

    static void tanh(float[] a, int from, int to) {
        for (int i = from; i < to; i++) {
            a[i] = tanh(a[i]);
        }
    }

    /** Sum in double of float partial sums over at most {@link #RUN} entries; the order is fixed. */
    static double sum(float[] a, int from, int to) {
        double sum = 0;
        for (int start = from; start < to; start += RUN) {
            int end = Math.min(to, start + RUN);
            float s0 = 0;
            float s1 = 0;
            float s2 = 0;
            float s3 = 0;
            int i = start;
            for (; i + 3 < end; i += 4) {
                s0 += a[i];
                s1 += a[i + 1];
                s2 += a[i + 2];
                s3 += a[i + 3];
            }
            for (; i < end; i++) {
                s0 += a[i];
            }
            sum += (s0 + s1) + (s2 + s3);
        }
        return sum;
    }
}
