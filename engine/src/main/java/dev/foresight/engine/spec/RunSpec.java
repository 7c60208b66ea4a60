package dev.foresight.engine.spec;

/** One run: an experiment's arm with one seed. Runs with the same seed share weights, batches and dropout masks. */
public record RunSpec(ExperimentSpec experiment, ArmSpec arm, long seed) {}
