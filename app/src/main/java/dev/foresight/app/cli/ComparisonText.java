package dev.foresight.app.cli;

import dev.foresight.engine.run.RunStatus;
import dev.foresight.engine.stats.Summary;
import dev.foresight.plots.table.ArmSummary;
import dev.foresight.plots.table.ComparisonWords;
import dev.foresight.plots.table.Measure;
import dev.foresight.plots.table.Signature;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

/** A comparison as a table for people. */
final class ComparisonText {
    private static final List<String> HEADER = List.of("arm", "seed", "final", "best", "at epoch", "s/step", "");

    private ComparisonText() {}

    static String of(Comparison comparison) {
        Quality quality = comparison.quality();
        List<List<String>> rows = new ArrayList<>();
        rows.add(HEADER);
        for (RunView run : comparison.runs()) {
            rows.add(List.of(
                    run.spec().arm().name(),
                    Long.toString(run.spec().seed()),
                    // What it last measured before it diverged is not where training ends.
                    shown(quality, run.status() == RunStatus.DIVERGED ? OptionalDouble.empty() : run.finalValue()),
                    shown(quality, run.bestValue()),
                    run.bestValue().isPresent() ? String.format(Locale.ROOT, "%.1f", run.bestEpoch()) : "-",
                    seconds(run.secondsPerStep()),
                    run.ending()));
        }
        for (ArmSummary arm : comparison.arms()) {
            rows.add(List.of(
                    arm.arm(),
                    "mean of " + arm.finals().n(),
                    shown(quality, known(arm.finals().mean())),
                    shown(quality, known(arm.bests().mean())),
                    "",
                    seconds(known(arm.secondsPerStep())),
                    outcome(comparison, arm) + signatures(comparison, arm)));
        }
        StringBuilder text = new StringBuilder();
        text.append(comparison.experiment())
                .append(": ")
                .append(Quality.SPLIT)
                .append(' ')
                .append(quality.title())
                .append('\n');
        table(rows, comparison.runs().size(), text);
        ComparisonWords.of(comparison.result())
                .forEach(line -> text.append(line).append('\n'));
        comparison.runs().stream()
                .map(RunView::optimum)
                .filter(OptionalDouble::isPresent)
                .findFirst()
                .ifPresent(best -> text.append("best possible on this data: ")
                        .append(quality.shown(best.getAsDouble()))
                        .append('\n'));
        return text.toString();
    }

    /** What the arm came to by the measure, where that has no column, and how far from its reference. */
    private static String outcome(Comparison comparison, ArmSummary arm) {
        Measure measure = comparison.result().measure();
        boolean column = measure instanceof Measure.Final || measure instanceof Measure.Best;
        String own = column
                ? ""
                : measure.words() + ": "
                        + shown(comparison.quality(), known(arm.measured().mean())) + " (n "
                        + arm.values().size() + "); ";
        return own + difference(comparison, arm);
    }

    private static String difference(Comparison comparison, ArmSummary arm) {
        if (arm.pairs() == 0) {
            return arm.baseline() ? "baseline" : comparison.result().isReference(arm) ? "reference" : "";
        }
        Quality quality = comparison.quality();
        Measure measure = comparison.result().measure();
        Summary difference = arm.test().difference();
        String interval = Double.isNaN(difference.margin())
                ? ""
                : " \u00b1 " + quality.shown(difference.margin()) + " (95 % interval)";
        String other = switch (measure) {
            case Measure.Final last ->
                ", best " + quality.difference(arm.best().difference().mean());
            case Measure.Best best ->
                ", final " + quality.difference(arm.last().difference().mean());
            default -> "";
        };
        return "against " + arm.reference().orElseThrow() + ": " + measure.words() + " "
                + quality.difference(difference.mean()) + interval + other + " (pairs: " + arm.pairs() + ")";
    }

    /** What failed, by name; the words below the table say more. */
    private static String signatures(Comparison comparison, ArmSummary arm) {
        String titles = Signature.titles(Signature.of(comparison.result(), arm));
        return titles.isEmpty() ? "" : " [" + titles + "]";
    }

    private static OptionalDouble known(double value) {
        return Double.isNaN(value) ? OptionalDouble.empty() : OptionalDouble.of(value);
    }

    private static String shown(Quality quality, OptionalDouble value) {
        return value.isPresent() ? quality.shown(value.getAsDouble()) : "-";
    }

    private static String seconds(OptionalDouble value) {
        return value.isPresent() ? String.format(Locale.ROOT, "%.4f", value.getAsDouble()) : "-";
    }

    /** First and last column to the left, numbers to the right; a line under the header and above the means. */
    private static void table(List<List<String>> rows, int runs, StringBuilder text) {
        int columns = HEADER.size();
        int[] width = new int[columns];
        for (List<String> row : rows) {
            for (int i = 0; i < columns - 1; i++) {
                width[i] = Math.max(width[i], row.get(i).length());
            }
        }
        int line = 2 * (columns - 2);
        for (int one : width) {
            line += one;
        }
        for (int r = 0; r < rows.size(); r++) {
            if (r == 1 || r == runs + 1) {
                text.append("-".repeat(line)).append('\n');
            }
            StringBuilder out = new StringBuilder();
            for (int i = 0; i < columns; i++) {
                String cell = rows.get(r).get(i);
                String pad = " ".repeat(Math.max(0, width[i] - cell.length()));
                out.append(i == 0 ? cell + pad : i == columns - 1 ? "  " + cell : "  " + pad + cell);
            }
            text.append(out.toString().stripTrailing()).append('\n');
        }
    }
}
