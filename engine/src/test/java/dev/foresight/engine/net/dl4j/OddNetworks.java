package dev.foresight.engine.net.dl4j;

import static dev.foresight.engine.net.dl4j.SmallNetworks.SOME;

import dev.foresight.engine.graph.Layer;
import dev.foresight.engine.graph.LayerGraph;
import dev.foresight.engine.graph.LayerGraph.Node;
import dev.foresight.engine.graph.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Small graphs with what a library in blocked layouts gets wrong first: see each. */
final class OddNetworks {
    private final List<Node> nodes = new ArrayList<>();

    static Stream<LayerGraph> all() {
        return Stream.of(padded(), aligned(), atTheInput(), features(), wide());
    }

    private String node(String name, Layer layer, String... inputs) {
        nodes.add(new Node(name, layer, List.of(inputs)));
        return name;
    }

    private String conv(String name, String input, int in, int out, int height, int width, int stride, boolean bias) {
        int top = height / 2;
        int left = width / 2;
        return node(name, new Layer.Conv(in, out, height, width, stride, stride, top, left, bias, SOME, SOME), input);
    }

    private String norm(String name, String input, int channels) {
        return node(name, new Layer.BatchNorm(channels, 1e-3, 0.05), input);
    }

    private LayerGraph graph(String name, Shape input, String last, int features) {
        node("output", new Layer.Linear(features, 3, true, null, SOME, SOME), last);
        return new LayerGraph(name, input, nodes);
    }

    /** Channels that fill a block and one more, joined where no block ends; 1x7 and 7x1 on an image that is not square. */
    private static LayerGraph padded() {
        OddNetworks net = new OddNetworks();
        String x = net.conv("stem", LayerGraph.INPUT, 3, 17, 3, 3, 1, false);
        x = net.node("stem-relu", new Layer.Relu(), net.norm("stem-bn", x, 17));
        String a = net.node("a-relu", new Layer.Relu(), net.conv("a", x, 17, 20, 1, 7, 1, true));
        String b = net.conv("b", x, 17, 5, 7, 1, 1, false);
        x = net.node("joined", new Layer.Concat(), x, a, b);
        x = net.node("joined-relu", new Layer.Relu(), net.norm("joined-bn", x, 42));
        x = net.node("pool", new Layer.MaxPool(3, 2, 1), net.conv("last", x, 42, 19, 3, 3, 2, true));
        return net.graph("padded", new Shape.Image(3, 5, 9), net.node("flat", new Layer.Flatten(), x), 19 * 2 * 3);
    }

    /** Whole blocks, joined and added; a sum of three whose terms are read elsewhere; dropout of images. */
    private static LayerGraph aligned() {
        OddNetworks net = new OddNetworks();
        String x = net.conv("stem", LayerGraph.INPUT, 1, 16, 3, 3, 2, true);
        String a = net.conv("a", x, 16, 32, 3, 3, 1, false);
        x = net.node("joined", new Layer.Concat(), a, x, x);
        x = net.node("dropped", new Layer.Dropout(0.3), net.norm("bn", x, 64));
        String b = net.conv("b", x, 64, 64, 1, 1, 1, true);
        String sum = net.node("sum", new Layer.Add(), x, b, x);
        x = net.node("sum-relu", new Layer.Relu(), sum);
        x = net.node("mean", new Layer.AveragePool(2, 2, 0), x);
        return net.graph("aligned", new Shape.Image(1, 10, 8), net.node("gap", new Layer.GlobalAveragePool(), x), 64);
    }

    /** Pools, normalisation and tanh directly on the images; a ReLU read twice. */
    private static LayerGraph atTheInput() {
        OddNetworks net = new OddNetworks();
        String largest = net.node("largest", new Layer.MaxPool(3, 1, 1), LayerGraph.INPUT);
        String mean = net.node("mean", new Layer.AveragePool(3, 1, 1), LayerGraph.INPUT);
        String normed = net.norm("bn", LayerGraph.INPUT, 3);
        String bent = net.node("tanh", new Layer.Tanh(), LayerGraph.INPUT);
        String x = net.node("joined", new Layer.Concat(), largest, mean, normed, bent);
        x = net.node("relu", new Layer.Relu(), net.conv("conv", x, 12, 7, 2, 3, 1, true));
        String y = net.conv("again", x, 7, 7, 1, 1, 1, false);
        x = net.node("twice", new Layer.Add(), x, y);
        return net.graph("at-the-input", new Shape.Image(3, 5, 6), net.node("flat", new Layer.Flatten(), x), 7 * 6 * 6);
    }

    /** Rows only: normalisation of features, a layer without bias, dropout, a sum. */
    private static LayerGraph features() {
        OddNetworks net = new OddNetworks();
        String x = net.node("flat", new Layer.Flatten(), LayerGraph.INPUT);
        x = net.node("first", new Layer.Linear(18, 21, false, null, SOME, SOME), x);
        x = net.node("relu", new Layer.Relu(), net.norm("bn", x, 21));
        String y = net.node("tanh", new Layer.Tanh(), net.node("dropped", new Layer.Dropout(0.5), x));
        return net.graph("features", new Shape.Image(2, 3, 3), net.node("sum", new Layer.Add(), x, y), 21);
    }

    /** Channels and positions enough for every fast kernel, Winograd's too, which pads 33 channels. */
    private static LayerGraph wide() {
        OddNetworks net = new OddNetworks();
        String x = net.conv("stem", LayerGraph.INPUT, 3, 32, 3, 3, 1, false);
        x = net.node("stem-relu", new Layer.Relu(), net.norm("stem-bn", x, 32));
        x = net.node("a-relu", new Layer.Relu(), net.norm("a-bn", net.conv("a", x, 32, 48, 3, 3, 1, true), 48));
        x = net.node("pool", new Layer.MaxPool(2, 2, 0), x);
        x = net.conv("b", x, 48, 33, 3, 3, 1, true);
        return net.graph("wide", new Shape.Image(3, 8, 9), net.node("gap", new Layer.GlobalAveragePool(), x), 33);
    }
}
