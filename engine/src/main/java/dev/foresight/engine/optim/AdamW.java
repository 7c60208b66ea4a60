package dev.foresight.engine.optim;

import com.google.auto.service.AutoService;
import dev.foresight.engine.net.Network;
import dev.foresight.engine.spec.ArmSpec;
import dev.foresight.engine.spec.Parameter;
import dev.foresight.engine.spec.SpecProblem;
import dev.foresight.engine.spec.Values;
import java.util.List;

/**
 * AdamW (Loshchilov and Hutter, arXiv 1711.05101) with weight prediction (Guan, arXiv 2302.00195), in the arithmetic
 * order of PyTorch's AdamW. With g the clipped mean gradient at the predicted weights, gamma the learning rate and
 * lambda the weight decay:
 *
 * <pre>
 *   What = W - s*gamma * [m/(1-beta1^t)] / (sqrt(v)/sqrt(1-beta2^t) + epsilon)     before the pass, if t > 0
 *   W    = W*(1 - gamma*lambda)                                                    decay is decoupled
 *   m    = beta1*m + (1-beta1)*g
 *   v    = beta2*v + (1-beta2)*g^2
 *   W    = W - gamma * [m/(1-beta1^t)] / (sqrt(v)/sqrt(1-beta2^t) + epsilon)
 * </pre>
 *
 * The prediction uses the moments and t of the last completed step. It leaves the decay out, as in the paper, unless
 * {@code predictDecay} asks for it: then What = W*(1 - s*gamma*lambda) - ...
 */
@AutoService(UpdateRule.class)
public final class AdamW implements UpdateRule {
    public static final Parameter.Real BETA1 = new Parameter.Real(
            "beta1", "Beta 1", "How much of the mean of past gradients each step keeps.", 0, 0.999999, 0.9);
    public static final Parameter.Real BETA2 = new Parameter.Real(
            "beta2", "Beta 2", "How much of the mean of past squared gradients each step keeps.", 0, 0.999999, 0.999);
    public static final Parameter.Real EPSILON = new Parameter.Real(
            "epsilon",
            "Epsilon",
            "Added to the root of the bias-corrected second moment; bounds the step where gradients vanish.",
            1e-16,
            1,
            1e-8);
    public static final Parameter.Real WEIGHT_DECAY = new Parameter.Real(
            "weightDecay",
            "Weight decay",
            "Lambda: each step shrinks the weights by learning rate times lambda, apart from the gradient.",
            0,
            10,
            0.01);

    @Override
    public String id() {
        return "adamw";
    }

    @Override
    public String title() {
        return "AdamW";
    }

    @Override
    public String summary() {
        return "Adam with decoupled weight decay; with a horizon other than 0 the gradient is taken at predicted weights.";
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(BETA1, BETA2, EPSILON, WEIGHT_DECAY, Decay.WHICH, Decay.PREDICTED);
    }

    @Override
    public List<SpecProblem> check(String path, ArmSpec arm) {
        return ArmChecks.check(path, arm, "0.001");
    }

    @Override
    public WeightUpdate start(Network network, ArmSpec arm, long seed, int threads) {
        Values values = arm.optimizer().rule().parameters();
        boolean decayAll = values.get(Decay.WHICH).equals(Decay.ALL);
        Decay decay = new Decay(values.get(WEIGHT_DECAY), false, decayAll, false, values.get(Decay.PREDICTED));
        Reach reach = new Reach(arm.prediction(), values.get(BETA1));
        AdamWKernel kernel =
                new AdamWKernel(values.get(BETA1), values.get(BETA2), values.get(EPSILON), decay, reach.own());
        return FlatUpdate.start(network, kernel, decayAll, reach, seed, threads);
    }
}
