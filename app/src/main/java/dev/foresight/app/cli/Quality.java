package dev.foresight.app.cli;

import dev.foresight.engine.spec.Metric;
import dev.foresight.engine.spec.Task;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The metric by which runs are ranked, as people read it. */
record Quality(Metric metric) {
    /** The split on which arms are compared. */
    static final String SPLIT = "validation";

    /** The metric by which runs of a task are judged. */
    static Quality of(Task task) {
        return new Quality(Metric.judging(task));
    }

    /**
     * The metric with this word.
     *
     * @param word as the option {@code --metric} has it; null where it was not given
     * @return null for null: each task then has its own
     * @throws CommandException when there is no such metric
     */
    static @Nullable Quality named(@Nullable String word) {
        if (word == null) {
            return null;
        }
        return Metric.find(word)
                .map(Quality::new)
                .orElseThrow(() -> new CommandException(
                        ExitCode.USAGE, "--metric " + word + ": no such metric; known are " + words()));
    }

    private static String words() {
        return Arrays.stream(Metric.values()).map(Metric::id).collect(Collectors.joining(", "));
    }

    boolean better(double value, double than) {
        return metric.better(value, than);
    }

    /** The metric with its unit and its direction. */
    String title() {
        return metric.title() + (metric.fraction() ? " in percent" : metric == Metric.LOSS ? " in nats" : "") + ", "
                + (metric.higherIsBetter() ? "higher" : "lower") + " is better";
    }

    String shown(double value) {
        if (metric.fraction()) {
            return String.format(Locale.ROOT, "%.2f", 100 * value);
        }
        // A perplexity is in the hundreds, the others near 1.
        return String.format(Locale.ROOT, metric == Metric.PERPLEXITY ? "%.2f" : "%.4f", value);
    }

    /** A difference, with its sign; of accuracies in percentage points. */
    String difference(double value) {
        return (value < 0 ? "" : "+") + shown(value);
    }
}
