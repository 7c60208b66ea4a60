package dev.foresight.plots.table;

import dev.foresight.engine.stats.Summary;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What an {@link Overhead} says, a sentence a line. */
public final class OverheadWords {
    private static final double MEGABYTE = 1e6;
    private static final double KILOBYTE = 1e3;

    private OverheadWords() {}

    /** The warnings first, then a few lines for each arm that has a reference. */
    public static List<String> of(Overhead overhead) {
        List<String> lines = new ArrayList<>();
        overhead.warnings().forEach(warning -> lines.add("warning: " + warning));
        for (Overhead.Arm arm : overhead.arms()) {
            lines.addAll(ofArm(arm));
        }
        return lines;
    }

    private static List<String> ofArm(Overhead.Arm arm) {
        List<String> lines = new ArrayList<>();
        arm.reference().ifPresent(reference -> lines.add(step(arm, reference)));
        if (arm.update().n() > 0) {
            lines.add(arm.name() + ": a pass of its update takes " + ratio(arm.updateRatio())
                    + " times as long as plain AdamW in place ("
                    + seconds(arm.update().mean()) + " and "
                    + seconds(arm.plain().mean()) + ", timed in turn after the run; n "
                    + arm.update().n() + ")"
                    + ofStep(arm));
        }
        if (arm.copies().n() > 0) {
            double copies = arm.copies().mean();
            lines.add(arm.name() + ": "
                    + (copies > 0
                            ? "keeps " + bytes(copies) + " of weights beside the network's"
                            : "keeps no extra copy of the weights")
                    + (arm.moments().mean() > 0 ? ", and " + bytes(arm.moments().mean()) + " of moments" : "")
                    + peak(arm));
        }
        return lines;
    }

    private static String step(Overhead.Arm arm, String reference) {
        if (arm.ratio().n() == 0) {
            return arm.name() + ": no seed in common with " + reference + ", so it is not compared";
        }
        return arm.name() + ": a step takes " + ratio(arm.ratio()) + " times as long as with " + reference + " ("
                + signed(arm.difference()) + " of " + seconds(arm.step().mean()) + "; pairs "
                + arm.ratio().n() + ")"
                + (arm.ratio().n() < 2 ? "; one pair tells nothing of chance" : verdict(arm.ratio()));
    }

    private static String verdict(Summary ratio) {
        return Math.abs(ratio.mean() - 1) <= ratio.margin() ? "; no difference can be told from chance" : "";
    }

    /** What the update takes more than plain AdamW, as a part of a step. */
    private static String ofStep(Overhead.Arm arm) {
        if (arm.step().n() == 0 || !(arm.step().mean() > 0)) {
            return "";
        }
        double part =
                100 * (arm.update().mean() - arm.plain().mean()) / arm.step().mean();
        return String.format(Locale.ROOT, "; the difference is %+.2g %% of a step", part);
    }

    private static String peak(Overhead.Arm arm) {
        if (arm.peak().n() == 0) {
            return "";
        }
        String difference = arm.peakDifference().n() == 0
                ? ""
                : " (" + (arm.peakDifference().mean() < 0 ? "" : "+")
                        + bytes(arm.peakDifference().mean())
                        + (Double.isNaN(arm.peakDifference().margin())
                                ? ""
                                : " \u00b1 " + bytes(arm.peakDifference().margin()))
                        + " beside " + arm.reference().orElse("") + ")";
        return "; at most " + bytes(arm.peak().mean()) + " resident" + difference;
    }

    private static String ratio(Summary ratio) {
        return String.format(Locale.ROOT, "%.3f", ratio.mean())
                + (Double.isNaN(ratio.margin())
                        ? ""
                        : String.format(Locale.ROOT, " \u00b1 %.3f (95 %% interval)", ratio.margin()));
    }

    private static String signed(Summary difference) {
        return (difference.mean() < 0 ? "" : "+")
                + seconds(difference.mean())
                + (Double.isNaN(difference.margin()) ? "" : " \u00b1 " + seconds(difference.margin()));
    }

    /** With the unit that leaves a readable number. */
    public static String seconds(double value) {
        double size = Math.abs(value);
        if (size >= 1) {
            return String.format(Locale.ROOT, "%.3f s", value);
        }
        return size >= 1e-3 || size == 0
                ? String.format(Locale.ROOT, "%.2f ms", 1e3 * value)
                : String.format(Locale.ROOT, "%.1f \u00b5s", 1e6 * value);
    }

    /** In MB of 1,000,000 bytes, or KB of 1,000. */
    public static String bytes(double value) {
        return Math.abs(value) >= MEGABYTE / 10
                ? String.format(Locale.ROOT, "%.1f MB", value / MEGABYTE)
                : String.format(Locale.ROOT, "%.1f KB", value / KILOBYTE);
    }
}
