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
 * Adam (Kingma and Ba, arXiv 1412.6980) in the form of PyTorch's Adam, with weight prediction (XGrad, arXiv 2305.18240):
 *
 * <pre>
 *   m     = beta1*m + (1-beta1)*g
 *   v     = beta2*v + (1-beta2)*g^2
 *   Delta = [m/(1-beta1^t)] / (sqrt(v)/sqrt(1-beta2^t) + epsilon)
 * </pre>
 *
 * Weight decay is coupled by default: lambda*W is a part of g.
 */
@AutoService(UpdateRule.class)
public final class Adam implements UpdateRule {
    @Override
    public String id() {
        return "adam";
    }

    @Override
    public String title() {
        return "Adam";
    }

    @Override
    public String summary() {
        return "Steps of similar size for all weights: m and v are means of g and g^2, Delta = mhat / (sqrt(vhat) + epsilon);"
                + " its weight decay is L2 by default. A prediction follows the same Delta.";
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

    /** Delta = mhat / (sqrt(vhat) + epsilon). */
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
                        float g = gradient[i];
                        float mi = m[i] * b1 + rest1 * g;
                        float vi = v[i] * b2 + rest2 * g * g;
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
