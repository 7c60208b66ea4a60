package dev.foresight.engine.optim;

/**
 * The arithmetic of AdamW on the first {@code length} entries of arrays, in float32 and in the order in which PyTorch
 * rounds. Scalars are computed in double and rounded once.
 */
final class AdamWKernel {
    private final double beta1;
    private final double beta2;
    private final float epsilon;
    private final double weightDecay;
    private final double horizon;

    AdamWKernel(double beta1, double beta2, double epsilon, double weightDecay, double horizon) {
        this.beta1 = beta1;
        this.beta2 = beta2;
        this.epsilon = (float) epsilon;
        this.weightDecay = weightDecay;
        this.horizon = horizon;
    }

    /** Whether any step is predicted. */
    boolean predicts() {
        return horizon != 0;
    }

    /**
     * The scalars of step t.
     *
     * @param keep factor of decoupled decay, 1 - gamma*lambda
     * @param stepSize gamma/(1-beta1^t)
     * @param predictedSize s*gamma/(1-beta1^t) with the gamma of the coming step
     * @param root sqrt(1-beta2^t)
     */
    record Scalars(float keep, float stepSize, float predictedSize, float root) {}

    /**
     * @param t completed steps, from 1
     * @param lr gamma of step t
     * @param nextLr gamma of step t+1
     */
    Scalars scalars(long t, double lr, double nextLr) {
        double correction1 = 1 - Math.pow(beta1, t);
        double correction2 = 1 - Math.pow(beta2, t);
        return new Scalars(
                (float) (1 - lr * weightDecay),
                (float) (lr / correction1),
                (float) (horizon * nextLr / correction1),
                (float) Math.sqrt(correction2));
    }

    /**
     * One step of theta, m and v, in place.
     *
     * @param clip factor on the gradient
     * @param keep factor on theta; 1 does not decay
     */
    void step(
            Scalars scalars,
            float clip,
            float keep,
            float[] theta,
            float[] m,
            float[] v,
            int length,
            float[] gradient) {
        float b1 = (float) beta1;
        float b2 = (float) beta2;
        float rest1 = (float) (1 - beta1);
        float rest2 = (float) (1 - beta2);
        float stepSize = scalars.stepSize();
        float root = scalars.root();
        for (int i = 0; i < length; i++) {
            float g = gradient[i] * clip;
            float mi = m[i] * b1 + rest1 * g;
            float vi = v[i] * b2 + rest2 * g * g;
            float denominator = (float) Math.sqrt(vi) / root + epsilon;
            m[i] = mi;
            v[i] = vi;
            theta[i] = theta[i] * keep - stepSize * mi / denominator;
        }
    }

    /**
     * As {@link #step}, with the prediction for the coming step in the same loop: a second one would take the root and
     * two quotients again.
     *
     * @param shown out: the prediction
     */
    void stepAndPredict(
            Scalars scalars,
            float clip,
            float keep,
            float[] theta,
            float[] m,
            float[] v,
            int length,
            float[] gradient,
            float[] shown) {
        float b1 = (float) beta1;
        float b2 = (float) beta2;
        float rest1 = (float) (1 - beta1);
        float rest2 = (float) (1 - beta2);
        float stepSize = scalars.stepSize();
        float root = scalars.root();
        float predictedSize = scalars.predictedSize();
        for (int i = 0; i < length; i++) {
            float g = gradient[i] * clip;
            float mi = m[i] * b1 + rest1 * g;
            float vi = v[i] * b2 + rest2 * g * g;
            float denominator = (float) Math.sqrt(vi) / root + epsilon;
            float weight = theta[i] * keep - stepSize * mi / denominator;
            m[i] = mi;
            v[i] = vi;
            theta[i] = weight;
            shown[i] = weight - predictedSize * mi / denominator;
        }
    }

    /** The prediction for the coming step, into {@code shown}. */
    void predict(Scalars scalars, float[] theta, float[] m, float[] v, int length, float[] shown) {
        float size = scalars.predictedSize();
        float root = scalars.root();
        for (int i = 0; i < length; i++) {
            float denominator = (float) Math.sqrt(v[i]) / root + epsilon;
            shown[i] = theta[i] - size * m[i] / denominator;
        }
    }
}
