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
 * AdaGrad (Duchi, Hazan and Singer, 2011) in the form of PyTorch's Adagrad with a constant rate and a sum that starts
 * at 0:
 *
 * <pre>
 *   G     = G + g^2
 *   Delta = g / (sqrt(G) + epsilon)
 * </pre>
 *
 * The prediction follows the last gradient, which a predicting run keeps; it is by analogy; not in the paper.
 */
@AutoService(UpdateRule.class)
public final class AdaGrad implements UpdateRule {
    private static final Parameter.Real EPSILON = new Parameter.Real(
            "epsilon",
            "Epsilon",
            "Added to the root of the sum; bounds the step where gradients vanish.",
            1e-16,
            1,
            1e-10);

    @Override
    public String id() {
        return "adagrad";
    }

    @Override
    public String title() {
        return "AdaGrad";
    }

    @Override
    public String summary() {
        return "Divides each gradient by the root of the sum of all squared ones so far: G = G + g^2, Delta = g / (sqrt(G) +"
                + " epsilon). The prediction, along the last Delta, is by analogy; not in the paper.";
    }

    @Override
    public List<Parameter> parameters() {
        return Stream.concat(Stream.of(EPSILON), Decay.parameters(true).stream())
                .toList();
    }

    @Override
    public List<SpecProblem> check(String path, ArmSpec arm) {
        return ArmChecks.checkWithoutMomentum(path, arm, "0.01");
    }

    @Override
    public WeightUpdate start(Network network, ArmSpec arm, long seed, int threads) {
        Values values = arm.optimizer().rule().parameters();
        Reach reach = new Reach(arm.prediction(), 0);
        Direction direction = new RootOfSum(values.get(EPSILON), reach.predicts());
        return FlatUpdate.start(network, direction, Decay.of(values, true), reach, seed, threads);
    }

    /** Delta = g / (sqrt(G) + epsilon). */
    private record RootOfSum(double epsilon, boolean predicts) implements Direction, Direction.Step {
        @Override
        public List<String> moments() {
            return LastGradient.beside(predicts, "sum");
        }

        @Override
        public Step at(long t) {
            return this;
        }

        @Override
        public void update(float[] gradient, float[][] moments, int length) {
            float[] v = moments[0];
            LastGradient.keep(predicts, gradient, moments, length);
            for (int i = 0; i < length; i++) {
                float g = gradient[i];
                float vi = v[i] + g * g;
                v[i] = vi;
                gradient[i] = quotient(g, vi);
            }
        }

        @Override
        public void recall(float[][] moments, int length, float[] delta) {
            float[] v = moments[0];
            float[] g = LastGradient.of(moments);
            for (int i = 0; i < length; i++) {
                delta[i] = quotient(g[i], v[i]);
            }
        }

        private float quotient(float g, float v) {
            return g / ((float) Math.sqrt(v) + (float) epsilon);
        }
    }
}
