package dev.foresight.engine.stats;

import java.util.OptionalInt;
import org.apache.commons.numbers.gamma.LogGamma;
import org.apache.commons.statistics.distribution.NormalDistribution;
import org.apache.commons.statistics.distribution.TDistribution;

/** How likely a paired t-test, two-sided, sees a difference that is there, and how many pairs it needs for that. */
public final class Power {
    /** The level of a test. */
    public static final double ALPHA = 0.05;

    /** The probability of seeing a difference that is usually asked for. */
    public static final double USUAL = 0.8;

    /** Pairs beyond which nobody will train; a smaller effect counts as out of reach. */
    private static final int MOST = 100_000;

    private static final int INTERVALS = 2000;
    private static final NormalDistribution NORMAL = NormalDistribution.of(0, 1);

    private Power() {}

    /**
     * P(|T| > c) where T has Student's noncentral distribution with n - 1 degrees of freedom and noncentrality
     * d_z sqrt(n), and c is the quantile 1 - alpha/2 of the central one. J. Cohen, Statistical Power Analysis for the
     * Behavioral Sciences (1988), chapter 2.
     *
     * @param effect d_z, mean over standard deviation of the differences
     * @param n pairs, at least 2
     */
    public static double of(double effect, int n, double alpha) {
        double critical = TDistribution.of(n - 1).inverseCumulativeProbability(1 - alpha / 2);
        double shift = effect * Math.sqrt(n);
        return 1 - cumulative(critical, n - 1, shift) + cumulative(-critical, n - 1, shift);
    }

    /**
     * The fewest pairs with at least this power.
     *
     * @return empty where even 100,000 are too few, or the effect is zero or unknown
     */
    public static OptionalInt pairs(double effect, double alpha, double power) {
        if (!(Math.abs(effect) > 0) || of(effect, MOST, alpha) < power) {
            return OptionalInt.empty();
        }
        int enough = 2;
        while (of(effect, enough, alpha) < power) {
            enough = Math.min(MOST, 2 * enough);
        }
        int tooFew = enough / 2;
        while (enough - tooFew > 1) {
            int middle = (enough + tooFew) / 2;
            if (middle >= 2 && of(effect, middle, alpha) >= power) {
                enough = middle;
            } else {
                tooFew = middle;
            }
        }
        return OptionalInt.of(enough);
    }

    /**
     * P(T <= t) = integral of Phi(t u - shift) f(u) du, where u = sqrt(chi^2_k / k) has the density
     * f(u) = 2 (k/2)^(k/2) / Gamma(k/2) u^(k-1) exp(-k u^2 / 2). By Simpson's rule over what holds all of f but 1e-16.
     */
    private static double cumulative(double t, int k, double shift) {
        double width = 9 / Math.sqrt(2.0 * k);
        double from = Math.max(0, 1 - width);
        double to = 1 + width;
        double step = (to - from) / INTERVALS;
        double constant = Math.log(2) + k / 2.0 * Math.log(k / 2.0) - LogGamma.value(k / 2.0);
        double sum = 0;
        for (int i = 0; i <= INTERVALS; i++) {
            double u = from + i * step;
            double density = u == 0
                    ? k == 1 ? Math.exp(constant) : 0
                    : Math.exp(constant + (k - 1) * Math.log(u) - k * u * u / 2);
            double weight = i == 0 || i == INTERVALS ? 1 : i % 2 == 1 ? 4 : 2;
            sum += weight * density * NORMAL.cumulativeProbability(t * u - shift);
        }
        return sum * step / 3;
    }
}
