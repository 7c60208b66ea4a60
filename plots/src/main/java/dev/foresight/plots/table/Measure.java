package dev.foresight.plots.table;

import java.util.Locale;
import java.util.Optional;

/** Which of the values that a run measured in training is the one it is compared by. */
public sealed interface Measure {
    /** The value at the end of the training that the spec asks for. */
    record Final() implements Measure {}

    /** The best value of the whole training. */
    record Best() implements Measure {}

    /** The value after this many epochs, where it was evaluated there. */
    record AtEpoch(double epoch) implements Measure {}

    /** The value after this many steps, where it was evaluated there. */
    record AtStep(long step) implements Measure {}

    /** The value of the last evaluation not later than this many seconds of training. */
    record AtSeconds(double seconds) implements Measure {}

    /** {@link AtSeconds} at the shortest time that any finished run of the compared arms took. */
    record EqualSeconds() implements Measure {}

    Measure FINAL = new Final();

    /** What {@link #parse} takes. */
    String ALLOWED = "final, best, epoch=E, step=N, seconds=T, or seconds for the time of the fastest run";

    /** The measure with this word, as a command line has it; empty where there is none. */
    static Optional<Measure> parse(String word) {
        int equals = word.indexOf('=');
        String name = equals < 0 ? word : word.substring(0, equals);
        String value = equals < 0 ? "" : word.substring(equals + 1);
        try {
            return switch (name + (equals < 0 ? "" : "=")) {
                case "final" -> Optional.of(FINAL);
                case "best" -> Optional.of(new Best());
                case "seconds" -> Optional.of(new EqualSeconds());
                case "epoch=" ->
                    Optional.of(Double.parseDouble(value))
                            .filter(Measure::isPositive)
                            .map(AtEpoch::new);
                case "step=" ->
                    Optional.of(Long.parseLong(value)).filter(step -> step > 0).map(AtStep::new);
                case "seconds=" ->
                    Optional.of(Double.parseDouble(value))
                            .filter(Measure::isPositive)
                            .map(AtSeconds::new);
                default -> Optional.empty();
            };
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    private static boolean isPositive(double value) {
        return value > 0 && Double.isFinite(value);
    }

    /** As it stands before the metric's name, such as "final". */
    default String words() {
        return switch (this) {
            case Final last -> "final";
            case Best best -> "best";
            case AtEpoch at -> "at epoch " + shortest(at.epoch());
            case AtStep at -> "at step " + at.step();
            case AtSeconds at -> String.format(Locale.ROOT, "at %.4g s of training", at.seconds());
            case EqualSeconds equal -> "at equal seconds of training";
        };
    }

    private static String shortest(double value) {
        return value == Math.rint(value) ? Long.toString(Math.round(value)) : Double.toString(value);
    }
}
