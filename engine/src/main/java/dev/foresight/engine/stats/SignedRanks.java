package dev.foresight.engine.stats;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.apache.commons.statistics.inference.AlternativeHypothesis;
import org.apache.commons.statistics.inference.WilcoxonSignedRankTest;

/**
 * Wilcoxon's signed-rank test of paired differences against a median of zero, two-sided. Differences of zero are left
 * out, equal ones share the mean of their ranks.
 *
 * <p>Up to {@value #LONGEST_EXACT} differences the probability is exact, also with shared ranks: given the ranks, each of
 * the 2^n choices of signs is as likely as any other, and the sums are counted. Above it is the normal approximation with
 * a correction for continuity and for ties.
 *
 * <p>F. Wilcoxon, Individual Comparisons by Ranking Methods, Biometrics Bulletin 1 (1945).
 */
final class SignedRanks {
    private static final int LONGEST_EXACT = 100;

    private SignedRanks() {}

    /** The probability of a rank sum at least as far from its mean, were there no difference; 1 without differences. */
    static double probability(double[] differences) {
        double[] nonZero =
                Arrays.stream(differences).filter(value -> value != 0).toArray();
        if (nonZero.length == 0) {
            return 1;
        }
        if (nonZero.length > LONGEST_EXACT) {
            return WilcoxonSignedRankTest.withDefaults()
                    .with(AlternativeHypothesis.TWO_SIDED)
                    .test(nonZero)
                    .getPValue();
        }
        int[] ranks = doubledRanks(nonZero);
        int positive = IntStream.range(0, nonZero.length)
                .filter(i -> nonZero[i] > 0)
                .map(i -> ranks[i])
                .sum();
        return twoSided(distribution(ranks), positive);
    }

    /** The least probability that n differences without ties or zeros can reach: all of one sign, 2^(1-n). */
    static double least(int n) {
        return Math.min(1, Math.scalb(1.0, 1 - n));
    }

    /** Twice the rank of each absolute value: a whole number also where ranks are shared. */
    private static int[] doubledRanks(double[] values) {
        double[] sorted = Arrays.stream(values).map(Math::abs).sorted().toArray();
        int[] ranks = new int[values.length];
        for (int i = 0; i < values.length; i++) {
            double size = Math.abs(values[i]);
            int below = 0;
            int equal = 0;
            for (double other : sorted) {
                if (other < size) {
                    below++;
                } else if (other == size) {
                    equal++;
                }
            }
            ranks[i] = 2 * below + equal + 1;
        }
        return ranks;
    }

    /** The probability of each sum of the ranks with a positive sign. */
    private static double[] distribution(int[] ranks) {
        double[] probability = new double[Arrays.stream(ranks).sum() + 1];
        probability[0] = 1;
        int reached = 0;
        for (int rank : ranks) {
            reached += rank;
            for (int sum = reached; sum >= 0; sum--) {
                probability[sum] = (probability[sum] + (sum >= rank ? probability[sum - rank] : 0)) / 2;
            }
        }
        return probability;
    }

    /** The distribution is symmetric, so the other tail is as likely. */
    private static double twoSided(double[] distribution, int sum) {
        int tail = Math.min(sum, distribution.length - 1 - sum);
        return Math.min(1, 2 * Arrays.stream(distribution, 0, tail + 1).sum());
    }
}
