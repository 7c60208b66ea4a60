package dev.foresight.plots.table;

import dev.foresight.engine.spec.ExperimentSpec;

/** What is known of how the seeds of an experiment were decided, beyond the list in its spec. */
@FunctionalInterface
public interface SeedPlan {
    /** Knows of nothing but the specs. */
    SeedPlan SPEC_ONLY = experiment -> false;

    /** Whether seeds were added after somebody had seen results. */
    boolean extendedAfterLooking(ExperimentSpec experiment);
}
