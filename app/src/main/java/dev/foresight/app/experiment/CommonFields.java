package dev.foresight.app.experiment;

import dev.foresight.app.experiment.SpecField.Input;
import dev.foresight.app.experiment.SpecField.Input.Choice;
import dev.foresight.app.experiment.SpecField.NotAValue;
import dev.foresight.app.experiment.SpecField.Option;
import dev.foresight.engine.spec.Amount;
import dev.foresight.engine.spec.DataSpec;
import dev.foresight.engine.spec.DataSpec.Augmentation;
import dev.foresight.engine.spec.ExecutionSpec;
import dev.foresight.engine.spec.OptimizerSpec;
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

    private CommonFields() {}

    static SpecField description() {
        return new SpecField(
                "Question",
                "What this experiment is to answer; stands in reports beside its figures.",
                TEXT,
                List.of("description"),
                spec -> spec.description(),
                SpecEdits::described);
    }

    static SpecField learningRate() {
        return new SpecField(
                "Learning rate γ",
                "Size of a step before the schedule, the same for all arms. 0.001 suits AdamW.",
                TEXT,
                List.of("arms[].learningRate", "arms[].optimizer.learningRate"),
                spec -> same(spec.arms().stream()
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
                spec -> spec.arms().stream()
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
                (t, text) -> new TrainingSpec(
                        t.length(), Math.toIntExact(small(text)), t.bptt(), t.schedule(), t.clip(), t.evaluateEvery()));
    }

    static SpecField bptt() {
        return training(
                "BPTT steps T",
                "Tokens a stream is followed back through time in one step; the state is carried on.",
                "training.bptt",
                training -> Integer.toString(training.bptt()),
                (t, text) -> new TrainingSpec(
                        t.length(),
                        t.batch(),
                        Math.toIntExact(small(text)),
                        t.schedule(),
                        t.clip(),
                        t.evaluateEvery()));
    }

    static SpecField clip() {
        return training(
                "Clip",
                "Largest global norm of the gradient; 0 does not clip. 0.25 is usual for LSTMs.",
                "training.clip",
                training -> Numbers.text(training.clip()),
                (t, text) -> new TrainingSpec(
                        t.length(), t.batch(), t.bptt(), t.schedule(), Numbers.real(text), t.evaluateEvery()));
    }

    static SpecField length() {
        return training(
                "Length",
                "How long every arm is trained, in passes over the training data or in steps.",
                "training.length",
                training -> Long.toString(training.length().count()),
                (t, text) -> length(t, new Amount(t.length().unit(), Numbers.whole(text))));
    }

    static SpecField lengthUnit() {
        return choice(
                "Unit of length",
                "What the length counts.",
                UNITS,
                "training.length.unit",
                training -> training.length().unit().name(),
                (t, text) -> length(
                        t, new Amount(Amount.Unit.valueOf(text), t.length().count())));
    }

    static SpecField evaluateEvery() {
        return training(
                "Evaluate every",
                "How often the validation part is measured; the end is always measured.",
                "training.evaluateEvery",
                training -> Long.toString(training.evaluateEvery().count()),
                (t, text) -> evaluate(t, new Amount(t.evaluateEvery().unit(), Numbers.whole(text))));
    }

    static SpecField evaluateUnit() {
        return choice(
                "Unit of the interval",
                "What the interval counts.",
                UNITS,
                "training.evaluateEvery.unit",
                training -> training.evaluateEvery().unit().name(),
                (t, text) -> evaluate(
                        t,
                        new Amount(Amount.Unit.valueOf(text), t.evaluateEvery().count())));
    }

    static SpecField trainExamples() {
        return data(
                "Training examples",
                "How many training examples or tokens are used; 0 means all.",
                TEXT,
                "data.trainExamples",
                data -> Long.toString(data.trainExamples()),
                (d, text) -> new DataSpec(d.set(), Numbers.whole(text), d.validationExamples(), d.augmentation()));
    }

    static SpecField validationExamples() {
        return data(
                "Validation",
                "Examples held out for validation; for texts how many of the validation tokens are used, 0 meaning all.",
                TEXT,
                "data.validationExamples",
                data -> Long.toString(data.validationExamples()),
                (d, text) -> new DataSpec(d.set(), d.trainExamples(), Numbers.whole(text), d.augmentation()));
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
                (d, text) -> new DataSpec(
                        d.set(),
                        d.trainExamples(),
                        d.validationExamples(),
                        Arrays.stream(Augmentation.values())
                                .filter(value -> value.id().equals(text))
                                .findFirst()
                                .orElseThrow(() -> new NotAValue("none or crop-flip"))));
    }

    static SpecField seeds() {
        return new SpecField(
                "Seeds",
                "Each seed runs every arm from the same weights on the same batches. Write 1, 2, 3 or 1-5.",
                TEXT,
                List.of("seeds"),
                spec -> Numbers.text(spec.seeds()),
                (spec, text) -> SpecEdits.seeds(spec, Numbers.wholes(text)));
    }

    static SpecField threads() {
        return new SpecField(
                "Threads",
                "Computing threads of a run; 0 means as many as the machine has cores. The window always goes first.",
                TEXT,
                List.of("execution.threads"),
                spec -> Integer.toString(spec.execution().threads()),
                (spec, text) -> SpecEdits.execution(
                        spec, new ExecutionSpec(spec.execution().device(), Math.toIntExact(small(text)))));
    }

    /** What is common to all arms, or nothing where they differ. */
    static String same(List<String> distinct) {
        return distinct.size() == 1 ? distinct.getFirst() : "";
    }

    private static long small(String text) throws NotAValue {
        long value = Numbers.whole(text);
        if (Math.abs(value) > Integer.MAX_VALUE) {
            throw new NotAValue("a whole number below 2 147 483 648");
        }
        return value;
    }

    private static TrainingSpec length(TrainingSpec t, Amount length) {
        return new TrainingSpec(length, t.batch(), t.bptt(), t.schedule(), t.clip(), t.evaluateEvery());
    }

    private static TrainingSpec evaluate(TrainingSpec t, Amount interval) {
        return new TrainingSpec(t.length(), t.batch(), t.bptt(), t.schedule(), t.clip(), interval);
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
                (spec, text) -> SpecEdits.training(spec, change.to(spec.training(), text)));
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
                (spec, text) -> SpecEdits.data(spec, change.to(spec.data(), text)));
    }
}
