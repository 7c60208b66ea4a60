package dev.foresight.app.cli;

import dev.foresight.engine.stats.Summary;
import dev.foresight.plots.table.Overhead;
import dev.foresight.plots.table.OverheadWords;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.DoubleFunction;

/** What runs cost, as a table for people: a row for each part, a column for each arm. */
final class OverheadText {
    private OverheadText() {}

    static String of(Overhead overhead) {
        List<List<String>> rows = new ArrayList<>();
        List<Overhead.Arm> arms = overhead.arms();
        row(rows, "mean over seeds", arms, Overhead.Arm::name);
        row(rows, "seeds", arms, arm -> Integer.toString(arm.step().n()));
        row(rows, "step", arms, arm -> shown(arm.step(), OverheadWords::seconds));
        for (String phase : Overhead.PHASES) {
            row(rows, "  " + phase, arms, arm -> shown(arm.phase(phase), OverheadWords::seconds));
        }
        row(rows, "step, difference", arms, arm -> shown(arm.difference(), OverheadWords::seconds));
        for (String phase : Overhead.PHASES) {
            row(rows, "  " + phase, arms, arm -> shown(arm.phaseDifference(phase), OverheadWords::seconds));
        }
        row(rows, "step, ratio", arms, arm -> shown(arm.ratio(), OverheadText::ratio));
        row(rows, "update alone", arms, arm -> shown(arm.update(), OverheadWords::seconds));
        row(rows, "plain AdamW alone", arms, arm -> shown(arm.plain(), OverheadWords::seconds));
        row(rows, "  ratio", arms, arm -> shown(arm.updateRatio(), OverheadText::ratio));
        row(rows, "memory, peak", arms, arm -> shown(arm.peak(), OverheadWords::bytes));
        row(rows, "  difference", arms, arm -> shown(arm.peakDifference(), OverheadWords::bytes));
        row(rows, "  extra copies", arms, arm -> mean(arm.copies(), OverheadWords::bytes));
        row(rows, "  moments", arms, arm -> mean(arm.moments(), OverheadWords::bytes));
        for (String phase : Overhead.SHARES) {
            row(rows, "share of " + phase, arms, arm -> shown(arm.share(phase), OverheadText::percent));
        }
        StringBuilder text = new StringBuilder(overhead.experiment()).append('\n');
        TextTable.append(rows, text);
        OverheadWords.of(overhead).forEach(line -> text.append(line).append('\n'));
        return text.toString();
    }

    /** What is asked of an arm for a row. */
    private interface Cell {
        String of(Overhead.Arm arm);
    }

    private static void row(List<List<String>> rows, String title, List<Overhead.Arm> arms, Cell cell) {
        List<String> row = new ArrayList<>(List.of(title));
        arms.forEach(arm -> row.add(cell.of(arm)));
        rows.add(row);
    }

    private static String shown(Summary summary, DoubleFunction<String> form) {
        return mean(summary, form) + (Double.isNaN(summary.margin()) ? "" : " \u00b1 " + form.apply(summary.margin()));
    }

    private static String mean(Summary summary, DoubleFunction<String> form) {
        return summary.n() == 0 ? "-" : form.apply(summary.mean());
    }

    private static String ratio(double value) {
        return String.format(Locale.ROOT, "%.3f", value);
    }

    private static String percent(double value) {
        return String.format(Locale.ROOT, "%.2f %%", 100 * value);
    }
}
