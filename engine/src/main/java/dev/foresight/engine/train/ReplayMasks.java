package dev.foresight.engine.train;

import dev.foresight.engine.graph.Layer;
import dev.foresight.engine.graph.LayerGraph;
import dev.foresight.engine.graph.LayerGraph.Node;
import dev.foresight.engine.graph.Shape;
import dev.foresight.engine.net.Batch;
import dev.foresight.engine.net.DropoutMask;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * What the layers of a graph drop in a step, as bits: 1 where an entry is kept. The first entry is the highest bit of the
 * first byte, as numpy.packbits has it, so that the recurrent matrices of a large language model fit.
 */
final class ReplayMasks {
    private static final Drop NOTHING = new Drop(0, 0);

    private final LayerGraph graph;
    private final Map<String, Shape> shapes;

    ReplayMasks(LayerGraph graph) {
        this.graph = graph;
        this.shapes = graph.shapes();
    }

    /** The bits of every node that drops something, by its name. */
    Map<String, byte[]> bits(Batch batch, long seed, long step) {
        Map<String, byte[]> bits = new LinkedHashMap<>();
        for (Node node : graph.nodes()) {
            Drop drop = drop(node, batch);
            if (drop.probability() > 0) {
                bits.put(
                        node.name(),
                        packed(DropoutMask.draw(seed, node.name(), step, drop.length(), drop.probability())));
            }
        }
        return bits;
    }

    /** How many entries a node draws at each step, and the probability of dropping one. */
    private record Drop(int length, double probability) {}

    private Drop drop(Node node, Batch batch) {
        return switch (node.layer()) {
            case Layer.Dropout dropout ->
                new Drop(product(time(batch), examples(batch), features(node)), dropout.probability());
            case Layer.LockedDropout dropout ->
                new Drop(product(examples(batch), features(node)), dropout.probability());
            case Layer.Embedding table -> new Drop(table.vocabulary(), table.dropout());
            case Layer.Lstm lstm -> new Drop(product(4, lstm.hidden(), lstm.hidden()), lstm.weightDrop());
            case Layer.Conv unused -> NOTHING;
            case Layer.BatchNorm unused -> NOTHING;
            case Layer.Relu unused -> NOTHING;
            case Layer.Tanh unused -> NOTHING;
            case Layer.MaxPool unused -> NOTHING;
            case Layer.AveragePool unused -> NOTHING;
            case Layer.GlobalAveragePool unused -> NOTHING;
            case Layer.Flatten unused -> NOTHING;
            case Layer.Linear unused -> NOTHING;
            case Layer.Add unused -> NOTHING;
            case Layer.Concat unused -> NOTHING;
            case Layer.ActivationPenalty unused -> NOTHING;
        };
    }

    private static byte[] packed(float[] mask) {
        byte[] bits = new byte[(mask.length + 7) / 8];
        for (int i = 0; i < mask.length; i++) {
            if (mask[i] != 0) {
                bits[i / 8] |= (byte) (0x80 >>> (i % 8));
            }
        }
        return bits;
    }

    private static int time(Batch batch) {
        return switch (batch) {
            case Batch.Images unused -> 1;
            case Batch.Tokens tokens -> tokens.time();
        };
    }

    private static int examples(Batch batch) {
        return switch (batch) {
            case Batch.Images images -> images.labels().length;
            case Batch.Tokens tokens -> tokens.streams();
        };
    }

    /** Entries of an example, or of one of its steps of time. */
    private int features(Node node) {
        return switch (Objects.requireNonNull(shapes.get(node.name()))) {
            case Shape.Image image -> product(image.channels(), image.height(), image.width());
            case Shape.Features features -> features.size();
            case Shape.Sequence sequence -> sequence.features();
            case Shape.Tokens tokens -> throw new IllegalStateException("dropout of " + tokens.text());
        };
    }

    private static int product(int... sizes) {
        int product = 1;
        for (int size : sizes) {
            product = Math.multiplyExact(product, size);
        }
        return product;
    }
}
