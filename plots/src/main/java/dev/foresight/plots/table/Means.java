package dev.foresight.plots.table;

import java.util.Arrays;
import org.apache.commons.math3.distribution.TDistribution;

/** Means of few numbers and how sure they are. */
final class Means {
    private static final double UPPER = 0.975;

    private Means() {}

    /** NaN for no numbers. */
    static double mean(double[] values) {
        return Arrays.stream(values).average().orElse(Double.NaN);
    }

    /** Sample standard deviation, divided by n - 1; NaN below two numbers. */
    static double deviation(double[] values) {
        if (values.length < 2) {
            return Double.NaN;
        }
        double mean = mean(values);
        double squares = Arrays.stream(values)
                .map(value -> (value - mean) * (value - mean))
                .sum();
        return Math.sqrt(squares / (values.length - 1));
    }

    /** Half width of the 95 % interval of the mean by Student's t with n - 1 degrees of freedom; NaN below two numbers. */
    static double margin(double[] values) {
        int n = values.length;
        if (n < 2) {
            return Double.NaN;
        }
        return new TDistribution(null, n - 1).inverseCumulativeProbability(UPPER) * deviation(values) / Math.sqrt(n);
    }
}
