package dev.foresight.engine.graph;

/** How a parameter tensor is drawn before training. */
public sealed interface Init {
    /** U(-bound, bound). */
    record Uniform(double bound) implements Init {}

    /** N(0, deviation^2). */
    record Normal(double deviation) implements Init {}

    /** Every entry the same. */
    record Constant(double value) implements Init {}
}
