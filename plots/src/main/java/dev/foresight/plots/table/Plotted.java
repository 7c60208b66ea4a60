package dev.foresight.plots.table;

import dev.foresight.engine.spec.Metric;
import dev.foresight.engine.spec.Task;
import dev.foresight.plots.style.AxisStyle;
import dev.foresight.plots.style.NumberStyle;
import dev.foresight.plots.style.ReferenceLine;
import dev.foresight.plots.style.Scale;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeSet;

/**
 * Something of a run that a curve can show.
 *
 * @param part which file it is in
 * @param name its word in that file
 * @param horizon of a prediction's quantity; else 0
 */
public record Plotted(Part part, String name, int horizon) {
    /** Where it is measured. */
    public enum Part {
        /** At each step: {@code steps.csv}. */
        TRAINING,
        /** By evaluations of the validation part: {@code evaluations.csv}. */
        VALIDATION,
        /** By probes of the prediction, of all layers together: {@code layers.csv}. */
        PREDICTION,
        /** Seconds a step between two reports: {@code ledger.csv}. */
        COST;

        /** Its word on the command line. */
        public String id() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public static final Plotted TRAINING_LOSS = new Plotted(Part.TRAINING, "loss", 0);

    /** All phases of a step together, without evaluations and checkpoints. */
    static final String WHOLE_STEP = "step";

    private static final List<String> AT_STEPS = List.of("loss", "learning_rate", "gradient_norm");
    private static final List<String> OF_PREDICTIONS = List.of("relative_error", "cosine", "prediction_error");
    private static final List<String> OF_COSTS = List.of(WHOLE_STEP, "forward_backward", "update", "data", "logging");

    /** A metric of the validation part. */
    public static Plotted validation(Metric metric) {
        return new Plotted(Part.VALIDATION, metric.id(), 0);
    }

    /**
     * All that runs of a task can show.
     *
     * @param horizons for which their predictions are probed
     */
    public static List<Plotted> of(Task task, Collection<Integer> horizons) {
        List<Plotted> all = new ArrayList<>();
        Metric.of(task).forEach(metric -> all.add(validation(metric)));
        AT_STEPS.forEach(name -> all.add(new Plotted(Part.TRAINING, name, 0)));
        for (String name : OF_PREDICTIONS) {
            new TreeSet<>(horizons).forEach(horizon -> all.add(new Plotted(Part.PREDICTION, name, horizon)));
        }
        OF_COSTS.forEach(name -> all.add(new Plotted(Part.COST, name, 0)));
        return List.copyOf(all);
    }

    /** {@code validation/accuracy}, {@code prediction/relative_error/2}. */
    public String id() {
        return part.id() + "/" + name + (part == Part.PREDICTION ? "/" + horizon : "");
    }

    /**
     * The quantity with this id.
     *
     * @throws IllegalArgumentException with what was found and what is allowed
     */
    public static Plotted parse(String id) {
        String[] words = id.split("/", -1);
        return Arrays.stream(Part.values())
                .filter(part -> part.id().equals(words[0]))
                .flatMap(part -> parse(part, words).stream())
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "found " + id + "; allowed are " + allowed(Part.VALIDATION, metrics()) + ", "
                                + allowed(Part.TRAINING, AT_STEPS) + ", " + allowed(Part.PREDICTION, OF_PREDICTIONS)
                                + " with a horizon behind them as in prediction/cosine/1, and "
                                + allowed(Part.COST, OF_COSTS)));
    }

    private static Optional<Plotted> parse(Part part, String[] words) {
        boolean predicted = part == Part.PREDICTION;
        boolean known = words.length == (predicted ? 3 : 2) && names(part).contains(words[1]);
        if (!known || predicted && !words[2].matches("[1-9]\\d{0,5}")) {
            return Optional.empty();
        }
        return Optional.of(new Plotted(part, words[1], predicted ? Integer.parseInt(words[2]) : 0));
    }

    private static List<String> names(Part part) {
        return switch (part) {
            case TRAINING -> AT_STEPS;
            case VALIDATION -> metrics();
            case PREDICTION -> OF_PREDICTIONS;
            case COST -> OF_COSTS;
        };
    }

    private static List<String> metrics() {
        return Arrays.stream(Metric.values()).map(Metric::id).toList();
    }

    private static String allowed(Part part, List<String> names) {
        return part.id() + "/" + String.join("|", names);
    }

    /** Its name on a screen, without its unit. */
    public String title() {
        return switch (part) {
            case TRAINING ->
                switch (name) {
                    case "loss" -> "Training loss";
                    case "learning_rate" -> "Learning rate";
                    default -> "Gradient norm";
                };
            case VALIDATION ->
                "Validation " + Metric.find(name).map(Metric::title).orElse(name);
            case PREDICTION ->
                switch (name) {
                            case "relative_error" -> "Relative prediction error";
                            case "cosine" -> "Cosine of prediction";
                            default -> "Prediction error";
                        }
                        + ", s = "
                        + horizon;
            case COST ->
                switch (name) {
                    case WHOLE_STEP -> "Time of a step";
                    case "forward_backward" -> "Time of forward and backward";
                    case "update" -> "Time of update";
                    case "data" -> "Time waiting for data";
                    default -> "Time of logging";
                };
        };
    }

    /** Its unit, for where the title stands apart; empty where it has none. */
    public String unit() {
        return switch (part) {
            case TRAINING -> name.equals("loss") ? "in nats" : "";
            case VALIDATION ->
                Metric.find(name).filter(Metric::fraction).isPresent()
                        ? "in %"
                        : switch (name) {
                            case "loss" -> "in nats";
                            case "perplexity" -> "per token";
                            default -> "";
                        };
            case PREDICTION -> name.equals("prediction_error") ? "Euclidean norm" : "";
            case COST -> "in s";
        };
    }

    /** The vertical axis. */
    public AxisStyle axis(Scale scale) {
        AxisStyle style = switch (part) {
            case TRAINING -> name.equals("loss") ? AxisStyle.metric("training", name) : plain(title());
            case VALIDATION -> AxisStyle.metric("validation", name);
            case PREDICTION -> plain(title());
            case COST -> plain(title() + " (s)");
        };
        return style.with(scale);
    }

    private static AxisStyle plain(String title) {
        return new AxisStyle(title, NumberStyle.PLAIN, Scale.LINEAR);
    }

    /** Whether it is measured at each step, and so too noisy to compare by eye without a moving average. */
    public boolean noisy() {
        return part == Part.TRAINING && !name.equals("learning_rate");
    }

    /** The value at which a prediction is worth nothing; empty where there is none. */
    public Optional<ReferenceLine> worthless() {
        return switch (name) {
            case "relative_error" -> Optional.of(new ReferenceLine("no prediction", 1));
            case "cosine" -> Optional.of(new ReferenceLine("unrelated", 0));
            default -> Optional.empty();
        };
    }
}
