package dev.foresight.app.experiment;

import dev.foresight.engine.spec.ArmSpec;
import dev.foresight.engine.spec.ComponentSpec;
import dev.foresight.engine.spec.DataSpec;
import dev.foresight.engine.spec.ExecutionSpec;
import dev.foresight.engine.spec.ExperimentSpec;
import dev.foresight.engine.spec.OptimizerSpec;
import dev.foresight.engine.spec.Task;
import dev.foresight.engine.spec.TrainingSpec;
import dev.foresight.engine.spec.Values;
import java.util.List;
import java.util.function.UnaryOperator;

/** A spec with one part replaced. */
final class SpecEdits {
    private SpecEdits() {}

    static ExperimentSpec named(ExperimentSpec s, String name) {
        return new ExperimentSpec(
                name,
                s.description(),
                s.task(),
                s.architecture(),
                s.data(),
                s.arms(),
                s.training(),
                s.execution(),
                s.seeds());
    }

    static ExperimentSpec described(ExperimentSpec s, String text) {
        return new ExperimentSpec(
                s.name(), text, s.task(), s.architecture(), s.data(), s.arms(), s.training(), s.execution(), s.seeds());
    }

    static ExperimentSpec task(ExperimentSpec s, Task task, ComponentSpec architecture, DataSpec data) {
        return new ExperimentSpec(
                s.name(), s.description(), task, architecture, data, s.arms(), s.training(), s.execution(), s.seeds());
    }

    static ExperimentSpec architecture(ExperimentSpec s, ComponentSpec architecture) {
        return task(s, s.task(), architecture, s.data());
    }

    static ExperimentSpec data(ExperimentSpec s, DataSpec data) {
        return task(s, s.task(), s.architecture(), data);
    }

    static ExperimentSpec dataSet(ExperimentSpec s, ComponentSpec set) {
        DataSpec d = s.data();
        return data(s, new DataSpec(set, d.trainExamples(), d.validationExamples(), d.augmentation()));
    }

    static ExperimentSpec arms(ExperimentSpec s, List<ArmSpec> arms) {
        return new ExperimentSpec(
                s.name(),
                s.description(),
                s.task(),
                s.architecture(),
                s.data(),
                arms,
                s.training(),
                s.execution(),
                s.seeds());
    }

    /** Every arm's optimizer changed in the same way. */
    static ExperimentSpec optimizers(ExperimentSpec s, UnaryOperator<OptimizerSpec> change) {
        return arms(
                s,
                s.arms().stream()
                        .map(arm ->
                                new ArmSpec(arm.name(), arm.color(), change.apply(arm.optimizer()), arm.prediction()))
                        .toList());
    }

    static ExperimentSpec ruleParameter(ExperimentSpec s, String name, Object value) {
        return optimizers(
                s, optimizer -> new OptimizerSpec(with(optimizer.rule(), name, value), optimizer.learningRate()));
    }

    static ExperimentSpec training(ExperimentSpec s, TrainingSpec training) {
        return new ExperimentSpec(
                s.name(),
                s.description(),
                s.task(),
                s.architecture(),
                s.data(),
                s.arms(),
                training,
                s.execution(),
                s.seeds());
    }

    static ExperimentSpec execution(ExperimentSpec s, ExecutionSpec execution) {
        return new ExperimentSpec(
                s.name(),
                s.description(),
                s.task(),
                s.architecture(),
                s.data(),
                s.arms(),
                s.training(),
                execution,
                s.seeds());
    }

    static ExperimentSpec seeds(ExperimentSpec s, List<Long> seeds) {
        return new ExperimentSpec(
                s.name(),
                s.description(),
                s.task(),
                s.architecture(),
                s.data(),
                s.arms(),
                s.training(),
                s.execution(),
                seeds);
    }

    static ComponentSpec with(ComponentSpec component, String name, Object value) {
        Values values = component.parameters().with(name, value);
        return new ComponentSpec(component.id(), values);
    }
}
