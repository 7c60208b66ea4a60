package dev.foresight.engine.stats;

import java.util.Locale;
import java.util.OptionalInt;
import java.util.function.DoubleFunction;

/** What a paired test says, in plain words and without more certainty than there is. */
public final class Verdict {
    private Verdict() {}

    /**
     * A clause such as "with 5 pairs no difference can be seen (...)"; empty without pairs.
     *
     * @param holmT the t-test's probability by {@link Holm} over all comparisons that are made
     * @param comparisons how many these are, at least 1
     */
    public static String words(PairedTest test, double holmT, int comparisons) {
        int n = test.pairs();
        if (n == 0) {
            return "";
        }
        if (n == 1) {
            return "one pair tells nothing of chance; a test needs at least 2, and is worth little below 5";
        }
        if (Double.isNaN(test.t())) {
            return "all " + n + " differences are the same, which leaves no spread to judge by";
        }
        boolean seen = holmT < Power.ALPHA;
        return "with " + n + " pairs " + (seen ? "a difference is seen" : "no difference can be seen") + " ("
                + numbers(test, holmT, comparisons) + ")" + (seen ? "" : "; " + needed(test));
    }

    /**
     * Says where an arm gained nothing, once all pairs are in: "no gain over AdamW: the 95 % interval [a, b] contains 0",
     * or "worse than AdamW: ...". Empty where it gained, or where fewer than two pairs allow no interval.
     *
     * @param seen whether the difference is seen after all corrections
     * @param reference the arm it is compared with
     * @param shown how a difference is written
     */
    public static String withoutGain(
            PairedTest test, boolean seen, boolean lowerIsBetter, String reference, DoubleFunction<String> shown) {
        double mean = test.difference().mean();
        double margin = test.difference().margin();
        if (Double.isNaN(margin)) {
            return "";
        }
        String interval = "the 95 % interval [" + shown.apply(mean - margin) + ", " + shown.apply(mean + margin) + "]";
        if (Math.abs(mean) <= margin) {
            return "no gain over " + reference + ": " + interval + " contains 0";
        }
        if (lowerIsBetter == mean > 0) {
            return "worse than " + reference + ": " + interval + " lies on the wrong side of 0";
        }
        return seen || Double.isNaN(test.t())
                ? ""
                : "no gain over " + reference + " that would outlast the correction for several comparisons: "
                        + interval + " by itself does not contain 0";
    }

    private static String numbers(PairedTest test, double holmT, int comparisons) {
        String correction = comparisons > 1 ? ", by Holm over " + comparisons + " comparisons p " + p(holmT) : "";
        String floor = test.leastWilcoxon() * comparisons > Power.ALPHA
                ? ", which cannot go below " + number("%.3g", test.leastWilcoxon() * comparisons)
                        + (comparisons > 1 ? " after Holm" : "") + " with so few"
                : "";
        return "paired t-test p " + p(test.t()) + correction + "; signed-rank test p " + p(test.wilcoxon()) + floor
                + "; effect d_z " + number("%.2f", test.effect());
    }

    private static String needed(PairedTest test) {
        OptionalInt pairs = Power.pairs(test.effect(), Power.ALPHA, Power.USUAL);
        return pairs.isPresent()
                ? "an effect of this size would take about " + pairs.getAsInt() + " pairs to be seen four times in five"
                : "an effect this small is out of reach";
    }

    private static String p(double probability) {
        return probability < 0.001 ? "< 0.001" : "= " + number("%.3f", probability);
    }

    private static String number(String form, double value) {
        return String.format(Locale.ROOT, form, value);
    }
}
