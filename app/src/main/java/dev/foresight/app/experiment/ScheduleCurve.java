package dev.foresight.app.experiment;

import dev.foresight.engine.project.ArmRoles;
import dev.foresight.engine.spec.Amount;
import dev.foresight.engine.spec.ExperimentSpec;
import dev.foresight.engine.spec.ScheduleSpec;
import dev.foresight.engine.spec.SpecRanges;
import dev.foresight.engine.train.LrSchedule;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The learning rate over the epochs of an experiment.
 *
 * @param epochs how many there are
 * @param rates of epochs from 0 on; where there are more epochs than {@link #COLUMNS}, of so many evenly spread ones
 * @param factor whether these are factors on rates that differ from arm to arm
 * @param whole whether the epochs are those of the training, not those that the schedule speaks of
 */
record ScheduleCurve(long epochs, double[] rates, boolean factor, boolean whole) {
    /** More than a form has pixels. */
    static final int COLUMNS = 600;

    /** Empty where the schedule or the learning rate is not valid. */
    static Optional<ScheduleCurve> of(ExperimentSpec spec) {
        boolean wrong = SpecRanges.check(spec).stream()
                .anyMatch(problem -> problem.isError()
                        && (problem.path().startsWith(ScheduleFields.PATH)
                                || problem.path().equals("training.length")));
        List<Double> rates = ArmRoles.of(spec).own().stream()
                .map(arm -> arm.optimizer().learningRate())
                .distinct()
                .toList();
        if (wrong || rates.stream().anyMatch(rate -> !Double.isFinite(rate) || rate < 0)) {
            return Optional.empty();
        }
        ScheduleSpec schedule = spec.training().schedule();
        Amount length = spec.training().length();
        boolean whole = length.unit() == Amount.Unit.EPOCHS;
        long epochs = Math.max(1, whole ? length.count() : span(schedule));
        LrSchedule rate = new LrSchedule(schedule, rates.size() == 1 ? rates.getFirst() : 1);
        double[] of = new double[(int) Math.min(epochs, COLUMNS)];
        for (int i = 0; i < of.length; i++) {
            of[i] = rate.at(epochs <= COLUMNS ? i : (long) ((double) i / COLUMNS * epochs));
        }
        return Optional.of(new ScheduleCurve(epochs, of, rates.size() != 1, whole));
    }

    /** Epochs after which nothing new happens, with some of what stays. */
    private static long span(ScheduleSpec schedule) {
        return switch (schedule) {
            case ScheduleSpec.Constant constant -> 1;
            case ScheduleSpec.Step step -> 4 * step.every();
            case ScheduleSpec.MultiStep multi ->
                multi.epochs().getLast() + Math.max(1, multi.epochs().getLast() / 3);
            case ScheduleSpec.Cosine cosine -> cosine.epochs() + 1;
            case ScheduleSpec.OneCycle cycle -> cycle.epochs();
            case ScheduleSpec.WarmUp warmUp -> warmUp.epochs() + span(warmUp.then());
        };
    }

    double max() {
        return Arrays.stream(rates).max().orElse(0);
    }

    /** What the curve shows, in words. */
    String words() {
        String unit = factor ? " times each arm's rate" : "";
        return "Learning rate " + shown(rates[0]) + unit + " in the first epoch, at most " + shown(max()) + ", "
                + shown(rates[rates.length - 1]) + " in the last of " + epochs;
    }

    /** The axis below. */
    String extent() {
        return epochs
                + (epochs == 1 ? " epoch" : " epochs")
                + (whole ? "" : " of the schedule; the length is in steps");
    }

    /** The axis at the side. */
    String top() {
        return (factor ? "γ × " : "γ ") + shown(max());
    }

    private static String shown(double rate) {
        return Numbers.text(rate == 0 ? 0 : Double.parseDouble(String.format(java.util.Locale.ROOT, "%.3g", rate)));
    }
}
