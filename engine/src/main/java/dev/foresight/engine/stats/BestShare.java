package dev.foresight.engine.stats;

import dev.foresight.engine.random.SplitMix64;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * How often each choice comes out best when the seeds are drawn anew: the bootstrap of B. Efron (Annals of Statistics 7,
 * 1979) over seeds. A draw takes as many seeds as there are, with replacement, and the same ones for all choices, because
 * runs of one seed belong together. The draws are a function of the numbers of choices and seeds alone, so the same runs
 * always give the same shares.
 */
public final class BestShare {
    /** Draws; a share is then good to 0.01, twice the standard error sqrt(p (1 - p) / 10,000) at its largest. */
    public static final int DRAWS = 10_000;

    /** Means that differ by less than this part of their size are the same but for rounding. */
    private static final double ROUNDING = 1e-9;

    private static final String STREAM = "bootstrap over seeds";

    private BestShare() {}

    /**
     * A question to which some choices are answers.
     *
     * @param values [rows][seeds]: a row is one cell of a sweep
     * @param choice [rows] to which choice a row belongs, from 0; of several rows of one choice the best counts
     * @param lowerIsBetter whether the best mean is the lowest
     */
    public record Problem(double[][] values, int[] choice, boolean lowerIsBetter) {
        public Problem {
            values = Arrays.stream(values).map(double[]::clone).toArray(double[][]::new);
            choice = choice.clone();
            if (values.length == 0 || values.length != choice.length) {
                throw new IllegalArgumentException(
                        "rows: found " + values.length + " with values and " + choice.length + " with a choice");
            }
            for (double[] row : values) {
                if (row.length == 0 || row.length != values[0].length) {
                    throw new IllegalArgumentException("seeds: found rows of " + values[0].length + " and of "
                            + row.length + "; all rows need the same seeds, one at least");
                }
            }
        }

        int seeds() {
            return values[0].length;
        }
    }

    /**
     * The share of draws in which each choice is best by mean; choices that tie share a draw evenly. Over several
     * problems, whose values have no unit in common, best is who has the lowest mean rank.
     *
     * @param choices how many there are; each has a row in every problem
     * @return [choices], of sum 1
     */
    public static double[] of(List<Problem> problems, int choices) {
        double[] shares = new double[choices];
        long state = SplitMix64.hash(STREAM);
        long drawn = 0;
        for (int draw = 0; draw < DRAWS; draw++) {
            double[] ranks = new double[choices];
            for (Problem problem : problems) {
                int n = problem.seeds();
                int[] seeds = new int[n];
                for (int i = 0; i < n; i++) {
                    drawn++;
                    // The upper 32 bits, scaled to 0 .. n - 1.
                    seeds[i] = (int) ((SplitMix64.mix(state + drawn * SplitMix64.GAMMA) >>> 32) * n >>> 32);
                }
                double[] of = ranks(problem, seeds, choices);
                for (int c = 0; c < choices; c++) {
                    ranks[c] += of[c];
                }
            }
            credit(ranks, shares);
        }
        for (int c = 0; c < choices; c++) {
            shares[c] /= DRAWS;
        }
        return shares;
    }

    /** The mean rank over the problems of each choice as observed, every seed once; 1 is best. */
    public static double[] meanRanks(List<Problem> problems, int choices) {
        double[] ranks = new double[choices];
        for (Problem problem : problems) {
            double[] of = ranks(problem, IntStream.range(0, problem.seeds()).toArray(), choices);
            for (int c = 0; c < choices; c++) {
                ranks[c] += of[c] / problems.size();
            }
        }
        return ranks;
    }

    /** Gives each of the lowest ranks its part of one. */
    private static void credit(double[] ranks, double[] shares) {
        double least = Arrays.stream(ranks).min().orElseThrow();
        int[] best =
                IntStream.range(0, ranks.length).filter(c -> ranks[c] == least).toArray();
        for (int c : best) {
            shares[c] += 1.0 / best.length;
        }
    }

    /** 1 for the best choice by the mean over the seeds drawn; choices that tie share the mean of their ranks. */
    private static double[] ranks(Problem problem, int[] seeds, int choices) {
        double[] cost = new double[choices];
        Arrays.fill(cost, Double.POSITIVE_INFINITY);
        for (int row = 0; row < problem.choice.length; row++) {
            double sum = 0;
            for (int seed : seeds) {
                sum += problem.values[row][seed];
            }
            double mean = (problem.lowerIsBetter ? sum : -sum) / seeds.length;
            cost[problem.choice[row]] = Math.min(cost[problem.choice[row]], mean);
        }
        double[] ranks = new double[choices];
        for (int c = 0; c < choices; c++) {
            for (int other = 0; other < choices; other++) {
                double slack = ROUNDING * Math.max(Math.abs(cost[c]), Math.abs(cost[other]));
                double ahead = cost[c] - cost[other];
                ranks[c] += Math.abs(ahead) <= slack ? 0.5 : ahead > 0 ? 1 : 0;
            }
            ranks[c] += 0.5;
        }
        return ranks;
    }
}
