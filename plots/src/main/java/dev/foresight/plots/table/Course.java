package dev.foresight.plots.table;

import dev.foresight.engine.stats.Summary;
import java.util.Arrays;
import java.util.List;

/**
 * A sampled quantity over training and over seeds: each seed is the mean of its samples, and all seeds count alike.
 *
 * @param whole over all samples
 * @param first over the first third of them, by step; where there are fewer than three samples a third may be empty
 */
public record Course(Summary whole, Summary first, Summary middle, Summary last) {
    private static final int PARTS = 3;

    /** @param seeds of each seed, its values by step */
    static Course of(List<double[]> seeds) {
        return new Course(
                Summary.of(means(seeds, 0, PARTS)),
                Summary.of(means(seeds, 0, 1)),
                Summary.of(means(seeds, 1, 2)),
                Summary.of(means(seeds, 2, PARTS)));
    }

    /** The mean from one third to another of each seed that has values there. */
    private static double[] means(List<double[]> seeds, int from, int to) {
        return seeds.stream()
                .map(values -> Arrays.copyOfRange(values, values.length * from / PARTS, values.length * to / PARTS))
                .filter(part -> part.length > 0)
                .mapToDouble(part -> Arrays.stream(part).average().orElseThrow())
                .toArray();
    }
}
