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
 * RMSprop in the form of PyTorch's RMSprop, not centred and without momentum, with weight prediction (XGrad,
 * arXiv 2305.18240):
 *
 * <pre>
 *   v     = alpha*v + (1-alpha)*g^2
 *   Delta = g / (sqrt(v) + epsilon)
 * </pre>
 *
 * The prediction follows the last gradient, which a predicting run keeps.
 */
@AutoService(UpdateRule.class)
public final class RmsProp implements UpdateRule {
    private static final Parameter.Real ALPHA = new Parameter.Real(
            "alpha", "Alpha", "How much of the mean of past squared gradients each step keeps.", 0, 0.999999, 0.99);
    private static final Parameter.Real EPSILON = new Parameter.Real(
            "epsilon",
            "Epsilon",
            "Added to the root of the mean square; bounds the step where gradients vanish.",
            1e-16,
            1,
            1e-8);

    @Override
    public String id() {
        return "rmsprop";
    }

    @Override
    public String title() {
        return "RMSprop";
    }

    @Override
    public String summary() {
        return "Divides each gradient by a running root mean square: v = alpha*v + (1-alpha)*g^2, Delta = g / (sqrt(v) +"
                + " epsilon). A prediction follows the last Delta.";
    }

    @Override
    public List<Parameter> parameters() {
        return Stream.concat(Stream.of(ALPHA, EPSILON), Decay.parameters(true).stream())
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
        Direction direction = new RootMeanSquare(values.get(ALPHA), values.get(EPSILON), reach.predicts());
        return FlatUpdate.start(network, direction, Decay.of(values, true), reach, seed, threads);
    }

    /** Delta = g / (sqrt(v) + epsilon). */
    private record RootMeanSquare(double alpha, double epsilon, boolean predicts) implements Direction, Direction.Step {
        @Override
        public List<String> moments() {
            return LastGradient.beside(predicts, "v");
        }

        @Override
        public Step at(long t) {
            return this;
        }

        @Override
        public void update(float[] gradient, float[][] moments, int length) {
            float keep = (float) alpha;
            float rest = (float) (1 - alpha);
            float[] v = moments[0];
            LastGradient.keep(predicts, gradient, moments, length);
            for (int i = 0; i < length; i++) {
                float g = gradient[i];
                float vi = v[i] * keep + rest * g * g;
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
