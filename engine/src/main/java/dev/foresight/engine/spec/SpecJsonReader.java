package dev.foresight.engine.spec;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** JSON trees to specs, noting all problems of form; with problems the result is good for nothing. */
final class SpecJsonReader {
    static final String NEVER = "never";
    private static final String[] SCHEDULES = {"constant", "step", "multi-step", "cosine", "one-cycle", "warm-up"};
    private static final int NAME_MAX = 200;

    private SpecJsonReader() {}

    static RunSpec run(JsonNode tree, List<SpecProblem> problems) {
        SpecJsonObject object = new SpecJsonObject("", tree, problems, "format", "arm", "seed", "experiment");
        if (newer(object, problems)) {
            return new RunSpec(empty(), noArm(), 0);
        }
        String name = object.text("arm", null);
        long seed = object.whole("seed", null);
        JsonNode node = object.required("experiment", "the experiment");
        ExperimentSpec experiment = node == null ? empty() : experiment("experiment", node, problems);
        ArmSpec arm = experiment.arms().stream()
                .filter(candidate -> candidate.name().equals(name))
                .findFirst()
                .orElse(null);
        if (arm == null) {
            List<String> names = experiment.arms().stream().map(ArmSpec::name).toList();
            problems.add(SpecProblem.error("arm", name, NearestNames.sentence("arms", name, names)));
            arm = noArm();
        }
        return new RunSpec(experiment, arm, seed);
    }

    static ExperimentSpec experiment(String path, JsonNode tree, List<SpecProblem> problems) {
        if (newer(new SpecJsonObject(path, tree, new ArrayList<>()), problems)) {
            return empty();
        }
        SpecJsonObject object = new SpecJsonObject(
                path,
                tree,
                problems,
                "format",
                "name",
                "description",
                "task",
                "architecture",
                "data",
                "arms",
                "training",
                "execution",
                "seeds");
        if (!tree.isObject()) {
            return empty();
        }
        object.whole("format", null);
        String name = object.text("name", null);
        if (name.length() > NAME_MAX) {
            problems.add(SpecProblem.error(object.at("name"), name.length() + " characters", "at most " + NAME_MAX));
        }
        String description = object.text("description", "");
        Task task = object.word("task", null, SpecJsonObject.words(Task.values(), Task::id));
        JsonNode architecture = object.required("architecture", "an architecture such as {\"id\": \"mlp\"}");
        JsonNode data = object.required("data", "a data set such as {\"id\": \"shapes\"}");
        JsonNode training = object.required("training", "a training such as {\"length\": {\"epochs\": 5}}");
        return new ExperimentSpec(
                name,
                description,
                task,
                architecture == null ? component() : component(object.at("architecture"), architecture, problems),
                data(object.at("data"), data, task, problems),
                arms(object, problems),
                training(object.at("training"), training, task, problems),
                execution(object, problems),
                object.wholes("seeds", SpecDefaults.SEEDS));
    }

    /** A newer form may mean anything, so nothing else is said about it. */
    private static boolean newer(SpecJsonObject object, List<SpecProblem> problems) {
        if (!object.has("format")) {
            return false;
        }
        long format = object.whole("format", (long) ExperimentSpec.FORMAT);
        if (format > ExperimentSpec.FORMAT) {
            problems.add(SpecProblem.error(
                    object.at("format"),
                    format,
                    "this version of Foresight reads format " + ExperimentSpec.FORMAT
                            + "; the file was written by a newer version, which is needed to open it"));
            return true;
        }
        if (format < 1) {
            problems.add(SpecProblem.error(object.at("format"), format, "1 is expected"));
        }
        return false;
    }

    private static ComponentSpec component(String path, JsonNode node, List<SpecProblem> problems) {
        return component(new SpecJsonObject(path, node, problems, "id", "parameters"));
    }

    private static ComponentSpec component(SpecJsonObject object) {
        return new ComponentSpec(object.text("id", null), object.values("parameters"));
    }

    private static ComponentSpec component() {
        return new ComponentSpec("", Values.NONE);
    }

    private static DataSpec data(String path, @Nullable JsonNode given, Task task, List<SpecProblem> problems) {
        if (given == null) {
            return new DataSpec(component(), 0, 0, SpecDefaults.AUGMENTATION);
        }
        SpecJsonObject object = new SpecJsonObject(
                path, given, problems, "id", "parameters", "trainExamples", "validationExamples", "augmentation");
        return new DataSpec(
                component(object),
                object.whole("trainExamples", SpecDefaults.TRAIN_EXAMPLES),
                object.whole("validationExamples", SpecDefaults.validationExamples(task)),
                object.word(
                        "augmentation",
                        SpecDefaults.AUGMENTATION,
                        SpecJsonObject.words(DataSpec.Augmentation.values(), DataSpec.Augmentation::id)));
    }

    private static List<ArmSpec> arms(SpecJsonObject experiment, List<SpecProblem> problems) {
        ArrayNode list = experiment.list("arms", "a list of arms [ ... ] is expected");
        if (list == null) {
            experiment.problem(experiment.at("arms"), null, "a list of arms [ ... ] is required");
            return List.of();
        }
        List<ArmSpec> arms = new ArrayList<>();
        for (int i = 0; i < list.size(); i++) {
            String path = experiment.at("arms") + "[" + i + "]";
            SpecJsonObject object = new SpecJsonObject(
                    path,
                    list.get(i),
                    problems,
                    "name",
                    "color",
                    "rule",
                    "learningRate",
                    "horizon",
                    "horizonForm",
                    "direction");
            JsonNode rule = object.required("rule", "an update rule such as {\"id\": \"adamw\"}");
            arms.add(new ArmSpec(
                    object.text("name", null),
                    object.text("color", SpecDefaults.color(i)),
                    new OptimizerSpec(
                            rule == null ? component() : component(object.at("rule"), rule, problems),
                            object.real("learningRate", SpecDefaults.LEARNING_RATE)),
                    prediction(object)));
        }
        return arms;
    }

    private static PredictionSpec prediction(SpecJsonObject arm) {
        return new PredictionSpec(
                arm.real("horizon", SpecDefaults.HORIZON),
                arm.word(
                        "horizonForm",
                        PredictionSpec.NONE.form(),
                        SpecJsonObject.words(PredictionSpec.Form.values(), PredictionSpec.Form::id)),
                arm.word(
                        "direction",
                        PredictionSpec.NONE.direction(),
                        SpecJsonObject.words(PredictionSpec.Direction.values(), PredictionSpec.Direction::id)));
    }

    private static TrainingSpec training(String path, @Nullable JsonNode given, Task task, List<SpecProblem> problems) {
        JsonNode node = given == null ? JsonNodeFactory.instance.objectNode() : given;
        SpecJsonObject object = new SpecJsonObject(
                path,
                node,
                problems,
                "length",
                "batch",
                "bptt",
                "variableBptt",
                "schedule",
                "clip",
                "evaluateEvery",
                "reestimateBatches",
                "diagnostics");
        JsonNode length = given == null ? null : object.required("length", "{\"epochs\": N} or {\"steps\": N}");
        JsonNode schedule = object.get("schedule");
        JsonNode every = object.get("evaluateEvery");
        JsonNode diagnostics = object.get("diagnostics");
        TrainingSpec silent = SpecDefaults.training(
                task, length == null ? Amount.epochs(1) : amount(object.at("length"), length, problems));
        return new TrainingSpec(
                silent.length(),
                object.count("batch", silent.batch()),
                object.count("bptt", silent.bptt()),
                object.flag("variableBptt", silent.variableBptt()),
                schedule == null ? silent.schedule() : schedule(object.at("schedule"), schedule, problems),
                object.real("clip", silent.clip()),
                every == null ? silent.evaluateEvery() : amount(object.at("evaluateEvery"), every, problems),
                object.count("reestimateBatches", silent.reestimateBatches()),
                diagnostics == null
                        ? silent.diagnostics()
                        : diagnostics(object.at("diagnostics"), diagnostics, problems));
    }

    private static DiagnosticsSpec diagnostics(String path, JsonNode node, List<SpecProblem> problems) {
        DiagnosticsSpec silent = SpecDefaults.DIAGNOSTICS;
        SpecJsonObject object = new SpecJsonObject(path, node, problems, "every", "horizons", "layers", "memory");
        return new DiagnosticsSpec(
                object.whole("every", silent.every()),
                object.wholes("horizons", silent.horizons()),
                object.flag("layers", silent.layers()),
                object.whole("memory", silent.memory()));
    }

    private static Amount amount(String path, JsonNode node, List<SpecProblem> problems) {
        SpecJsonObject object = new SpecJsonObject(path, node, problems, "epochs", "steps");
        if (node.isObject() && object.has("epochs") == object.has("steps")) {
            object.problem(path, node, "either {\"epochs\": N} or {\"steps\": N} is expected");
        }
        return object.has("steps")
                ? Amount.steps(object.whole("steps", null))
                : Amount.epochs(object.whole("epochs", 1L));
    }

    private static ScheduleSpec schedule(String path, JsonNode node, List<SpecProblem> problems) {
        return switch (node.path("kind").asText("")) {
            case "step" -> {
                SpecJsonObject object = new SpecJsonObject(path, node, problems, "kind", "every", "factor");
                yield new ScheduleSpec.Step(object.whole("every", null), object.real("factor", 0.1));
            }
            case "multi-step" -> {
                SpecJsonObject object = new SpecJsonObject(path, node, problems, "kind", "epochs", "factor");
                object.required("epochs", "a list of epochs such as [90]");
                yield new ScheduleSpec.MultiStep(object.wholes("epochs", List.of()), object.real("factor", 0.1));
            }
            case "cosine" -> {
                SpecJsonObject object = new SpecJsonObject(path, node, problems, "kind", "epochs", "last");
                yield new ScheduleSpec.Cosine(object.whole("epochs", null), object.real("last", 0));
            }
            case "one-cycle" -> {
                SpecJsonObject object =
                        new SpecJsonObject(path, node, problems, "kind", "epochs", "rise", "first", "last");
                yield new ScheduleSpec.OneCycle(
                        object.whole("epochs", null),
                        object.real("rise", 0.3),
                        object.real("first", 0.04),
                        object.real("last", 4e-6));
            }
            case "warm-up" -> {
                SpecJsonObject object = new SpecJsonObject(path, node, problems, "kind", "epochs", "first", "then");
                JsonNode then = object.get("then");
                yield new ScheduleSpec.WarmUp(
                        object.whole("epochs", null),
                        object.real("first", 0.1),
                        then == null ? new ScheduleSpec.Constant() : following(object.at("then"), then, problems));
            }
            default -> {
                SpecJsonObject object = new SpecJsonObject(path, node, problems, "kind");
                object.word("kind", null, SpecJsonObject.words(SCHEDULES, word -> word));
                yield new ScheduleSpec.Constant();
            }
        };
    }

    /** What follows a warm-up, which is no warm-up again. */
    private static ScheduleSpec following(String path, JsonNode node, List<SpecProblem> problems) {
        if (node.path("kind").asText("").equals("warm-up")) {
            problems.add(SpecProblem.error(path + ".kind", "warm-up", "any other schedule"));
            return new ScheduleSpec.Constant();
        }
        return schedule(path, node, problems);
    }

    private static ExecutionSpec execution(SpecJsonObject experiment, List<SpecProblem> problems) {
        JsonNode node = experiment.get("execution");
        ExecutionSpec silent = SpecDefaults.EXECUTION;
        if (node == null) {
            return silent;
        }
        SpecJsonObject object = new SpecJsonObject(
                experiment.at("execution"),
                node,
                problems,
                "device",
                "threads",
                "layers",
                "convolution",
                "checkpoint",
                "memoryLimit",
                "timeUpdate");
        JsonNode checkpoint = object.get("checkpoint");
        return new ExecutionSpec(
                object.word(
                        "device",
                        silent.device(),
                        SpecJsonObject.words(ExecutionSpec.Device.values(), ExecutionSpec.Device::id)),
                object.count("threads", silent.threads()),
                object.word(
                        "layers",
                        silent.layers(),
                        SpecJsonObject.words(ExecutionSpec.Layers.values(), ExecutionSpec.Layers::id)),
                object.word(
                        "convolution",
                        silent.convolution(),
                        SpecJsonObject.words(ExecutionSpec.Convolution.values(), ExecutionSpec.Convolution::id)),
                checkpoint == null ? silent.checkpoint() : checkpoint(object.at("checkpoint"), checkpoint, problems),
                object.count("memoryLimit", silent.memoryLimit()),
                object.flag("timeUpdate", silent.timeUpdate()));
    }

    private static CheckpointSpec checkpoint(String path, JsonNode node, List<SpecProblem> problems) {
        CheckpointSpec silent = SpecDefaults.CHECKPOINT;
        SpecJsonObject object = new SpecJsonObject(path, node, problems, "every", "keep");
        JsonNode every = object.get("every");
        return new CheckpointSpec(
                every == null ? silent.every() : interval(object, every, problems),
                object.count("keep", silent.keep()));
    }

    private static CheckpointSpec.Interval interval(
            SpecJsonObject checkpoint, JsonNode node, List<SpecProblem> problems) {
        String path = checkpoint.at("every");
        if (node.isTextual() && node.textValue().equals(NEVER)) {
            return new CheckpointSpec.Never();
        }
        if (!node.isObject()) {
            checkpoint.problem(path, node, "{\"seconds\": N}, {\"steps\": N} or \"" + NEVER + "\" is expected");
            return new CheckpointSpec.Never();
        }
        SpecJsonObject object = new SpecJsonObject(path, node, problems, "seconds", "steps");
        if (object.has("seconds") == object.has("steps")) {
            object.problem(path, node, "either {\"seconds\": N} or {\"steps\": N} is expected");
        }
        return object.has("steps")
                ? new CheckpointSpec.Steps(object.whole("steps", null))
                : new CheckpointSpec.Seconds(object.whole("seconds", 1L));
    }

    private static ExperimentSpec empty() {
        return new ExperimentSpec(
                "",
                "",
                Task.IMAGE_CLASSIFICATION,
                component(),
                new DataSpec(component(), 0, 0, SpecDefaults.AUGMENTATION),
                List.of(),
                SpecDefaults.training(Task.IMAGE_CLASSIFICATION, Amount.epochs(1)),
                SpecDefaults.EXECUTION,
                List.of());
    }

    private static ArmSpec noArm() {
        return new ArmSpec("", "", new OptimizerSpec(component(), 0), PredictionSpec.NONE);
    }
}
