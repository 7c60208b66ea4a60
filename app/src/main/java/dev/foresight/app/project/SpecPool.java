package dev.foresight.app.project;

import dev.foresight.engine.spec.ExperimentSpec;
import dev.foresight.engine.spec.RunSpec;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * Experiments once each: every run of a sweep has a copy of its experiment in its folder, with all arms of it. Equal ones
 * are one object afterwards, so that a thousand runs take little memory and are compared at a glance. Safe for use by
 * several threads.
 */
final class SpecPool {
    private final ConcurrentMap<ExperimentSpec, ExperimentSpec> known = new ConcurrentHashMap<>();

    RunSpec pooled(RunSpec run) {
        ExperimentSpec first = known.putIfAbsent(run.experiment(), run.experiment());
        return first == null ? run : new RunSpec(first, run.arm(), run.seed());
    }
}
