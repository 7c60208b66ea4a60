package dev.foresight.engine.graph;

/** The shape of one example between two layers, without the batch dimension. */
public sealed interface Shape {
    /** The shape as messages and tables show it. */
    default String text() {
        return switch (this) {
            case Image image -> "image [" + image.channels + "," + image.height + "," + image.width + "]";
            case Features features -> "features [" + features.size + "]";
            case Tokens tokens -> "tokens [T] below " + tokens.vocabulary;
            case Sequence sequence -> "sequence [T," + sequence.features + "]";
        };
    }

    /** [C,H,W]. */
    record Image(int channels, int height, int width) implements Shape {}

    /** [F]. */
    record Features(int size) implements Shape {}

    /** Token indices [T] below {@code vocabulary}; T is not fixed. */
    record Tokens(int vocabulary) implements Shape {}

    /** [T,F]; T is not fixed. */
    record Sequence(int features) implements Shape {}
}
