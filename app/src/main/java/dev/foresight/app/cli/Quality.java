package dev.foresight.app.cli;

import dev.foresight.engine.spec.Metric;
import dev.foresight.engine.spec.Task;
import dev.foresight.plots.table.MetricWords;
import java.util.Arrays;
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
        return new MetricWords(metric).title();
    }

    String shown(double value) {
        return new MetricWords(metric).shown(value);
    }

    /** A difference, with its sign; of accuracies in percentage points. */
    String difference(double value) {
        return new MetricWords(metric).difference(value);
    }
}
