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
 * AdaBelief (Zhuang et al., arXiv 2010.07468), as in its paper's code without rectification:
 *
 * <pre>
 *   m     = beta1*m + (1-beta1)*g
 *   v     = beta2*v + (1-beta2)*(g-m)^2 + epsilon
 *   Delta = [m/(1-beta1^t)] / (sqrt(v)/sqrt(1-beta2^t) + epsilon)
 * </pre>
 *
 * Weight decay is decoupled by default, as there. The prediction is by analogy; not in the paper.
 */
@AutoService(UpdateRule.class)
public final class AdaBelief implements UpdateRule {
    private static final Parameter.Real EPSILON = new Parameter.Real(
            "epsilon",
            "Epsilon",
            "Added to the second moment in each step, and to the root of the bias-corrected one.",
            1e-30,
            1,
            1e-16);

    @Override
    public String id() {
        return "adabelief";
    }

    @Override
    public String title() {
        return "AdaBelief";
    }

    @Override
    public String summary() {
        return "As Adam, with the second moment taken of the surprise, v = mean of (g-m)^2 plus epsilon: Delta = mhat /"
                + " (sqrt(vhat) + epsilon). The prediction is by analogy; not in the paper.";
    }

    @Override
    public List<Parameter> parameters() {
        return Stream.concat(Stream.of(AdamW.BETA1, AdamW.BETA2, EPSILON), Decay.parameters(false).stream())
                .toList();
    }

    @Override
    public List<SpecProblem> check(String path, ArmSpec arm) {
        return ArmChecks.check(path, arm, "0.001");
    }

    @Override
    public WeightUpdate start(Network network, ArmSpec arm, long seed, int threads) {
        Values values = arm.optimizer().rule().parameters();
        Reach reach = new Reach(arm.prediction(), values.get(AdamW.BETA1));
        Direction direction = new Moments(values.get(AdamW.BETA1), values.get(AdamW.BETA2), values.get(EPSILON));
        return FlatUpdate.start(network, direction, Decay.of(values, false), reach, seed, threads);
    }

    /** As Adam's with v = EMA((g-m)^2) + epsilon, which the paper calls s. */
    private record Moments(double beta1, double beta2, double epsilon) implements Direction {
        @Override
        public List<String> moments() {
            return List.of("m", "s");
        }

        @Override
        public Step at(long t) {
            BiasCorrection correction = BiasCorrection.at(t, beta1, beta2, epsilon);
            return new Step() {
                @Override
                public void update(float[] gradient, float[][] moments, int length) {
                    float b1 = (float) beta1;
                    float b2 = (float) beta2;
                    float rest1 = (float) (1 - beta1);
                    float rest2 = (float) (1 - beta2);
                    float added = (float) epsilon;
                    float[] m = moments[0];
                    float[] v = moments[1];
                    for (int i = 0; i < length; i++) {
                        float g = gradient[i];
                        float mi = m[i] * b1 + rest1 * g;
                        float surprise = g - mi;
                        float vi = v[i] * b2 + rest2 * surprise * surprise + added;
                        m[i] = mi;
                        v[i] = vi;
                        gradient[i] = correction.quotient(mi, vi);
                    }
                }

                @Override
                public void recall(float[][] moments, int length, float[] delta) {
                    correction.recall(moments, length, delta);
                }
            };
        }
    }
}
