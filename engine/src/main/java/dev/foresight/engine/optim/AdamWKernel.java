package dev.foresight.engine.optim;

import java.util.List;

/**
 * The arithmetic of AdamW on the first {@code length} entries of arrays, in float32 and in the order in which PyTorch
 * rounds. Scalars are computed in double and rounded once.
 */
final class AdamWKernel implements Kernel {
    private final double beta1;
    private final double beta2;
    private final float epsilon;
    private final Decay decay;
    private final double horizon;

    AdamWKernel(double beta1, double beta2, double epsilon, Decay decay, double horizon) {
        this.beta1 = beta1;
        this.beta2 = beta2;
        this.epsilon = (float) epsilon;
        this.decay = decay;
        this.horizon = horizon;
    }

    @Override
    public List<String> moments() {
        return List.of("m", "v");
    }

    @Override
    public boolean predicts() {
        return horizon != 0;
    }

    @Override
    public boolean readsPrediction() {
        return false;
    }

    @Override
    public Step at(long t, double lr, double nextLr) {
        return new At(t, lr, nextLr);
    }

    private final class At implements Step {
        /** Factor of decoupled decay, 1 - gamma*lambda. */
        private final float keep;
        /** Factor on W in the prediction; 1 leaves the decay out. */
        private final float predictedKeep;
        /** gamma/(1-beta1^t). */
        private final float stepSize;
        /** s*gamma/(1-beta1^t) with the gamma of the coming step. */
        private final float predictedSize;
        /** gamma/(1-beta1^t) with the gamma of the coming step. */
        private final float nextSize;
        /** gamma*lambda with the gamma of the coming step; 0 leaves the decay out of the prediction. */
        private final float nextLoss;
        /** sqrt(1-beta2^t). */
        private final float root;

        At(long t, double lr, double nextLr) {
            double correction1 = 1 - Math.pow(beta1, t);
            double correction2 = 1 - Math.pow(beta2, t);
            keep = decay.keep(lr);
            predictedKeep = decay.predictedKeep(horizon * nextLr);
            stepSize = (float) (lr / correction1);
            predictedSize = (float) (horizon * nextLr / correction1);
            nextSize = (float) (nextLr / correction1);
            nextLoss = decay.predictedLoss(nextLr);
            root = (float) Math.sqrt(correction2);
        }

        @Override
        public void step(float clip, boolean decayed, float[] theta, float[][] moments, int length, float[] gradient) {
            step(clip, decayed ? keep : 1, theta, moments[0], moments[1], length, gradient);
        }

        private void step(float clip, float kept, float[] theta, float[] m, float[] v, int length, float[] gradient) {
            float b1 = (float) beta1;
            float b2 = (float) beta2;
            float rest1 = (float) (1 - beta1);
            float rest2 = (float) (1 - beta2);
            for (int i = 0; i < length; i++) {
                float g = gradient[i] * clip;
                float mi = m[i] * b1 + rest1 * g;
                float vi = v[i] * b2 + rest2 * g * g;
                float denominator = (float) Math.sqrt(vi) / root + epsilon;
                m[i] = mi;
                v[i] = vi;
                theta[i] = theta[i] * kept - stepSize * mi / denominator;
            }
        }

        /** In one loop: a second one would take the root and two quotients again. */
        @Override
        public void stepAndPredict(
                float clip,
                boolean decayed,
                float[] theta,
                float[][] moments,
                int length,
                float[] gradient,
                float[] shown) {
            float kept = decayed ? keep : 1;
            float shownKept = decayed ? predictedKeep : 1;
            stepAndPredict(clip, kept, shownKept, theta, moments[0], moments[1], length, gradient, shown);
        }

        private void stepAndPredict(
                float clip,
                float kept,
                float shownKept,
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
            for (int i = 0; i < length; i++) {
                float g = gradient[i] * clip;
                float mi = m[i] * b1 + rest1 * g;
                float vi = v[i] * b2 + rest2 * g * g;
                float denominator = (float) Math.sqrt(vi) / root + epsilon;
                float weight = theta[i] * kept - stepSize * mi / denominator;
                m[i] = mi;
                v[i] = vi;
                theta[i] = weight;
                shown[i] = weight * shownKept - predictedSize * mi / denominator;
            }
        }

        @Override
        public void ahead(
                boolean decayed, float[] theta, float[][] moments, int length, float[] gradient, float[] move) {
            float loss = decayed ? nextLoss : 0;
            float[] m = moments[0];
            float[] v = moments[1];
            for (int i = 0; i < length; i++) {
                float denominator = (float) Math.sqrt(v[i]) / root + epsilon;
                move[i] = theta[i] * loss + nextSize * m[i] / denominator;
            }
        }

        @Override
        public void predict(boolean decayed, float[] theta, float[][] moments, int length, float[] shown) {
            float shownKept = decayed ? predictedKeep : 1;
            float[] m = moments[0];
            float[] v = moments[1];
            for (int i = 0; i < length; i++) {
                float denominator = (float) Math.sqrt(v[i]) / root + epsilon;
                shown[i] = theta[i] * shownKept - predictedSize * m[i] / denominator;
            }
        }
    }
}
