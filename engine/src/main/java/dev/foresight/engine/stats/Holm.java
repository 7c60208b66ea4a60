package dev.foresight.engine.stats;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * Probabilities of several tests made larger, so that the chance of even one false difference among all stays below the
 * level that they are compared with. S. Holm, A Simple Sequentially Rejective Multiple Test Procedure, Scandinavian
 * Journal of Statistics 6 (1979).
 */
public final class Holm {
    private Holm() {}

    /**
     * In ascending order, p_(i) becomes max over j <= i of min(1, (m - j + 1) p_(j)).
     *
     * @param probabilities of the m tests; NaN stands for a test that was not made, stays NaN and does not count
     * @return in the order of the argument
     */
    public static double[] adjust(double[] probabilities) {
        Integer[] order = IntStream.range(0, probabilities.length)
                .filter(i -> !Double.isNaN(probabilities[i]))
                .boxed()
                .sorted(Comparator.comparingDouble(i -> probabilities[i]))
                .toArray(Integer[]::new);
        double[] adjusted = new double[probabilities.length];
        Arrays.fill(adjusted, Double.NaN);
        double largest = 0;
        for (int i = 0; i < order.length; i++) {
            largest = Math.max(largest, Math.min(1, (order.length - i) * probabilities[order[i]]));
            adjusted[order[i]] = largest;
        }
        return adjusted;
    }
}
