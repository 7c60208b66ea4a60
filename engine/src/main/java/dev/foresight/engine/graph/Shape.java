package dev.foresight.engine.graph;

/** The shape of one example between two layers, without the batch dimension. */
public sealed interface Shape {
    /** [C,H,W]. */
    record Image(int channels, int height, int width) implements Shape {}

    /** [F]. */
    record Features(int size) implements Shape {}

    /** Token indices [T] below {@code vocabulary}; T is not fixed. */
    record Tokens(int vocabulary) implements Shape {}

    /** [T,F]; T is not fixed. */
    record Sequence(int features) implements Shape {}
}
