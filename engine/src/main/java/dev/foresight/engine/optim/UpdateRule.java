package dev.foresight.engine.optim;

import dev.foresight.engine.net.Network;
import dev.foresight.engine.spec.ArmSpec;
import dev.foresight.engine.spec.Component;
import dev.foresight.engine.spec.SpecProblem;
import java.util.List;

/** A rule that turns gradients into updates. Register with {@code @AutoService(UpdateRule.class)}. */
public interface UpdateRule extends Component {
    /**
     * What is wrong or unusual in this arm beyond the ranges of the declared parameters.
     *
     * @param path where the arm stands in the spec, such as {@code arms[1]}
     */
    List<SpecProblem> check(String path, ArmSpec arm);

    /**
     * The rule at work on a network, starting from the network's present parameters at t = 0.
     *
     * @param seed the run's, for what is drawn
     */
    WeightUpdate start(Network network, ArmSpec arm, long seed, int threads);
}
