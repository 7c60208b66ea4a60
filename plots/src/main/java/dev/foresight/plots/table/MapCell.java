package dev.foresight.plots.table;

import dev.foresight.engine.stats.PairedTest;
import dev.foresight.engine.stats.Power;
import dev.foresight.engine.stats.Summary;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A cell of a map: the runs that have these two values.
 *
 * @param values of the measure, by seed
 * @param seeds which those are, and what became of the others
 * @param reference whether it is one of the cells without prediction that others are compared with
 * @param difference of the measure's values minus those of the cell without prediction, over the seeds that both have;
 *     without pairs where it is not compared
 * @param holm the t-test's probability by Holm over all cells of the map that are compared; NaN where it is not
 */
public record MapCell(
        FieldValue x,
        FieldValue y,
        SortedMap<Long, Double> values,
        ArmSeeds seeds,
        boolean reference,
        PairedTest difference,
        double holm) {
    public MapCell {
        values = Collections.unmodifiableSortedMap(new TreeMap<>(values));
    }

    /** Mean and deviation of the measure's values. */
    public Summary measured() {
        return Summary.of(
                values.values().stream().mapToDouble(Double::doubleValue).toArray());
    }

    /** Whether its difference outlasts the correction. */
    public boolean seen() {
        return holm < Power.ALPHA;
    }

    MapCell compared(PairedTest test, double corrected) {
        return new MapCell(x, y, values, seeds, reference, test, corrected);
    }

    /** Over the seeds that both have. */
    PairedTest minus(MapCell other) {
        return PairedTest.of(values.entrySet().stream()
                .filter(entry -> other.values.containsKey(entry.getKey()))
                .mapToDouble(entry -> entry.getValue() - other.values.getOrDefault(entry.getKey(), Double.NaN))
                .toArray());
    }
}
