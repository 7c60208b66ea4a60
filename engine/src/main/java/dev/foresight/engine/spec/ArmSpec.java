package dev.foresight.engine.spec;

/** One arm of a comparison. Arms of an experiment differ in nothing but what stands here. */
public record ArmSpec(String name, String color, OptimizerSpec optimizer, PredictionSpec prediction) {}
