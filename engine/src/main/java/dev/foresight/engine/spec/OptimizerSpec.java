package dev.foresight.engine.spec;

/** An update rule, its learning rate gamma (before the schedule's factor) and its parameters. */
public record OptimizerSpec(ComponentSpec rule, double learningRate) {}
