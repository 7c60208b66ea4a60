package dev.foresight.app.cli;

import dev.foresight.engine.stats.Summary;
import dev.foresight.engine.stats.Verdict;
import dev.foresight.plots.table.ArmSummary;
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
                    shown(quality, run.finalValue()),
                    shown(quality, run.bestValue()),
                    run.bestValue().isPresent() ? String.format(Locale.ROOT, "%.1f", run.bestEpoch()) : "-",
                    seconds(run.secondsPerStep()),
                    run.ending()));
        }
        for (ArmSummary arm : comparison.arms()) {
            rows.add(List.of(
                    arm.arm(),
                    "mean of " + arm.seeds().size(),
                    shown(quality, known(arm.finalMean())),
                    shown(quality, known(arm.bestMean())),
                    "",
                    seconds(known(arm.secondsPerStep())),
                    difference(comparison, arm)));
        }
        StringBuilder text = new StringBuilder();
        text.append(comparison.experiment())
                .append(": ")
                .append(Quality.SPLIT)
                .append(' ')
                .append(quality.title())
                .append('\n');
        table(rows, comparison.runs().size(), text);
        List<ArmSummary> compared =
                comparison.arms().stream().filter(arm -> arm.pairs() > 0).toList();
        for (ArmSummary arm : compared) {
            text.append(arm.arm())
                    .append(", final ")
                    .append(quality.title())
                    .append(": ")
                    .append(Verdict.words(arm.last(), arm.holmT(), compared.size()))
                    .append('\n');
        }
        comparison.runs().stream()
                .map(RunView::optimum)
                .filter(OptionalDouble::isPresent)
                .findFirst()
                .ifPresent(best -> text.append("best possible on this data: ")
                        .append(quality.shown(best.getAsDouble()))
                        .append('\n'));
        return text.toString();
    }

    private static String difference(Comparison comparison, ArmSummary arm) {
        if (arm.pairs() == 0) {
            return arm.baseline() ? "baseline" : "";
        }
        Quality quality = comparison.quality();
        Summary last = arm.last().difference();
        String interval =
                Double.isNaN(last.margin()) ? "" : " \u00b1 " + quality.shown(last.margin()) + " (95 % interval)";
        return "against " + comparison.baseline() + ": final " + quality.difference(last.mean()) + interval + ", best "
                + quality.difference(arm.bests().difference().mean()) + " (pairs: " + arm.pairs() + ")";
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
