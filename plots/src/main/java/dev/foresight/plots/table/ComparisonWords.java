package dev.foresight.plots.table;

import dev.foresight.engine.stats.Censored;
import dev.foresight.engine.stats.PairedTest;
import dev.foresight.engine.stats.Summary;
import dev.foresight.engine.stats.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.DoubleFunction;
import java.util.stream.Collectors;

/** What a comparison says, a sentence a line; the table above them has the numbers. */
public final class ComparisonWords {
    private static final String INDENT = "  ";

    private final Comparison comparison;
    private final MetricWords quality;

    private ComparisonWords(Comparison comparison) {
        this.comparison = comparison;
        this.quality = new MetricWords(comparison.metric());
    }

    public static List<String> of(Comparison comparison) {
        return new ComparisonWords(comparison).lines();
    }

    private List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add(comparison.seeds().words());
        lines.addAll(halved());
        for (ArmSummary arm : comparison.arms()) {
            lines.addAll(ofArm(arm));
        }
        lines.addAll(toTarget());
        lines.addAll(reported());
        for (Tuned tuned : comparison.tuned()) {
            lines.add("both tuned, " + comparison.measure().words() + " value: "
                    + tuned.words(quality::difference, quality::shown));
        }
        for (HorizonChoice choice : comparison.horizons()) {
            lines.add("recommended horizon of " + ofHorizon(choice));
        }
        return lines;
    }

    /** A choice with all that qualifies it. */
    public static String ofHorizon(HorizonChoice choice) {
        return choice.subject()
                + (choice.experiments() > 1 ? " over " + choice.experiments() + " experiments, by mean rank" : "")
                + ": " + choice.words() + ", by " + choice.seeds() + " seeds; " + choice.sharesInWords()
                + (choice.leftOut().isEmpty()
                        ? ""
                        : "; left out, for seeds that diverged, are too few or were stopped early: "
                                + String.join(", ", choice.leftOut()));
    }

    /** What is not to be read from the tests of arms that were chosen while they trained. */
    private List<String> halved() {
        List<ArmSummary> held = comparison.heldBack();
        return held.isEmpty()
                ? List.of()
                : List.of(held.size() + " of " + comparison.arms().size()
                        + " arms were stopped early by halving, by validation values of these same seeds. The others were"
                        + " chosen for doing well, hence are optimistic; those that were stopped count in the"
                        + " correction. Confirm with new seeds and without halving");
    }

    private List<String> ofArm(ArmSummary arm) {
        List<String> lines = new ArrayList<>();
        String name = arm.arm() + ", " + comparison.measure().words() + " " + quality.title();
        String reference = arm.reference().orElse("");
        if (arm.pairs() > 0) {
            int comparisons = comparison.comparisons();
            lines.add(name + ", against " + reference + ": " + Verdict.words(arm.test(), arm.holmT(), comparisons));
            Signature.gain(comparison, arm).ifPresent(without -> lines.add(INDENT + without.words()));
        } else if (arm.reference().isPresent()) {
            lines.add(name + ": "
                    + (arm.seeds().held().isEmpty()
                            ? "no seed in common with " + reference + ", so it is not compared"
                            : "stopped early, not compared with " + reference));
        } else if (!arm.seeds().words().isEmpty()) {
            lines.add(name);
        }
        arm.seeds().words().forEach(words -> lines.add(INDENT + words));
        return lines;
    }

    private List<String> toTarget() {
        if (Double.isNaN(comparison.target())) {
            return List.of();
        }
        List<String> lines = new ArrayList<>();
        for (ArmSummary arm : comparison.arms()) {
            Censored steps = arm.toTarget().steps();
            if (steps.n() > 0) {
                lines.add(INDENT + arm.arm() + ": " + steps.reached() + " of " + steps.n() + " reach it, median "
                        + time(steps.median(), "%.0f", " steps") + ", "
                        + time(arm.toTarget().seconds().median(), "%.4g", " s") + againstReference(arm));
            }
        }
        if (!lines.isEmpty()) {
            lines.addFirst("steps and seconds of training to a validation "
                    + comparison.metric().title() + " of " + quality.shown(comparison.target())
                    + ", to within an evaluation:");
        }
        return lines;
    }

    private static String againstReference(ArmSummary arm) {
        PairedTest steps = arm.toTarget().stepDifference();
        PairedTest seconds = arm.toTarget().secondDifference();
        if (arm.reference().isEmpty()) {
            return "";
        }
        return steps.pairs() == 0
                ? "; no pair in which both reach it"
                : "; against " + arm.reference().get() + " "
                        + difference(steps.difference(), value -> format("%+.1f", value)) + " steps, "
                        + difference(seconds.difference(), value -> format("%+.3g", value))
                        + " s (pairs in which both reach it: "
                        + steps.pairs() + ")";
    }

    private static String difference(Summary difference, DoubleFunction<String> shown) {
        return shown.apply(difference.mean())
                + (Double.isNaN(difference.margin())
                        ? ""
                        : " \u00b1 " + shown.apply(difference.margin()).substring(1));
    }

    private static String time(double value, String form, String unit) {
        return Double.isInfinite(value) ? "never" : format(form, value) + unit;
    }

    private List<String> reported() {
        String values = comparison.arms().stream()
                .filter(arm -> arm.reported().n() > 0)
                .map(arm -> arm.arm() + " " + quality.shown(arm.reported().mean()) + " (n "
                        + arm.reported().n() + ")")
                .collect(Collectors.joining(", "));
        return values.isEmpty()
                ? List.of()
                : List.of("test part at the end, reported only, never to choose by: " + values);
    }

    private static String format(String form, double value) {
        return String.format(Locale.ROOT, form, value);
    }
}
