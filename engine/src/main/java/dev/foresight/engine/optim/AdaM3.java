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
 * AdaM3: Adam whose second moment is that of the momentum instead of the gradient.
 *
 * <pre>
 *   m     = beta1*m + (1-beta1)*g
 *   v     = beta2*v + (1-beta2)*m^2
 *   Delta = [m/(1-beta1^t)] / (sqrt(v)/sqrt(1-beta2^t) + epsilon)
 * </pre>
 *
 * Its form and its prediction are by analogy with Adam; not in the paper. PyTorch has no such rule.
 */
@AutoService(UpdateRule.class)
public final class AdaM3 implements UpdateRule {
    @Override
    public String id() {
        return "adam3";
    }

    @Override
    public String title() {
        return "AdaM3";
    }

    @Override
    public String summary() {
        return "As Adam, with the second moment taken of the first, v = mean of m^2: Delta = mhat / (sqrt(vhat) + epsilon). The"
                + " prediction is by analogy; not in the paper.";
    }

    @Override
    public List<Parameter> parameters() {
        return Stream.concat(Stream.of(AdamW.BETA1, AdamW.BETA2, AdamW.EPSILON), Decay.parameters(true).stream())
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
        Direction direction = new Moments(values.get(AdamW.BETA1), values.get(AdamW.BETA2), values.get(AdamW.EPSILON));
        return FlatUpdate.start(network, direction, Decay.of(values, true), reach, seed, threads);
    }

    /** As Adam's with v = EMA(m^2). */
    private record Moments(double beta1, double beta2, double epsilon) implements Direction {
        @Override
        public List<String> moments() {
            return List.of("m", "v");
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
                    float[] m = moments[0];
                    float[] v = moments[1];
                    for (int i = 0; i < length; i++) {
                        float mi = m[i] * b1 + rest1 * gradient[i];
                        float vi = v[i] * b2 + rest2 * mi * mi;
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
