package dev.foresight.app.experiment;

import dev.foresight.app.experiment.SpecField.Input;
import dev.foresight.app.experiment.SpecField.NotAValue;
import dev.foresight.app.experiment.SpecField.Option;
import dev.foresight.engine.spec.Amount;
import dev.foresight.engine.spec.ExperimentSpec;
import dev.foresight.engine.spec.ScheduleSpec;
import dev.foresight.engine.spec.ScheduleSpec.Constant;
import dev.foresight.engine.spec.ScheduleSpec.Cosine;
import dev.foresight.engine.spec.ScheduleSpec.MultiStep;
import dev.foresight.engine.spec.ScheduleSpec.OneCycle;
import dev.foresight.engine.spec.ScheduleSpec.Step;
import dev.foresight.engine.spec.ScheduleSpec.WarmUp;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** The fields of the learning rate's schedule: its kind, what that kind takes, and a warm-up before it. */
final class ScheduleFields {
    static final String PATH = "training.schedule";

    private static final Input TEXT = new Input.Text();
    private static final long USUAL_EPOCHS = 10;

    private ScheduleFields() {}

    static SpecField kind() {
        return new SpecField(
                "Schedule",
                "How the learning rate changes from epoch to epoch, the same for all arms.",
                new Input.Choice(List.of(
                        new Option("constant", "constant", "The learning rate stays."),
                        new Option("step", "step", "Multiplied by a factor every so many epochs."),
                        new Option("multi-step", "multi-step", "Multiplied by a factor at some epochs."),
                        new Option("cosine", "cosine", "Half a cosine down."),
                        new Option("one-cycle", "one-cycle", "One rise and one fall."))),
                List.of(PATH),
                spec -> word(main(spec)),
                (spec, kind) -> kind.equals(word(main(spec))) ? spec : withMain(spec, usual(kind, spec)));
    }

    static SpecField warmUp() {
        return new SpecField(
                "Warm-up epochs",
                "Epochs in which the rate rises to its full size before the schedule begins, whose epochs are counted"
                        + " from there; 0 for none.",
                TEXT,
                List.of(PATH + ".epochs"),
                spec -> spec.training().schedule() instanceof WarmUp warmUp ? Long.toString(warmUp.epochs()) : "0",
                (spec, text) -> {
                    long epochs = Numbers.whole(text);
                    if (epochs < 0) {
                        throw new NotAValue("0 for none, or a number of epochs");
                    }
                    if (epochs == 0) {
                        return with(spec, main(spec));
                    }
                    double first = spec.training().schedule() instanceof WarmUp warmUp ? warmUp.first() : 0.1;
                    return with(spec, new WarmUp(epochs, first, main(spec)));
                });
    }

    /** Which fields {@link #of} makes: they change with it. */
    static String shape(ExperimentSpec spec) {
        return word(main(spec)) + (spec.training().schedule() instanceof WarmUp ? " after a warm-up" : "");
    }

    /** What the spec's kind of schedule takes. */
    static List<SpecField> of(ExperimentSpec spec) {
        boolean warm = spec.training().schedule() instanceof WarmUp;
        String path = warm ? PATH + ".then" : PATH;
        List<SpecField> fields = new ArrayList<>();
        if (warm) {
            fields.add(new SpecField(
                    "Warm-up from",
                    "The factor on the learning rate in the first epoch of the warm-up, 0 to 1.",
                    TEXT,
                    List.of(PATH + ".first"),
                    s -> s.training().schedule() instanceof WarmUp w ? Numbers.text(w.first()) : "",
                    (s, text) -> {
                        double first = Numbers.real(text);
                        return s.training().schedule() instanceof WarmUp w
                                ? with(s, new WarmUp(w.epochs(), first, w.then()))
                                : s;
                    }));
        }
        switch (main(spec)) {
            case Constant constant -> {}
            case Step step -> {
                fields.add(field(
                        Step.class,
                        "Every epochs",
                        "After how many epochs the rate is multiplied by the factor, again and again.",
                        path + ".every",
                        s -> Long.toString(s.every()),
                        (s, text) -> new Step(Numbers.whole(text), s.factor())));
                fields.add(field(
                        Step.class,
                        "Factor",
                        "By which the rate is multiplied; 0.1 is usual.",
                        path + ".factor",
                        s -> Numbers.text(s.factor()),
                        (s, text) -> new Step(s.every(), Numbers.real(text))));
            }
            case MultiStep multi -> {
                fields.add(field(
                        MultiStep.class,
                        "At epochs",
                        "At the start of which epochs, counted from 0, the rate is multiplied by the factor.",
                        path + ".epochs",
                        s -> Numbers.text(s.epochs()),
                        (s, text) -> new MultiStep(Numbers.wholes(text), s.factor())));
                fields.add(field(
                        MultiStep.class,
                        "Factor",
                        "By which the rate is multiplied; 0.1 is usual.",
                        path + ".factor",
                        s -> Numbers.text(s.factor()),
                        (s, text) -> new MultiStep(s.epochs(), Numbers.real(text))));
            }
            case Cosine cosine -> {
                fields.add(field(
                        Cosine.class,
                        "Over epochs",
                        "In how many epochs the rate falls; it stays there afterwards.",
                        path + ".epochs",
                        s -> Long.toString(s.epochs()),
                        (s, text) -> new Cosine(Numbers.whole(text), s.last())));
                fields.add(field(
                        Cosine.class,
                        "Down to",
                        "The factor on the learning rate at the end, 0 to 1.",
                        path + ".last",
                        s -> Numbers.text(s.last()),
                        (s, text) -> new Cosine(s.epochs(), Numbers.real(text))));
            }
            case OneCycle cycle -> {
                fields.add(field(
                        OneCycle.class,
                        "Over epochs",
                        "How many epochs the rise and the fall take together.",
                        path + ".epochs",
                        s -> Long.toString(s.epochs()),
                        (s, text) -> new OneCycle(Numbers.whole(text), s.rise(), s.first(), s.last())));
                fields.add(field(
                        OneCycle.class,
                        "Rise",
                        "Which fraction of the epochs the rise takes; at least one of them.",
                        path + ".rise",
                        s -> Numbers.text(s.rise()),
                        (s, text) -> new OneCycle(s.epochs(), Numbers.real(text), s.first(), s.last())));
                fields.add(field(
                        OneCycle.class,
                        "From",
                        "The factor on the learning rate in the first epoch, 0 to 1.",
                        path + ".first",
                        s -> Numbers.text(s.first()),
                        (s, text) -> new OneCycle(s.epochs(), s.rise(), Numbers.real(text), s.last())));
                fields.add(field(
                        OneCycle.class,
                        "Down to",
                        "The factor on the learning rate at the end, 0 to 1.",
                        path + ".last",
                        s -> Numbers.text(s.last()),
                        (s, text) -> new OneCycle(s.epochs(), s.rise(), s.first(), Numbers.real(text))));
            }
            case WarmUp nested -> throw new IllegalStateException("a warm-up stands first, never after another");
        }
        return fields;
    }

    @FunctionalInterface
    private interface Change<S extends ScheduleSpec> {
        S to(S schedule, String text) throws NotAValue;
    }

    private static <S extends ScheduleSpec> SpecField field(
            Class<S> kind, String label, String help, String path, Function<S, String> getter, Change<S> change) {
        return new SpecField(
                label,
                help,
                TEXT,
                List.of(path),
                spec -> kind.isInstance(main(spec)) ? getter.apply(kind.cast(main(spec))) : "",
                (spec, text) ->
                        kind.isInstance(main(spec)) ? withMain(spec, change.to(kind.cast(main(spec)), text)) : spec);
    }

    /** The schedule behind the warm-up, if there is one. */
    static ScheduleSpec main(ExperimentSpec spec) {
        return spec.training().schedule() instanceof WarmUp warmUp
                ? warmUp.then()
                : spec.training().schedule();
    }

    private static ExperimentSpec withMain(ExperimentSpec spec, ScheduleSpec main) {
        return with(
                spec,
                spec.training().schedule() instanceof WarmUp warmUp
                        ? new WarmUp(warmUp.epochs(), warmUp.first(), main)
                        : main);
    }

    private static ExperimentSpec with(ExperimentSpec spec, ScheduleSpec schedule) {
        return spec.withTraining(spec.training().withSchedule(schedule));
    }

    private static String word(ScheduleSpec schedule) {
        return switch (schedule) {
            case Constant constant -> "constant";
            case Step step -> "step";
            case MultiStep multi -> "multi-step";
            case Cosine cosine -> "cosine";
            case OneCycle cycle -> "one-cycle";
            case WarmUp warmUp -> "warm-up";
        };
    }

    /** What is usual of a kind, over the epochs that the training has. */
    private static ScheduleSpec usual(String kind, ExperimentSpec spec) throws NotAValue {
        Amount length = spec.training().length();
        long epochs = length.unit() == Amount.Unit.EPOCHS ? Math.max(1, length.count()) : USUAL_EPOCHS;
        return switch (kind) {
            case "constant" -> new Constant();
            case "step" -> new Step(Math.max(1, epochs / 3), 0.1);
            case "multi-step" -> new MultiStep(List.of(Math.max(1, epochs * 3 / 4)), 0.1);
            case "cosine" -> new Cosine(epochs, 0);
            case "one-cycle" -> {
                long cycle = Math.max(2, epochs);
                // The rise is at least an epoch.
                yield new OneCycle(cycle, cycle < 4 ? 0.5 : 0.3, 0.04, 4e-6);
            }
            default -> throw new NotAValue("one of constant, step, multi-step, cosine, one-cycle");
        };
    }
}
