package dev.foresight.engine.optim;

/**
 * The quotient of Adam and its kin, Delta = [m/(1-beta1^t)] / (sqrt(v)/sqrt(1-beta2^t) + epsilon), with epsilon outside
 * of the corrected root, as in PyTorch.
 *
 * @param first 1-beta1^t
 * @param root sqrt(1-beta2^t)
 */
record BiasCorrection(float first, float root, float epsilon) {
    static BiasCorrection at(long t, double beta1, double beta2, double epsilon) {
        return new BiasCorrection(
                (float) (1 - Math.pow(beta1, t)), (float) Math.sqrt(1 - Math.pow(beta2, t)), (float) epsilon);
    }

    /** Delta of one entry. */
    float quotient(float m, float v) {
        return m / first / ((float) Math.sqrt(v) / root + epsilon);
    }

    /** Delta of a block from m and v. */
    void recall(float[][] moments, int length, float[] delta) {
        float[] m = moments[0];
        float[] v = moments[1];
        for (int i = 0; i < length; i++) {
            delta[i] = quotient(m[i], v[i]);
        }
    }
}
