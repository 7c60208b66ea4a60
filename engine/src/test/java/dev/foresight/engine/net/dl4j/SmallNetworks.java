package dev.foresight.engine.net.dl4j;

import dev.foresight.engine.graph.Init;
import dev.foresight.engine.graph.Layer;
import dev.foresight.engine.graph.LayerGraph;
import dev.foresight.engine.graph.LayerGraph.Node;
import dev.foresight.engine.graph.Shape;
import dev.foresight.engine.net.Batch;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Small graphs that together have every kind of layer, and batches for them. */
final class SmallNetworks {
    static final Init SOME = new Init.Uniform(0.4);

    private SmallNetworks() {}

    private static LayerGraph chain(String name, Shape input, Layer... layers) {
        List<Node> nodes = new ArrayList<>();
        String last = LayerGraph.INPUT;
        for (Layer layer : layers) {
            String node = "n" + nodes.size();
            nodes.add(new Node(node, layer, List.of(last)));
            last = node;
        }
        return new LayerGraph(name, input, nodes);
    }

    static Layer conv(int in, int out, int kernel, int stride, int padding, boolean bias) {
        return new Layer.Conv(in, out, kernel, kernel, stride, stride, padding, padding, bias, SOME, SOME);
    }

    static Layer linear(int in, int out) {
        return new Layer.Linear(in, out, true, null, SOME, SOME);
    }

    /** Convolutions with and without bias and stride, BN with and without ReLU, padded pooling, averages. */
    static LayerGraph convolutional() {
        return chain(
                "convolutional",
                new Shape.Image(3, 8, 8),
                conv(3, 4, 3, 1, 1, true),
                new Layer.BatchNorm(4, 1e-5, 0.1),
                new Layer.Relu(),
                new Layer.MaxPool(3, 2, 1),
                conv(4, 5, 3, 2, 1, false),
                new Layer.BatchNorm(5, 1e-5, 0.1),
                new Layer.GlobalAveragePool(),
                linear(5, 3));
    }

    /** Dense layers with tanh, ReLU and dropout. */
    static LayerGraph dense(double dropout) {
        return chain(
                "dense",
                new Shape.Image(2, 3, 3),
                new Layer.Flatten(),
                linear(18, 7),
                new Layer.Tanh(),
                new Layer.Dropout(dropout),
                linear(7, 6),
                new Layer.Relu(),
                linear(6, 4));
    }

    /** Embedding, LSTM, linear. */
    static LayerGraph language(boolean tied, int biases, double dropout) {
        int hidden = tied ? 4 : 5;
        return chain(
                "language",
                new Shape.Tokens(9),
                new Layer.Embedding(9, 4, 0, SOME),
                new Layer.Dropout(dropout),
                new Layer.Lstm(4, hidden, biases, 0, SOME),
                new Layer.Linear(hidden, 9, true, tied ? "n0" : null, SOME, SOME));
    }

    /** Two LSTM layers with everything that regularises a language model, or the same network without any of it. */
    static LayerGraph regularised(int in, int hidden, int biases, boolean on) {
        double p = on ? 0.4 : 0;
        return chain(
                "language",
                new Shape.Tokens(9),
                new Layer.Embedding(9, in, p, SOME),
                new Layer.LockedDropout(p),
                new Layer.Lstm(in, hidden, biases, p, SOME),
                new Layer.LockedDropout(p),
                new Layer.Lstm(hidden, in, biases, p, SOME),
                new Layer.ActivationPenalty(0, on ? 1.5 : 0),
                new Layer.LockedDropout(p),
                new Layer.ActivationPenalty(on ? 2.5 : 0, 0),
                new Layer.Linear(in, 9, true, "n0", SOME, SOME));
    }

    /** Three LSTM layers of odd sizes. */
    static LayerGraph threeLayers() {
        return chain(
                "language",
                new Shape.Tokens(9),
                new Layer.Embedding(9, 3, 0.2, SOME),
                new Layer.Lstm(3, 7, 2, 0.4, SOME),
                new Layer.Lstm(7, 16, 1, 0, SOME),
                new Layer.LockedDropout(0.3),
                new Layer.Lstm(16, 5, 2, 0.5, SOME),
                new Layer.Linear(5, 9, false, null, SOME, SOME));
    }

    /** Two linear layers that both use the embedding's matrix. */
    static LayerGraph twoTied() {
        Layer linear = new Layer.Linear(5, 9, true, "embedding", SOME, SOME);
        return new LayerGraph(
                "two-tied",
                new Shape.Tokens(9),
                List.of(
                        new Node("embedding", new Layer.Embedding(9, 5, 0.2, SOME), List.of(LayerGraph.INPUT)),
                        new Node("lstm", new Layer.Lstm(5, 5, 2, 0, SOME), List.of("embedding")),
                        new Node("a", linear, List.of("embedding")),
                        new Node("b", linear, List.of("lstm")),
                        new Node("sum", new Layer.Add(), List.of("a", "b"))));
    }

    static Batch images(LayerGraph graph, int count, int classes, long seed) {
        Shape.Image shape = (Shape.Image) graph.input();
        Random random = new Random(seed);
        float[] pixels = new float[count * shape.channels() * shape.height() * shape.width()];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (float) random.nextGaussian();
        }
        return new Batch.Images(
                pixels,
                shape.channels(),
                shape.height(),
                shape.width(),
                random.ints(count, 0, classes).toArray());
    }

    static Batch.Tokens tokens(int time, int streams, int vocabulary, long seed) {
        Random random = new Random(seed);
        int count = time * streams;
        return new Batch.Tokens(
                random.ints(count, 0, vocabulary).toArray(),
                random.ints(count, 0, vocabulary).toArray(),
                time,
                streams);
    }
}
