package dev.foresight.engine.stats;

import java.util.Arrays;
import org.apache.commons.statistics.distribution.TDistribution;

/**
 * A few numbers in short.
 *
 * @param n how many
 * @param mean NaN for none
 * @param deviation sample standard deviation, sqrt(sum (x_i - mean)^2 / (n - 1)); NaN below two
 * @param margin half width of the 95 % interval of the mean by Student's t with n - 1 degrees of freedom; NaN below two
 */
public record Summary(int n, double mean, double deviation, double margin) {
    private static final double UPPER = 0.975;

    public static Summary of(double[] values) {
        int n = values.length;
        double mean = Arrays.stream(values).average().orElse(Double.NaN);
        if (n < 2) {
            return new Summary(n, mean, Double.NaN, Double.NaN);
        }
        double squares = Arrays.stream(values)
                .map(value -> (value - mean) * (value - mean))
                .sum();
        double deviation = Math.sqrt(squares / (n - 1));
        double quantile = TDistribution.of(n - 1).inverseCumulativeProbability(UPPER);
        return new Summary(n, mean, deviation, quantile * deviation / Math.sqrt(n));
    }
}
