package dev.foresight.engine.spec;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NumericNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Specs to JSON trees; every key is written, in the order in which a person reads them. */
final class SpecJsonWriter {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private SpecJsonWriter() {}

    static ObjectNode run(RunSpec run) {
        ObjectNode node = NODES.objectNode();
        node.put("format", ExperimentSpec.FORMAT);
        node.put("arm", run.arm().name());
        node.put("seed", run.seed());
        node.set("experiment", experiment(run.experiment()));
        return node;
    }

    static ObjectNode experiment(ExperimentSpec spec) {
        ObjectNode node = NODES.objectNode();
        node.put("format", ExperimentSpec.FORMAT);
        node.put("name", spec.name());
        node.put("description", spec.description());
        node.put("task", spec.task().id());
        node.set("architecture", component(spec.architecture()));
        node.set("data", data(spec.data()));
        ArrayNode arms = node.putArray("arms");
        spec.arms().forEach(arm -> arms.add(arm(arm)));
        node.set("training", training(spec.task(), spec.training()));
        ObjectNode execution = node.putObject("execution");
        execution.put("device", spec.execution().device().id());
        execution.put("threads", spec.execution().threads());
        execution.put("layers", spec.execution().layers().id());
        execution.put("convolution", spec.execution().convolution().id());
        execution.set("checkpoint", checkpoint(spec.execution().checkpoint()));
        // Left out where usual, so that the files of earlier runs are written as they were.
        if (spec.execution().memoryLimit() != SpecDefaults.EXECUTION.memoryLimit()) {
            execution.put("memoryLimit", spec.execution().memoryLimit());
        }
        if (spec.execution().timeUpdate() != SpecDefaults.EXECUTION.timeUpdate()) {
            execution.put("timeUpdate", spec.execution().timeUpdate());
        }
        ArrayNode seeds = node.putArray("seeds");
        spec.seeds().forEach(seed -> seeds.add(seed));
        return node;
    }

    private static ObjectNode component(ComponentSpec component) {
        ObjectNode node = NODES.objectNode();
        node.put("id", component.id());
        ObjectNode parameters = node.putObject("parameters");
        component.parameters().given().forEach((name, value) -> {
            switch (value) {
                case Long whole -> parameters.put(name, whole);
                case Double real -> parameters.put(name, real);
                case Boolean flag -> parameters.put(name, flag);
                default -> parameters.put(name, value.toString());
            }
        });
        return node;
    }

    private static ObjectNode data(DataSpec data) {
        ObjectNode node = component(data.set());
        node.put("trainExamples", data.trainExamples());
        node.put("validationExamples", data.validationExamples());
        node.put("augmentation", data.augmentation().id());
        return node;
    }

    private static ObjectNode arm(ArmSpec arm) {
        ObjectNode node = NODES.objectNode();
        node.put("name", arm.name());
        node.put("color", arm.color());
        node.set("rule", component(arm.optimizer().rule()));
        node.set("learningRate", real(arm.optimizer().learningRate()));
        PredictionSpec prediction = arm.prediction();
        node.set("horizon", real(prediction.horizon()));
        // Left out where usual, so that the files of earlier runs are written as they were.
        if (prediction.form() != PredictionSpec.NONE.form()) {
            node.put("horizonForm", prediction.form().id());
        }
        if (prediction.direction() != PredictionSpec.NONE.direction()) {
            node.put("direction", prediction.direction().id());
        }
        return node;
    }

    /** What has no meaning for the task is written only where it was given. */
    private static ObjectNode training(Task task, TrainingSpec training) {
        TrainingSpec silent = SpecDefaults.training(task, training.length());
        ObjectNode node = NODES.objectNode();
        node.set("length", amount(training.length()));
        node.put("batch", training.batch());
        if (task == Task.LANGUAGE_MODEL || training.bptt() != silent.bptt()) {
            node.put("bptt", training.bptt());
        }
        if (task == Task.LANGUAGE_MODEL || training.variableBptt() != silent.variableBptt()) {
            node.put("variableBptt", training.variableBptt());
        }
        node.set("schedule", schedule(training.schedule()));
        node.set("clip", real(training.clip()));
        node.set("evaluateEvery", amount(training.evaluateEvery()));
        if (task == Task.IMAGE_CLASSIFICATION || training.reestimateBatches() != silent.reestimateBatches()) {
            node.put("reestimateBatches", training.reestimateBatches());
        }
        // Left out where usual, as above.
        if (!training.diagnostics().equals(silent.diagnostics())) {
            node.set("diagnostics", diagnostics(training.diagnostics()));
        }
        return node;
    }

    private static ObjectNode diagnostics(DiagnosticsSpec diagnostics) {
        ObjectNode node = NODES.objectNode().put("every", diagnostics.every());
        ArrayNode horizons = node.putArray("horizons");
        diagnostics.horizons().forEach(horizon -> horizons.add(horizon));
        return node.put("layers", diagnostics.layers()).put("memory", diagnostics.memory());
    }

    private static ObjectNode checkpoint(CheckpointSpec checkpoint) {
        ObjectNode node = NODES.objectNode();
        switch (checkpoint.every()) {
            case CheckpointSpec.Seconds seconds -> node.putObject("every").put("seconds", seconds.count());
            case CheckpointSpec.Steps steps -> node.putObject("every").put("steps", steps.count());
            case CheckpointSpec.Never never -> node.put("every", SpecJsonReader.NEVER);
        }
        return node.put("keep", checkpoint.keep());
    }

    private static ObjectNode schedule(ScheduleSpec schedule) {
        ObjectNode node = NODES.objectNode();
        switch (schedule) {
            case ScheduleSpec.Constant() -> node.put("kind", "constant");
            case ScheduleSpec.Step step -> {
                node.put("kind", "step");
                node.put("every", step.every());
                node.set("factor", real(step.factor()));
            }
            case ScheduleSpec.Cosine cosine -> {
                node.put("kind", "cosine");
                node.put("epochs", cosine.epochs());
                node.set("last", real(cosine.last()));
            }
            case ScheduleSpec.OneCycle cycle -> {
                node.put("kind", "one-cycle");
                node.put("epochs", cycle.epochs());
                node.set("rise", real(cycle.rise()));
                node.set("first", real(cycle.first()));
                node.set("last", real(cycle.last()));
            }
            case ScheduleSpec.WarmUp warmUp -> {
                node.put("kind", "warm-up");
                node.put("epochs", warmUp.epochs());
                node.set("first", real(warmUp.first()));
                node.set("then", schedule(warmUp.then()));
            }
            case ScheduleSpec.MultiStep multiStep -> {
                node.put("kind", "multi-step");
                ArrayNode epochs = node.putArray("epochs");
                multiStep.epochs().forEach(epoch -> epochs.add(epoch));
                node.set("factor", real(multiStep.factor()));
            }
        }
        return node;
    }

    private static ObjectNode amount(Amount amount) {
        String key = switch (amount.unit()) {
            case EPOCHS -> "epochs";
            case STEPS -> "steps";
        };
        return NODES.objectNode().put(key, amount.count());
    }

    /** A key that is known to be real is written 1 rather than 1.0; minus zero keeps its sign. */
    private static NumericNode real(double value) {
        boolean whole = value == Math.rint(value) && Math.abs(value) < 1e15 && (value != 0 || 1 / value > 0);
        return whole ? NODES.numberNode((long) value) : NODES.numberNode(value);
    }
}
