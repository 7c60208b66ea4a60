package dev.foresight.app.compare;

import dev.foresight.engine.stats.Summary;
import dev.foresight.plots.table.ArmSummary;
import dev.foresight.plots.table.Comparison;
import dev.foresight.plots.table.MetricWords;
import dev.foresight.plots.table.Signature;
import java.util.List;
import java.util.Locale;

/**
 * The numbers of an arm, as they stand in the table; what is not known is empty.
 *
 * @param n seeds with a value
 * @param mean of the measure
 * @param reference the arm it is compared with
 * @param difference mean over pairs with the half width of its 95 % interval
 * @param pairs seeds in which both have a value
 * @param t probability by the paired t-test
 * @param holm the same by Holm over the arms compared
 * @param ranks probability by the signed-rank test
 * @param effect d_z
 * @param signatures in which ways the arm failed, by name
 */
public record StatisticsRow(
        String arm,
        String color,
        String n,
        String mean,
        String reference,
        String difference,
        String pairs,
        String t,
        String holm,
        String ranks,
        String effect,
        String signatures) {
    static List<StatisticsRow> of(Comparison comparison) {
        MetricWords metric = new MetricWords(comparison.metric());
        return comparison.arms().stream()
                .map(arm -> of(arm, comparison, metric))
                .toList();
    }

    static String title(Comparison comparison) {
        return "validation " + new MetricWords(comparison.metric()).title() + ", "
                + comparison.measure().words() + " value";
    }

    private static StatisticsRow of(ArmSummary arm, Comparison comparison, MetricWords metric) {
        boolean tested = arm.pairs() > 0;
        int n = arm.values().size();
        return new StatisticsRow(
                arm.arm(),
                arm.spec().color(),
                Integer.toString(n),
                n == 0 ? "" : metric.shown(arm.measured().mean()),
                arm.baseline()
                        ? "baseline"
                        : tested || arm.reference().isPresent()
                                ? arm.reference().orElse("")
                                : comparison.isReference(arm) ? "reference" : "",
                tested ? difference(arm.test().difference(), metric) : "",
                tested ? Integer.toString(arm.pairs()) : "",
                tested ? probability(arm.test().t()) : "",
                tested ? probability(arm.holmT()) : "",
                tested ? probability(arm.test().wilcoxon()) : "",
                tested ? number("%+.2f", arm.test().effect()) : "",
                Signature.titles(Signature.of(comparison, arm)));
    }

    private static String difference(Summary difference, MetricWords metric) {
        return metric.difference(difference.mean())
                + (Double.isNaN(difference.margin()) ? "" : " ± " + metric.shown(difference.margin()));
    }

    private static String probability(double p) {
        return p < 1e-4 ? "< 0.0001" : number("%.4f", p);
    }

    private static String number(String form, double value) {
        return Double.isNaN(value) ? "" : String.format(Locale.ROOT, form, value);
    }
}
