package dev.foresight.plots.table;

import dev.foresight.engine.stats.PairedTest;
import java.util.List;

/**
 * What the runs of one arm came to. Numbers that are not known are NaN.
 *
 * @param experiment the experiment's name
 * @param arm the arm's name
 * @param baseline whether the others of its experiment are compared with this arm
 * @param horizon s
 * @param seeds seeds that have measured the metric
 * @param finalMean mean over seeds of the last value
 * @param bestMean mean over seeds of each run's best value
 * @param finalDeviation sample standard deviation of the last values; NaN below 2 seeds
 * @param last of last value minus the baseline's last value, over the seeds that both have; without pairs for the baseline
 * @param bests as {@code last}, of best values
 * @param holmT the t-test's probability for last values by Holm over the arms of the experiment; NaN where t is
 * @param holmWilcoxon as {@code holmT}, of the signed-rank test; NaN without pairs
 * @param secondsPerStep mean over seeds of training seconds a step, without the first, which loads and compiles
 */
public record ArmSummary(
        String experiment,
        String arm,
        boolean baseline,
        double horizon,
        List<Long> seeds,
        double finalMean,
        double bestMean,
        double finalDeviation,
        PairedTest last,
        PairedTest bests,
        double holmT,
        double holmWilcoxon,
        double secondsPerStep) {
    public ArmSummary {
        seeds = List.copyOf(seeds);
    }

    /** Seeds that this arm and the baseline both have. */
    public int pairs() {
        return last.pairs();
    }

    ArmSummary withHolm(double t, double wilcoxon) {
        return new ArmSummary(
                experiment,
                arm,
                baseline,
                horizon,
                seeds,
                finalMean,
                bestMean,
                finalDeviation,
                last,
                bests,
                t,
                wilcoxon,
                secondsPerStep);
    }
}
