package dev.foresight.app.experiment;

import dev.foresight.engine.project.ArmRoles;
import dev.foresight.engine.spec.ArmSpec;
import dev.foresight.engine.spec.ComponentSpec;
import dev.foresight.engine.spec.ExperimentSpec;
import dev.foresight.engine.spec.OptimizerSpec;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Changes of a spec that reach deeper than one of its own parts. */
final class SpecEdits {
    private SpecEdits() {}

    /** Every arm's optimizer changed in the same way; controls follow their arms. */
    static ExperimentSpec optimizers(ExperimentSpec spec, UnaryOperator<OptimizerSpec> change) {
        return ArmRoles.of(spec)
                .change(arm -> Optional.of(
                        new ArmSpec(arm.name(), arm.color(), change.apply(arm.optimizer()), arm.prediction())));
    }

    static ExperimentSpec ruleParameter(ExperimentSpec spec, String name, Object value) {
        return optimizers(
                spec, optimizer -> new OptimizerSpec(with(optimizer.rule(), name, value), optimizer.learningRate()));
    }

    static ComponentSpec with(ComponentSpec component, String name, Object value) {
        return new ComponentSpec(component.id(), component.parameters().with(name, value));
    }
}
