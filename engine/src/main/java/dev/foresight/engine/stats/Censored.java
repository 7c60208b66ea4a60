package dev.foresight.engine.stats;

import java.util.Arrays;

/**
 * Times until something happened, of which some never ended: a run that does not reach its target takes infinitely long.
 * The median needs no more than that; a mean would have to invent a number.
 *
 * @param n how many were watched to their end
 * @param reached how many of them got there
 * @param median of all n, infinite where the middle one never got there; NaN for none
 */
public record Censored(int n, int reached, double median) {
    /** @param times positive infinity for never */
    public static Censored of(double[] times) {
        double[] sorted = Arrays.stream(times).sorted().toArray();
        int n = sorted.length;
        int reached = (int) Arrays.stream(sorted).filter(Double::isFinite).count();
        double median = n == 0 ? Double.NaN : (sorted[(n - 1) / 2] + sorted[n / 2]) / 2;
        return new Censored(n, reached, median);
    }
}
