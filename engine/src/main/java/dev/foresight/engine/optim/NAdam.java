package dev.foresight.engine.optim;

import com.google.auto.service.AutoService;
import dev.foresight.engine.net.Network;
import dev.foresight.engine.spec.ArmSpec;
import dev.foresight.engine.spec.Parameter;
import dev.foresight.engine.spec.SpecProblem;
import dev.foresight.engine.spec.Values;
import java.util.List;
import java.util.stream.Stream;

/**
 * NAdam (Dozat, 2016) in the form of PyTorch's NAdam. With p_t the product of mu_1 to mu_t:
 *
 * <pre>
 *   mu_t  = beta1 * (1 - 0.96^(t*psi)/2)
 *   m     = beta1*m + (1-beta1)*g
 *   v     = beta2*v + (1-beta2)*g^2
 *   Delta = [(1-mu_t)/(1-p_t) * g + mu_(t+1)/(1-p_(t+1)) * m] / (sqrt(v/(1-beta2^t)) + epsilon)
 * </pre>
 *
 * Its prediction is by analogy; not in the paper: Delta is the direction of the last step, for which a predicting run
 * keeps the last gradient.
 */
@AutoService(UpdateRule.class)
public final class NAdam implements UpdateRule {
    private static final Parameter.Real MOMENTUM_DECAY = new Parameter.Real(
            "momentumDecay",
            "Momentum decay",
            "Psi: how fast the look-ahead grows from half of beta 1 to all of it.",
            0,
            1,
            4e-3);

    @Override
    public String id() {
        return "nadam";
    }

    @Override
    public String title() {
        return "NAdam";
    }

    @Override
    public String summary() {
        return "Adam with Nesterov's look-ahead: Delta mixes the gradient and the mean of past ones, over sqrt(vhat) + epsilon,"
                + " with a beta1 that warms up. A prediction on top of it is by analogy; not in the paper.";
    }

    @Override
    public List<Parameter> parameters() {
        return Stream.concat(
                        Stream.of(AdamW.BETA1, AdamW.BETA2, AdamW.EPSILON, MOMENTUM_DECAY),
                        Decay.parameters(true).stream())
                .toList();
    }

    @Override
    public List<SpecProblem> check(String path, ArmSpec arm) {
        return ArmChecks.check(path, arm, "0.002");
    }

    @Override
    public WeightUpdate start(Network network, ArmSpec arm, long seed, int threads) {
        Values values = arm.optimizer().rule().parameters();
        Reach reach = new Reach(arm.prediction(), values.get(AdamW.BETA1));
        Direction direction = new LookAhead(
                values.get(AdamW.BETA1),
                values.get(AdamW.BETA2),
                values.get(AdamW.EPSILON),
                values.get(MOMENTUM_DECAY),
                reach.predicts());
        return FlatUpdate.start(network, direction, Decay.of(values, true), reach, seed, threads);
    }

    /** Delta = (ahead * m + now * g) / (sqrt(vhat) + epsilon). */
    private record LookAhead(double beta1, double beta2, double epsilon, double psi, boolean predicts)
            implements Direction {
        @Override
        public List<String> moments() {
            return LastGradient.beside(predicts, "m", "v");
        }

        private double mu(long t) {
            return beta1 * (1 - 0.5 * Math.pow(0.96, t * psi));
        }

        /** mu_1 * ... * mu_t; a product that is lost beside 1 need not be exact. */
        private double product(long t) {
            double product = 1;
            for (long n = 1; n <= t && product > 1e-20; n++) {
                product *= mu(n);
            }
            return product;
        }

        @Override
        public Step at(long t) {
            double product = product(t);
            double next = mu(t + 1);
            float now = (float) ((1 - mu(t)) / (1 - product));
            float ahead = (float) (next / (1 - product * next));
            float root = (float) Math.sqrt(1 - Math.pow(beta2, t));
            return new At(now, ahead, root);
        }

        private final class At implements Step {
            private final float now;
            private final float ahead;
            private final float root;

            At(float now, float ahead, float root) {
                this.now = now;
                this.ahead = ahead;
                this.root = root;
            }

            @Override
            public void update(float[] gradient, float[][] moments, int length) {
                float b1 = (float) beta1;
                float b2 = (float) beta2;
                float rest1 = (float) (1 - beta1);
                float rest2 = (float) (1 - beta2);
                float[] m = moments[0];
                float[] v = moments[1];
                LastGradient.keep(predicts, gradient, moments, length);
                for (int i = 0; i < length; i++) {
                    float g = gradient[i];
                    float mi = m[i] * b1 + rest1 * g;
                    float vi = v[i] * b2 + rest2 * g * g;
                    m[i] = mi;
                    v[i] = vi;
                    gradient[i] = quotient(g, mi, vi);
                }
            }

            @Override
            public void recall(float[][] moments, int length, float[] delta) {
                float[] m = moments[0];
                float[] v = moments[1];
                float[] g = LastGradient.of(moments);
                for (int i = 0; i < length; i++) {
                    delta[i] = quotient(g[i], m[i], v[i]);
                }
            }

            private float quotient(float g, float m, float v) {
                return (now * g + ahead * m) / ((float) Math.sqrt(v) / root + (float) epsilon);
            }
        }
    }
}
