package dev.foresight.app.cli;

import dev.foresight.engine.spec.Task;
import java.util.Locale;

/** The metric that ranks the runs of a task, and how people read it. */
enum Quality {
    ACCURACY("accuracy", true),
    PERPLEXITY("perplexity", false);

    /** The split on which arms are compared. */
    static final String SPLIT = "validation";

    private final String metric;
    private final boolean higherIsBetter;

    Quality(String metric, boolean higherIsBetter) {
        this.metric = metric;
        this.higherIsBetter = higherIsBetter;
    }

    static Quality of(Task task) {
        return switch (task) {
            case IMAGE_CLASSIFICATION -> ACCURACY;
            case LANGUAGE_MODEL -> PERPLEXITY;
        };
    }

    /** The word in evaluations.csv. */
    String metric() {
        return metric;
    }

    boolean better(double value, double than) {
        return higherIsBetter ? value > than : value < than;
    }

    /** The metric with its unit and its direction. */
    String title() {
        return switch (this) {
            case ACCURACY -> "accuracy in percent, higher is better";
            case PERPLEXITY -> "perplexity, lower is better";
        };
    }

    String shown(double value) {
        return switch (this) {
            case ACCURACY -> String.format(Locale.ROOT, "%.2f", 100 * value);
            case PERPLEXITY -> String.format(Locale.ROOT, "%.2f", value);
        };
    }

    /** A difference, with its sign; of accuracies in percentage points. */
    String difference(double value) {
        return (value < 0 ? "" : "+") + shown(value);
    }
}
