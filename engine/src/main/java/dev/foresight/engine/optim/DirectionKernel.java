package dev.foresight.engine.optim;

import java.util.List;

/**
 * The steps of every rule that is told by its direction. With g the clipped mean gradient at What, gamma the learning
 * rate and lambda the weight decay:
 *
 * <pre>
 *   g    = g + lambda*W                   coupled decay; of What instead of W where the spec says so
 *   W    = W*(1 - gamma*lambda)           decoupled decay
 *   W    = W - gamma * Delta(g)
 *   What = W - s*gamma * Delta            and - s*gamma*lambda*W where the prediction includes decoupled decay
 * </pre>
 *
 * A block's arrays fit a core's own cache, so that the short loops cost hardly more than one long one.
 */
final class DirectionKernel implements Kernel {
    private final Direction direction;
    private final Decay decay;
    private final double horizon;

    DirectionKernel(Direction direction, Decay decay, double horizon) {
        this.direction = direction;
        this.decay = decay;
        this.horizon = horizon;
    }

    @Override
    public List<String> moments() {
        return direction.moments();
    }

    @Override
    public boolean predicts() {
        return horizon != 0;
    }

    @Override
    public boolean readsPrediction() {
        return decay.coupled() && decay.atPrediction() && decay.lambda() != 0;
    }

    @Override
    public Step at(long t, double lr, double nextLr) {
        return new At(direction.at(t), lr, nextLr);
    }

    private final class At implements Step {
        private final Direction.Step rule;
        private final float lr;
        private final float keep;
        private final float predictedSize;
        private final float predictedKeep;
        private final float nextLr;
        private final float nextLoss;

        At(Direction.Step rule, double lr, double nextLr) {
            this.rule = rule;
            this.lr = (float) lr;
            this.keep = decay.keep(lr);
            this.predictedSize = (float) (horizon * nextLr);
            this.predictedKeep = decay.predictedKeep(horizon * nextLr);
            this.nextLr = (float) nextLr;
            this.nextLoss = decay.predictedLoss(nextLr);
        }

        @Override
        public void step(float clip, boolean decayed, float[] theta, float[][] moments, int length, float[] gradient) {
            couple(clip, decayed, theta, length, gradient);
            move(decayed, theta, moments, length, gradient);
        }

        @Override
        public void stepAndPredict(
                float clip,
                boolean decayed,
                float[] theta,
                float[][] moments,
                int length,
                float[] gradient,
                float[] shown) {
            couple(clip, decayed, readsPrediction() ? shown : theta, length, gradient);
            move(decayed, theta, moments, length, gradient);
            show(decayed, theta, gradient, length, shown);
        }

        @Override
        public void ahead(
                boolean decayed, float[] theta, float[][] moments, int length, float[] gradient, float[] move) {
            float loss = decayed ? nextLoss : 0;
            for (int i = 0; i < length; i++) {
                move[i] = theta[i] * loss + nextLr * gradient[i];
            }
        }

        @Override
        public void predict(boolean decayed, float[] theta, float[][] moments, int length, float[] shown) {
            rule.recall(moments, length, shown);
            show(decayed, theta, shown, length, shown);
        }

        /** Clips the gradient and adds coupled decay. */
        private void couple(float clip, boolean decayed, float[] weights, int length, float[] gradient) {
            if (decayed && decay.coupled() && decay.lambda() != 0) {
                float lambda = (float) decay.lambda();
                for (int i = 0; i < length; i++) {
                    gradient[i] = gradient[i] * clip + lambda * weights[i];
                }
            } else if (clip != 1) {
                for (int i = 0; i < length; i++) {
                    gradient[i] *= clip;
                }
            }
        }

        /** Leaves Delta in {@code gradient}. */
        private void move(boolean decayed, float[] theta, float[][] moments, int length, float[] gradient) {
            rule.update(gradient, moments, length);
            float kept = decayed ? keep : 1;
            for (int i = 0; i < length; i++) {
                theta[i] = theta[i] * kept - lr * gradient[i];
            }
        }

        private void show(boolean decayed, float[] theta, float[] delta, int length, float[] shown) {
            float kept = decayed ? predictedKeep : 1;
            for (int i = 0; i < length; i++) {
                shown[i] = theta[i] * kept - predictedSize * delta[i];
            }
        }
    }
}
