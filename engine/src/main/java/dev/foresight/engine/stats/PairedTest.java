package dev.foresight.engine.stats;

import org.apache.commons.statistics.distribution.TDistribution;

/**
 * Whether an arm differs from its baseline, by the differences within seeds.
 *
 * @param difference arm minus baseline over the pairs
 * @param t probability by the paired t-test, two-sided, Student's t with n - 1 degrees of freedom; NaN below two pairs,
 *     and where all differences are the same but for rounding, which leaves no spread to judge by
 * @param wilcoxon probability by the signed-rank test, two-sided
 * @param leastWilcoxon the least that the signed-rank test can give with as many pairs, 2^(1-n)
 * @param effect d_z, mean over standard deviation of the differences; NaN where t is
 */
public record PairedTest(Summary difference, double t, double wilcoxon, double leastWilcoxon, double effect) {
    /** Accuracies are multiples of one over the examples, so equal differences are common, and rounding is their spread. */
    private static final double ROUNDING = 1e-9;

    /**
     * @param arm a number for each seed
     * @param baseline that of the same seed at the same place
     * @throws IllegalArgumentException when they are not as many
     */
    public static PairedTest of(double[] arm, double[] baseline) {
        if (arm.length != baseline.length) {
            throw new IllegalArgumentException(
                    "pairs: found " + arm.length + " numbers of the arm and " + baseline.length + " of the baseline");
        }
        double[] differences = new double[arm.length];
        for (int i = 0; i < arm.length; i++) {
            differences[i] = arm[i] - baseline[i];
        }
        return of(differences);
    }

    /** @param differences arm minus baseline, one for each seed */
    public static PairedTest of(double[] differences) {
        Summary summary = Summary.of(differences);
        double effect = summary.deviation() > ROUNDING * Math.abs(summary.mean())
                ? summary.mean() / summary.deviation()
                : Double.NaN;
        int n = differences.length;
        double t = Double.isNaN(effect)
                ? Double.NaN
                : Math.min(1, 2 * TDistribution.of(n - 1).survivalProbability(Math.abs(effect) * Math.sqrt(n)));
        return new PairedTest(summary, t, SignedRanks.probability(differences), SignedRanks.least(n), effect);
    }

    public int pairs() {
        return difference.n();
    }
}
