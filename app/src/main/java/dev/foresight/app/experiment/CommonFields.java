package dev.foresight.app.experiment;

import dev.foresight.app.experiment.SpecField.Input;
import dev.foresight.app.experiment.SpecField.Input.Choice;
import dev.foresight.app.experiment.SpecField.NotAValue;
import dev.foresight.app.experiment.SpecField.Option;
import dev.foresight.engine.project.ArmRoles;
import dev.foresight.engine.spec.Amount;
import dev.foresight.engine.spec.CheckpointSpec;
import dev.foresight.engine.spec.CheckpointSpec.Never;
import dev.foresight.engine.spec.CheckpointSpec.Seconds;
import dev.foresight.engine.spec.CheckpointSpec.Steps;
import dev.foresight.engine.spec.DataSpec;
import dev.foresight.engine.spec.DataSpec.Augmentation;
import dev.foresight.engine.spec.ExecutionSpec;
import dev.foresight.engine.spec.ExecutionSpec.Convolution;
import dev.foresight.engine.spec.ExecutionSpec.Layers;
import dev.foresight.engine.spec.ExperimentSpec;
import dev.foresight.engine.spec.OptimizerSpec;
import dev.foresight.engine.spec.SpecDefaults;
import dev.foresight.engine.spec.TrainingSpec;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The fields that every experiment has, whatever its components declare. */
final class CommonFields {
    private static final Input TEXT = new Input.Text();
    private static final Choice UNITS =
            new Choice(List.of(new Option("EPOCHS", "epochs", ""), new Option("STEPS", "steps", "")));

    static final String NEVER = "never";
    private static final String SECONDS = "seconds";
    private static final String STEPS = "steps";

    private CommonFields() {}

    static SpecField description() {
        return new SpecField(
                "Question",
                "What this experiment is to answer; stands in reports beside its figures.",
                TEXT,
                List.of("description"),
                spec -> spec.description(),
                ExperimentSpec::withDescription);
    }

    static SpecField learningRate() {
        return new SpecField(
                "Learning rate γ",
                "Size of a step before the schedule, the same for all arms but controls, which follow. 0.001 suits AdamW.",
                TEXT,
                List.of("arms[].learningRate", "arms[].optimizer.learningRate"),
                spec -> same(ArmRoles.of(spec).own().stream()
                        .map(arm -> Numbers.text(arm.optimizer().learningRate()))
                        .distinct()
                        .toList()),
                (spec, text) -> {
                    double rate = Numbers.real(text);
                    return SpecEdits.optimizers(spec, optimizer -> new OptimizerSpec(optimizer.rule(), rate));
                });
    }

    static SpecField horizons() {
        return new SpecField(
                "Horizons s",
                "How many steps ahead the gradient is taken, an arm for each; 0 is the rule without prediction, 1 to 3 "
                        + "are sensible.",
                TEXT,
                List.of("arms[].horizon", "arms[].prediction.horizon"),
                spec -> ArmRoles.of(spec).own().stream()
                        .map(arm -> Numbers.text(arm.prediction().horizon()))
                        .distinct()
                        .collect(Collectors.joining(", ")),
                (spec, second) -> spec);
    }

    static SpecField batch() {
        return training(
                "Batch size",
                "Examples a step; for texts the number of streams read side by side.",
                "training.batch",
                training -> Integer.toString(training.batch()),
                (t, text) -> t.withBatch(small(text)));
    }

    static SpecField bptt() {
        return training(
                "BPTT steps T",
                "Tokens a stream is followed back through time in one step; the state is carried on.",
                "training.bptt",
                training -> Integer.toString(training.bptt()),
                (t, text) -> t.withBptt(small(text)));
    }

    static SpecField variableBptt() {
        return choice(
                "Variable T",
                "Whether T is drawn anew for each step: around BPTT, now and then around half of it. The learning rate"
                        + " is scaled by the length drawn over BPTT.",
                new Input.Flag(),
                "training.variableBptt",
                training -> Boolean.toString(training.variableBptt()),
                (t, text) -> t.withVariableBptt(Boolean.parseBoolean(text)));
    }

    static SpecField clip() {
        return training(
                "Clip",
                "Largest global norm of the gradient; 0 does not clip. 0.25 is usual for LSTMs.",
                "training.clip",
                training -> Numbers.text(training.clip()),
                (t, text) -> t.withClip(Numbers.real(text)));
    }

    static SpecField length() {
        return training(
                "Length",
                "How long every arm is trained, in passes over the training data or in steps.",
                "training.length",
                training -> Long.toString(training.length().count()),
                (t, text) -> t.withLength(new Amount(t.length().unit(), Numbers.whole(text))));
    }

    static SpecField lengthUnit() {
        return choice(
                "Unit of length",
                "What the length counts.",
                UNITS,
                "training.length.unit",
                training -> training.length().unit().name(),
                (t, text) -> t.withLength(
                        new Amount(Amount.Unit.valueOf(text), t.length().count())));
    }

    static SpecField evaluateEvery() {
        return training(
                "Evaluate every",
                "How often the validation part is measured; the end is always measured.",
                "training.evaluateEvery",
                training -> Long.toString(training.evaluateEvery().count()),
                (t, text) -> t.withEvaluateEvery(new Amount(t.evaluateEvery().unit(), Numbers.whole(text))));
    }

    static SpecField evaluateUnit() {
        return choice(
                "Unit of the interval",
                "What the interval counts.",
                UNITS,
                "training.evaluateEvery.unit",
                training -> training.evaluateEvery().unit().name(),
                (t, text) -> t.withEvaluateEvery(
                        new Amount(Amount.Unit.valueOf(text), t.evaluateEvery().count())));
    }

    static SpecField reestimateBatches() {
        return training(
                "Re-estimate BN",
                "Training batches from which batch normalisation's mean and variance are estimated at the weights"
                        + " themselves before each evaluation, for it alone; 0 takes the running ones, gathered at"
                        + " the predicted weights. 10 to 100 are usual.",
                "training.reestimateBatches",
                training -> Integer.toString(training.reestimateBatches()),
                (t, text) -> t.withReestimateBatches(small(text)));
    }

    static SpecField trainExamples() {
        return data(
                "Training examples",
                "How many training examples or tokens are used; 0 means all.",
                TEXT,
                "data.trainExamples",
                data -> Long.toString(data.trainExamples()),
                (d, text) -> d.withTrainExamples(Numbers.whole(text)));
    }

    static SpecField validationExamples() {
        return data(
                "Validation",
                "Examples held out for validation; for texts how many of the validation tokens are used, 0 meaning all.",
                TEXT,
                "data.validationExamples",
                data -> Long.toString(data.validationExamples()),
                (d, text) -> d.withValidationExamples(Numbers.whole(text)));
    }

    static SpecField augmentation() {
        return data(
                "Augmentation",
                "Random changes of training images, the same for all arms of a seed.",
                new Choice(List.of(
                        new Option("none", "none", "Images as they are."),
                        new Option("crop-flip", "crop and flip", "Padding of 4, random crop, random mirror image."))),
                "data.augmentation",
                data -> data.augmentation().id(),
                (d, text) -> d.withAugmentation(word(Augmentation.values(), Augmentation::id, text)));
    }

    static SpecField seeds() {
        return new SpecField(
                "Seeds",
                "Each seed runs every arm from the same weights on the same batches. Write 1, 2, 3 or 1-5.",
                TEXT,
                List.of("seeds"),
                spec -> Numbers.text(spec.seeds()),
                (spec, text) -> spec.withSeeds(Numbers.wholes(text)));
    }

    static SpecField threads() {
        return execution(
                "Threads",
                "Computing threads of a run; 0 means as many as the machine has cores. The window always goes first.",
                TEXT,
                "execution.threads",
                execution -> Integer.toString(execution.threads()),
                (e, text) -> e.withThreads(small(text)));
    }

    static SpecField layers() {
        return execution(
                "Layers",
                "compiled is fast; stock computes layer by layer, for comparison, with the same numbers up to rounding.",
                Choice.ofWords(words(Layers.values(), Layers::id)),
                "execution.layers",
                execution -> execution.layers().id(),
                (e, text) -> e.withLayers(word(Layers.values(), Layers::id, text)));
    }

    static SpecField convolution() {
        return execution(
                "Convolution",
                "exact sums directly; fast uses Winograd's algorithm where it pays, with about twice the rounding"
                        + " error. It matters to compiled layers only.",
                Choice.ofWords(words(Convolution.values(), Convolution::id)),
                "execution.convolution",
                execution -> execution.convolution().id(),
                (e, text) -> e.withConvolution(word(Convolution.values(), Convolution::id, text)));
    }

    static SpecField checkpointEvery() {
        return execution(
                "Checkpoint every",
                "How often a run's whole state is written, so that it can go on from there to the last bit. Counted in"
                        + " seconds, writing never takes more than about 2 % of the time.",
                TEXT,
                "execution.checkpoint.every",
                execution -> switch (execution.checkpoint().every()) {
                    case Seconds seconds -> Long.toString(seconds.count());
                    case Steps steps -> Long.toString(steps.count());
                    case Never never -> "";
                },
                (e, text) -> e.withCheckpoint(new CheckpointSpec(
                        switch (e.checkpoint().every()) {
                            case Seconds seconds -> new Seconds(Numbers.whole(text));
                            case Steps steps -> new Steps(Numbers.whole(text));
                            case Never never ->
                                throw new NotAValue("nothing, since no checkpoint is written of itself");
                        },
                        e.checkpoint().keep())));
    }

    static SpecField checkpointUnit() {
        return execution(
                "Unit of the checkpoints' interval",
                "What the interval counts. never: a run that stops or fails goes on from its start, unless somebody"
                        + " asked for a checkpoint.",
                Choice.ofWords(List.of(SECONDS, STEPS, NEVER)),
                "execution.checkpoint.every.unit",
                execution -> switch (execution.checkpoint().every()) {
                    case Seconds seconds -> SECONDS;
                    case Steps steps -> STEPS;
                    case Never never -> NEVER;
                },
                (e, text) -> e.withCheckpoint(new CheckpointSpec(
                        interval(text, e.checkpoint().every()), e.checkpoint().keep())));
    }

    /** The number stays when its unit changes; after never it is that of a new experiment. */
    private static CheckpointSpec.Interval interval(String unit, CheckpointSpec.Interval former) throws NotAValue {
        return switch (unit) {
            case SECONDS -> new Seconds(count(former));
            case STEPS -> new Steps(count(former));
            case NEVER -> new Never();
            default -> throw new NotAValue("one of " + SECONDS + ", " + STEPS + ", " + NEVER);
        };
    }

    private static long count(CheckpointSpec.Interval interval) {
        return switch (interval) {
            case Seconds seconds -> seconds.count();
            case Steps steps -> steps.count();
            case Never never -> count(SpecDefaults.CHECKPOINT.every());
        };
    }

    static SpecField checkpointKeep() {
        return execution(
                "Keep the last",
                "How many of the last checkpoints are kept while a run trains, in case the newest is damaged. In the end"
                        + " the last and the best are left.",
                TEXT,
                "execution.checkpoint.keep",
                execution -> Integer.toString(execution.checkpoint().keep()),
                (e, text) -> e.withCheckpoint(new CheckpointSpec(e.checkpoint().every(), small(text))));
    }

    static SpecField memoryLimit() {
        return execution(
                "Memory limit",
                "Megabytes that a run may take; above them it writes a checkpoint and ends. 0 means any number. It is"
                        + " watched on Linux alone.",
                TEXT,
                "execution.memoryLimit",
                execution -> Integer.toString(execution.memoryLimit()),
                (e, text) -> e.withMemoryLimit(small(text)));
    }

    /** What is common to all arms, or nothing where they differ. */
    static String same(List<String> distinct) {
        return distinct.size() == 1 ? distinct.getFirst() : "";
    }

    private static int small(String text) throws NotAValue {
        long value = Numbers.whole(text);
        if (Math.abs(value) > Integer.MAX_VALUE) {
            throw new NotAValue("a whole number below 2 147 483 648");
        }
        return (int) value;
    }

    private static <T> List<String> words(T[] values, Function<T, String> id) {
        return Arrays.stream(values).map(id).toList();
    }

    private static <T> T word(T[] values, Function<T, String> id, String text) throws NotAValue {
        return Arrays.stream(values)
                .filter(value -> id.apply(value).equals(text))
                .findFirst()
                .orElseThrow(() -> new NotAValue("one of " + String.join(", ", words(values, id))));
    }

    @FunctionalInterface
    private interface Change<T> {
        T to(T part, String text) throws NotAValue;
    }

    private static SpecField training(
            String label,
            String help,
            String path,
            Function<TrainingSpec, String> getter,
            Change<TrainingSpec> change) {
        return field(label, help, TEXT, path, getter, change);
    }

    private static SpecField choice(
            String label,
            String help,
            Input input,
            String path,
            Function<TrainingSpec, String> getter,
            Change<TrainingSpec> change) {
        return field(label, help, input, path, getter, change);
    }

    private static SpecField field(
            String label,
            String help,
            Input input,
            String path,
            Function<TrainingSpec, String> getter,
            Change<TrainingSpec> change) {
        return new SpecField(
                label,
                help,
                input,
                List.of(path),
                spec -> getter.apply(spec.training()),
                (spec, text) -> spec.withTraining(change.to(spec.training(), text)));
    }

    private static SpecField data(
            String label,
            String help,
            Input input,
            String path,
            Function<DataSpec, String> getter,
            Change<DataSpec> change) {
        return new SpecField(
                label,
                help,
                input,
                List.of(path),
                spec -> getter.apply(spec.data()),
                (spec, text) -> spec.withData(change.to(spec.data(), text)));
    }

    private static SpecField execution(
            String label,
            String help,
            Input input,
            String path,
            Function<ExecutionSpec, String> getter,
            Change<ExecutionSpec> change) {
        return new SpecField(
                label,
                help,
                input,
                List.of(path),
                spec -> getter.apply(spec.execution()),
                (spec, text) -> spec.withExecution(change.to(spec.execution(), text)));
    }
}
