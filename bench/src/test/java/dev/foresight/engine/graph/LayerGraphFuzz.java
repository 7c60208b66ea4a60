package dev.foresight.engine.graph;

import dev.foresight.bench.fuzz.FuzzInput;
import dev.foresight.engine.spec.InvalidSpecException;

/** A layer graph as JSON: refused, or possible with sizes of at least 1, and it reads back equal. */
public final class LayerGraphFuzz {
    private LayerGraphFuzz() {}

    public static void fuzzerTestOneInput(byte[] input) {
        LayerGraph graph;
        try {
            graph = LayerGraphJson.read(FuzzInput.text(input), "the input");
        } catch (InvalidSpecException | GraphException expected) {
            return;
        }
        for (Shape shape : graph.shapes().values()) {
            boolean positive = switch (shape) {
                case Shape.Image image -> image.channels() > 0 && image.height() > 0 && image.width() > 0;
                case Shape.Features features -> features.size() > 0;
                case Shape.Tokens tokens -> tokens.vocabulary() > 0;
                case Shape.Sequence sequence -> sequence.features() > 0;
            };
            if (!positive) {
                throw new AssertionError("accepted with the shape " + shape.text());
            }
        }
        for (Tensor tensor : graph.tensors()) {
            if (tensor.size() < 1) {
                throw new AssertionError("accepted with " + tensor);
            }
        }
        String written = FuzzInput.throughAFile(LayerGraphJson.write(graph));
        FuzzInput.requireEqual("written and read", graph, LayerGraphJson.read(written, "what was written"));
    }
}
