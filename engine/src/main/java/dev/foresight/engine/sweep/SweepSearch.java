package dev.foresight.engine.sweep;

import com.fasterxml.jackson.databind.JsonNode;
import dev.foresight.engine.random.SplitMix64;
import dev.foresight.engine.spec.SpecProblem;
import java.util.List;
import java.util.Set;

/**
 * How cells are chosen where not all combinations are run.
 *
 * @param kind {@code random}, or {@code halton}: points of Halton's sequence (Halton 1960), shifted modulo 1 by the seed
 *     (Cranley and Patterson 1976), which leave smaller gaps than random ones
 * @param count cells; a search with a larger count contains the cells of the smaller one
 * @param seed of the random numbers, or of the shift
 */
record SweepSearch(Kind kind, int count, long seed) {
    enum Kind {
        RANDOM,
        HALTON
    }

    /** Beyond these, points of Halton's sequence are correlated. */
    static final int MOST_AXES = 10;

    private static final int[] PRIMES = {2, 3, 5, 7, 11, 13, 17, 19, 23, 29};
    private static final Set<String> KEYS = Set.of("kind", "count", "seed");
    private static final double TWO_53 = 0x1p-53;

    static SweepSearch read(JsonNode node, int mostCells, List<SpecProblem> problems) {
        node.fieldNames().forEachRemaining(key -> {
            if (!KEYS.contains(key)) {
                problems.add(
                        SpecProblem.error("search." + key, node.get(key), "no such key; keys are kind, count, seed"));
            }
        });
        String kind = node.path("kind").asText();
        if (!kind.equals("random") && !kind.equals("halton")) {
            problems.add(SpecProblem.error("search.kind", node.path("kind"), "random or halton is required"));
        }
        JsonNode count = node.path("count");
        if (!count.isInt() || count.intValue() < 1 || count.intValue() > mostCells) {
            problems.add(SpecProblem.error("search.count", count, "an integer from 1 to " + mostCells));
        }
        JsonNode seed = node.path("seed");
        if (!seed.isIntegralNumber() || !seed.canConvertToLong()) {
            problems.add(SpecProblem.error(
                    "search.seed", seed, "an integer is required, so that the cells can be had again"));
        }
        return new SweepSearch(kind.equals("halton") ? Kind.HALTON : Kind.RANDOM, count.intValue(), seed.longValue());
    }

    /** Coordinate of a cell on an axis, from 0 to below 1; it depends on nothing but its arguments and the seed. */
    double unit(int cell, int axis) {
        return switch (kind) {
            case RANDOM ->
                uniform(SplitMix64.mix(seed + SplitMix64.GAMMA * (axis + 1L)) + SplitMix64.GAMMA * (cell + 1L));
            case HALTON -> {
                double shifted = radicalInverse(cell, PRIMES[axis])
                        + uniform(SplitMix64.mix(seed) + SplitMix64.GAMMA * (axis + 1L));
                yield shifted - Math.floor(shifted);
            }
        };
    }

    private static double uniform(long state) {
        return (SplitMix64.mix(state) >>> 11) * TWO_53;
    }

    /** The digits of an index in a base, mirrored at the point. */
    static double radicalInverse(int index, int base) {
        double value = 0;
        double digit = 1.0 / base;
        for (int rest = index; rest > 0; rest /= base) {
            value += rest % base * digit;
            digit /= base;
        }
        return value;
    }
}
