package dev.foresight.plots.table;

import dev.foresight.engine.spec.Metric;
import dev.foresight.engine.spec.Task;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What runs are asked when they are compared. Always of the validation part: whoever chooses by the test part has no
 * estimate left of what the choice is worth.
 *
 * @param metric empty for the one that judges the task
 * @param measure which of its values
 * @param target a value of the metric, to which steps and seconds are counted; empty for the baseline's mean final value
 */
public record Question(Optional<Metric> metric, Measure measure, OptionalDouble target, SeedPlan plan) {
    /** By the final value of the task's own metric. */
    public static final Question USUAL =
            new Question(Optional.empty(), Measure.FINAL, OptionalDouble.empty(), SeedPlan.SPEC_ONLY);

    Metric metricOf(Task task) {
        return metric.orElseGet(() -> Metric.judging(task));
    }
}
