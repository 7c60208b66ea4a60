package dev.foresight.plots.style;

import dev.foresight.engine.spec.Metric;
import java.util.Optional;

/**
 * What an axis measures.
 *
 * @param title with the unit where there is one, such as "Training time (s)"; empty for none
 * @param numbers how its numbers are written
 * @param scale how values are spread
 */
public record AxisStyle(String title, NumberStyle numbers, Scale scale) {
    public static final AxisStyle STEPS = new AxisStyle("Step", NumberStyle.PLAIN, Scale.LINEAR);
    public static final AxisStyle EPOCHS = new AxisStyle("Epoch", NumberStyle.PLAIN, Scale.LINEAR);
    public static final AxisStyle SECONDS = new AxisStyle("Training time (s)", NumberStyle.PLAIN, Scale.LINEAR);

    /** The vertical axis of a metric of a part of the data, such as accuracy of validation. */
    public static AxisStyle metric(String split, String metric) {
        String part = split.isEmpty() ? "" : Character.toUpperCase(split.charAt(0)) + split.substring(1) + " ";
        Optional<Metric> known = Metric.find(metric);
        String words = part + known.map(Metric::title).orElse(metric.replace('_', ' '));
        if (known.filter(Metric::fraction).isPresent()) {
            return new AxisStyle(words + " (%)", NumberStyle.PERCENT, Scale.LINEAR);
        }
        return new AxisStyle(
                words
                        + switch (metric) {
                            case "loss" -> " (nats)";
                            case "perplexity" -> " per token";
                            default -> "";
                        },
                NumberStyle.PLAIN,
                Scale.LINEAR);
    }

    public AxisStyle with(Scale other) {
        return new AxisStyle(title, numbers, other);
    }
}
