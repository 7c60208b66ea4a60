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
 * Stochastic gradient descent with momentum, in the form of PyTorch's SGD without dampening, and with weight prediction
 * (XGrad, arXiv 2305.18240):
 *
 * <pre>
 *   b     = mu*b + g
 *   Delta = b
 * </pre>
 *
 * With s = mu, a constant rate and no decay the predictions are the iterates of PyTorch's Nesterov.
 */
@AutoService(UpdateRule.class)
public final class Sgd implements UpdateRule {
    static final Parameter.Real MOMENTUM = new Parameter.Real(
            "momentum", "Momentum", "Mu: how much of the sum of past gradients each step keeps.", 0, 0.999999, 0.9);

    @Override
    public String id() {
        return "sgd";
    }

    @Override
    public String title() {
        return "SGD with momentum";
    }

    @Override
    public String summary() {
        return "Steps along a sum of past gradients: b = mu*b + g, Delta = b, W = W - gamma*Delta. A prediction follows"
                + " the same Delta.";
    }

    @Override
    public List<Parameter> parameters() {
        return Stream.concat(Stream.of(MOMENTUM), Decay.parameters(true).stream())
                .toList();
    }

    @Override
    public List<SpecProblem> check(String path, ArmSpec arm) {
        return ArmChecks.check(path, arm, "0.1");
    }

    @Override
    public WeightUpdate start(Network network, ArmSpec arm, long seed, int threads) {
        Values values = arm.optimizer().rule().parameters();
        return FlatUpdate.start(
                network,
                new Momentum(values.get(MOMENTUM)),
                Decay.of(values, true),
                new Reach(arm.prediction(), values.get(MOMENTUM)),
                seed,
                threads);
    }

    /** Delta = b. */
    private record Momentum(double mu) implements Direction, Direction.Step {
        @Override
        public List<String> moments() {
            return List.of("momentum");
        }

        @Override
        public Step at(long t) {
            return this;
        }

        @Override
        public void update(float[] gradient, float[][] moments, int length) {
            float keep = (float) mu;
            float[] b = moments[0];
            for (int i = 0; i < length; i++) {
                b[i] = b[i] * keep + gradient[i];
                gradient[i] = b[i];
            }
        }

        @Override
        public void recall(float[][] moments, int length, float[] delta) {
            System.arraycopy(moments[0], 0, delta, 0, length);
        }
    }
}
