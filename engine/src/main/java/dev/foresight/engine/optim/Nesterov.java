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
 * SGD with Nesterov's momentum, in the form of PyTorch's SGD(nesterov=True):
 *
 * <pre>
 *   b     = mu*b + g
 *   Delta = g + mu*b
 * </pre>
 *
 * Its prediction is by analogy; not in the paper: Delta is the direction of the last step, for which a predicting run
 * keeps the last gradient.
 */
@AutoService(UpdateRule.class)
public final class Nesterov implements UpdateRule {
    @Override
    public String id() {
        return "nesterov";
    }

    @Override
    public String title() {
        return "SGD with Nesterov's momentum";
    }

    @Override
    public String summary() {
        return "SGD that looks ahead along its momentum: b = mu*b + g, Delta = g + mu*b. A prediction on top of it is by"
                + " analogy; not in the paper.";
    }

    @Override
    public List<Parameter> parameters() {
        return Stream.concat(Stream.of(Sgd.MOMENTUM), Decay.parameters(true).stream())
                .toList();
    }

    @Override
    public List<SpecProblem> check(String path, ArmSpec arm) {
        return ArmChecks.check(path, arm, "0.1");
    }

    @Override
    public WeightUpdate start(Network network, ArmSpec arm, long seed, int threads) {
        Values values = arm.optimizer().rule().parameters();
        Reach reach = new Reach(arm.prediction(), values.get(Sgd.MOMENTUM));
        return FlatUpdate.start(
                network,
                new LookAhead(values.get(Sgd.MOMENTUM), reach.predicts()),
                Decay.of(values, true),
                reach,
                seed,
                threads);
    }

    /** Delta = g + mu*b. */
    private record LookAhead(double mu, boolean predicts) implements Direction, Direction.Step {
        @Override
        public List<String> moments() {
            return LastGradient.beside(predicts, "momentum");
        }

        @Override
        public Step at(long t) {
            return this;
        }

        @Override
        public void update(float[] gradient, float[][] moments, int length) {
            float keep = (float) mu;
            float[] b = moments[0];
            LastGradient.keep(predicts, gradient, moments, length);
            for (int i = 0; i < length; i++) {
                b[i] = b[i] * keep + gradient[i];
                gradient[i] = gradient[i] + keep * b[i];
            }
        }

        @Override
        public void recall(float[][] moments, int length, float[] delta) {
            float keep = (float) mu;
            float[] b = moments[0];
            float[] g = LastGradient.of(moments);
            for (int i = 0; i < length; i++) {
                delta[i] = g[i] + keep * b[i];
            }
        }
    }
}
