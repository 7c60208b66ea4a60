package dev.foresight.plots.style;

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
        String words = part + metric.replace('_', ' ');
        return switch (metric) {
            case "accuracy" -> new AxisStyle(words + " (%)", NumberStyle.PERCENT, Scale.LINEAR);
            case "loss" -> new AxisStyle(words + " (nats)", NumberStyle.PLAIN, Scale.LINEAR);
            case "perplexity" -> new AxisStyle(words + " per token", NumberStyle.PLAIN, Scale.LINEAR);
            default -> new AxisStyle(words, NumberStyle.PLAIN, Scale.LINEAR);
        };
    }

    public AxisStyle with(Scale other) {
        return new AxisStyle(title, numbers, other);
    }
}
