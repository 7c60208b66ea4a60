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
import java.util.stream.Collectors;

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
        /** By evaluations of the validation part: {@code evaluations.csv}. */
        VALIDATION,
        /** At each step: {@code steps.csv}. */
        TRAINING,
        /** By probes of the prediction, of all layers together: {@code layers.csv}. */
        PREDICTION,
        /** Of the same samples, what knows no horizon. */
        WEIGHTS,
        /** Seconds a step between two reports: {@code ledger.csv}. */
        COST,
        /** Megabytes (of 1,000,000 bytes) at a report: {@code ledger.csv}. */
        MEMORY;

        /** Its word on the command line. */
        public String id() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public static final Plotted TRAINING_LOSS = new Plotted(Part.TRAINING, "loss", 0);

    /** All phases of a step together, without evaluations and checkpoints. */
    static final String WHOLE_STEP = "step";

    /** @param unit as people read it; empty where there is none */
    private record Words(Part part, String name, String title, String unit) {}

    private static final List<Words> KNOWN = known();

    private static List<Words> known() {
        List<Words> all = new ArrayList<>();
        for (Metric metric : Metric.values()) {
            String unit = switch (metric) {
                case LOSS -> "nats";
                case PERPLEXITY -> "per token";
                default -> metric.fraction() ? "%" : "";
            };
            all.add(new Words(Part.VALIDATION, metric.id(), "Validation " + metric.title(), unit));
        }
        all.add(new Words(Part.TRAINING, "loss", "Training loss", "nats"));
        all.add(new Words(Part.TRAINING, "learning_rate", "Learning rate", ""));
        all.add(new Words(Part.TRAINING, "gradient_norm", "Gradient norm", ""));
        all.add(new Words(Part.PREDICTION, "relative_error", "Relative prediction error", ""));
        all.add(new Words(Part.PREDICTION, "cosine", "Cosine of prediction", ""));
        all.add(new Words(Part.PREDICTION, "prediction_error", "Prediction error", "Euclidean norm"));
        all.add(new Words(Part.WEIGHTS, "update_ratio", "Update-to-weight ratio", ""));
        all.add(new Words(Part.WEIGHTS, "effective_step", "Effective step", ""));
        all.add(new Words(Part.WEIGHTS, "weight_norm", "Weight norm", ""));
        all.add(new Words(Part.COST, WHOLE_STEP, "Time of a step", "s"));
        all.add(new Words(Part.COST, "forward_backward", "Time of forward and backward", "s"));
        all.add(new Words(Part.COST, "update", "Time of update", "s"));
        all.add(new Words(Part.COST, "predict", "Time of separate predictions", "s"));
        all.add(new Words(Part.COST, "data", "Time waiting for data", "s"));
        all.add(new Words(Part.COST, "diagnostics", "Time of diagnostics", "s"));
        all.add(new Words(Part.COST, "logging", "Time of logging", "s"));
        all.add(new Words(Part.MEMORY, "resident", "Resident memory", "MB"));
        all.add(new Words(Part.MEMORY, "heap", "Java heap in use", "MB"));
        all.add(new Words(Part.MEMORY, "native", "Native memory of the network", "MB"));
        return List.copyOf(all);
    }

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
        for (Words words : KNOWN) {
            switch (words.part) {
                case VALIDATION -> {}
                case PREDICTION ->
                    new TreeSet<>(horizons).forEach(h -> all.add(new Plotted(words.part, words.name, h)));
                case TRAINING, WEIGHTS, COST, MEMORY -> all.add(new Plotted(words.part, words.name, 0));
            }
        }
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
        boolean predicted = id.startsWith(Part.PREDICTION.id() + "/");
        int last = predicted ? id.lastIndexOf('/') : id.length();
        String horizon = predicted ? id.substring(last + 1) : "0";
        return KNOWN.stream()
                .filter(words -> id.substring(0, last).equals(words.part.id() + "/" + words.name))
                .filter(words -> horizon.matches(predicted ? "[1-9]\\d{0,5}" : "0"))
                .findFirst()
                .map(words -> new Plotted(words.part, words.name, Integer.parseInt(horizon)))
                .orElseThrow(() -> new IllegalArgumentException("found " + id + "; allowed are " + allowed()
                        + "; of prediction with a horizon behind it, as in prediction/cosine/1"));
    }

    private static String allowed() {
        return Arrays.stream(Part.values())
                .map(part -> part.id() + "/"
                        + KNOWN.stream()
                                .filter(words -> words.part == part)
                                .map(Words::name)
                                .collect(Collectors.joining("|")))
                .collect(Collectors.joining(", "));
    }

    private Words words() {
        return KNOWN.stream()
                .filter(words -> words.part == part && words.name.equals(name))
                .findFirst()
                .orElse(new Words(part, name, name.replace('_', ' '), ""));
    }

    /** Its name on a screen, without its unit. */
    public String title() {
        return words().title + (part == Part.PREDICTION ? ", s = " + horizon : "");
    }

    /** Its unit, for where the title stands apart, such as {@code in MB}; empty where it has none. */
    public String unit() {
        String unit = words().unit;
        return unit.isEmpty() || unit.indexOf(' ') > 0 ? unit : "in " + unit;
    }

    /** The vertical axis. */
    public AxisStyle axis(Scale scale) {
        if (part == Part.VALIDATION || equals(TRAINING_LOSS)) {
            return AxisStyle.metric(part.id(), name).with(scale);
        }
        String unit = words().unit;
        return new AxisStyle(title() + (unit.isEmpty() ? "" : " (" + unit + ")"), NumberStyle.PLAIN, scale);
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
