package dev.foresight.engine.stats;

import java.util.Arrays;

/**
 * How solvers fare over several problems whose costs have no unit in common. With the cost t_(p,s) of solver s on problem
 * p, the ratio is r_(p,s) = t_(p,s) / min over s of t_(p,s), and rho_s(tau) the share of problems with r_(p,s) <= tau.
 *
 * <p>E. D. Dolan and J. J. Moré, Benchmarking Optimization Software with Performance Profiles, Mathematical Programming
 * 91 (2002); on the time to a target as AlgoPerf takes it: G. E. Dahl et al., Benchmarking Neural Network Training
 * Algorithms, arXiv 2306.07179 (2023).
 *
 * @param ratios [problems][solvers], at least 1; infinite where a solver did not solve a problem
 */
public record PerformanceProfile(double[][] ratios) {
    /** Ratios this close to the limit count as at it: a quotient of two equal medians need not be 1 to the last bit. */
    private static final double ROUNDING = 1e-12;

    public PerformanceProfile {
        ratios = Arrays.stream(ratios).map(double[]::clone).toArray(double[][]::new);
    }

    /**
     * @param costs [problems][solvers], above 0; infinite where a solver did not solve a problem. A problem that none
     *     solved is one that all of them failed at, and stays among the problems
     */
    public static PerformanceProfile of(double[][] costs) {
        double[][] ratios = new double[costs.length][];
        for (int p = 0; p < costs.length; p++) {
            for (double cost : costs[p]) {
                if (!(cost > 0)) {
                    throw new IllegalArgumentException("cost on problem " + p + ": found " + cost
                            + "; numbers above 0 are allowed, and infinity for a problem that was not solved");
                }
            }
            double least = Arrays.stream(costs[p]).min().orElse(Double.NaN);
            ratios[p] = Arrays.stream(costs[p])
                    .map(cost -> Double.isInfinite(cost) ? Double.POSITIVE_INFINITY : cost / least)
                    .toArray();
        }
        return new PerformanceProfile(ratios);
    }

    /** rho_s(tau): the share of problems on which a solver took at most tau times as much as the best; NaN for none. */
    public double share(int solver, double tau) {
        return Arrays.stream(ratios)
                .mapToDouble(ofProblem -> ofProblem[solver] <= tau * (1 + ROUNDING) ? 1 : 0)
                .average()
                .orElse(Double.NaN);
    }

    /** The finite ratios of a solver, ascending: where rho_s rises. */
    public double[] rises(int solver) {
        return Arrays.stream(ratios)
                .mapToDouble(ofProblem -> ofProblem[solver])
                .filter(Double::isFinite)
                .sorted()
                .toArray();
    }

    /** The largest finite ratio of all; 1 where there is none. */
    public double largest() {
        return Arrays.stream(ratios)
                .flatMapToDouble(Arrays::stream)
                .filter(Double::isFinite)
                .max()
                .orElse(1);
    }
}
