package dev.foresight.engine.spec;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** What an evaluation measures. */
public enum Metric {
    /** Mean cross-entropy, in nats. */
    LOSS("loss", "loss", false),
    /** Fraction of the examples whose most probable class is the right one. */
    ACCURACY("accuracy", "accuracy", true),
    /** Fraction of the examples whose right class is among the five most probable. */
    TOP5_ACCURACY("top5_accuracy", "top-5 accuracy", true),
    /** exp of the mean cross-entropy. */
    PERPLEXITY("perplexity", "perplexity", false),
    /** Mean cross-entropy over ln 2. */
    BITS_PER_TOKEN("bits_per_token", "bits per token", false),
    /** Cross-entropies in bits over the characters that the predicted tokens stand for. */
    BITS_PER_CHARACTER("bits_per_character", "bits per character", false);

    private final String id;
    private final String title;
    private final boolean higherIsBetter;

    Metric(String id, String title, boolean higherIsBetter) {
        this.id = id;
        this.title = title;
        this.higherIsBetter = higherIsBetter;
    }

    /** The word in files. */
    public String id() {
        return id;
    }

    /** The words on a screen. */
    public String title() {
        return title;
    }

    public boolean higherIsBetter() {
        return higherIsBetter;
    }

    /** Whether it is a fraction of 1, which people read in percent. */
    public boolean fraction() {
        return this == ACCURACY || this == TOP5_ACCURACY;
    }

    /** Whether a value is better than another. */
    public boolean better(double value, double than) {
        return higherIsBetter ? value > than : value < than;
    }

    /** What can be measured in a task; the first is the one by which its runs are judged. */
    public static List<Metric> of(Task task) {
        return switch (task) {
            case IMAGE_CLASSIFICATION -> List.of(ACCURACY, TOP5_ACCURACY, LOSS);
            case LANGUAGE_MODEL -> List.of(PERPLEXITY, BITS_PER_TOKEN, BITS_PER_CHARACTER, LOSS);
        };
    }

    /** The one by which runs of a task are judged. */
    public static Metric judging(Task task) {
        return of(task).getFirst();
    }

    /** The metric with this word. */
    public static Optional<Metric> find(String id) {
        return Arrays.stream(values()).filter(metric -> metric.id.equals(id)).findFirst();
    }
}
