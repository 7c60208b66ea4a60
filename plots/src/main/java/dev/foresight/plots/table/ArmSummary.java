package dev.foresight.plots.table;

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
 * @param pairs seeds that this arm and the baseline both have
 * @param difference mean over pairs of last value minus the baseline's last value; NaN without pairs
 * @param differenceMargin half width of the 95 % t-interval of that mean; NaN below 2 pairs
 * @param bestDifference mean over pairs of best value minus the baseline's best value; NaN without pairs
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
        int pairs,
        double difference,
        double differenceMargin,
        double bestDifference,
        double secondsPerStep) {
    public ArmSummary {
        seeds = List.copyOf(seeds);
    }
}
