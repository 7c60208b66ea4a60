package dev.foresight.plots.table;

import dev.foresight.engine.spec.Metric;
import java.util.Locale;

/** A metric's values as people read them: accuracies in percent, with the digits that are usual. */
public record MetricWords(Metric metric) {
    /** The metric with its unit and its direction. */
    public String title() {
        return metric.title() + (metric.fraction() ? " in percent" : metric == Metric.LOSS ? " in nats" : "") + ", "
                + (metric.higherIsBetter() ? "higher" : "lower") + " is better";
    }

    public String shown(double value) {
        if (metric.fraction()) {
            return String.format(Locale.ROOT, "%.2f", 100 * value);
        }
        // A perplexity is in the hundreds, the others near 1.
        return String.format(Locale.ROOT, metric == Metric.PERPLEXITY ? "%.2f" : "%.4f", value);
    }

    /** A difference, with its sign; of accuracies in percentage points. */
    public String difference(double value) {
        return (value < 0 ? "" : "+") + shown(value);
    }
}
