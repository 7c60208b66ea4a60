package dev.foresight.engine.net.dl4j;

import static dev.foresight.engine.net.dl4j.SmallNetworks.SOME;

import dev.foresight.engine.graph.Layer;
import dev.foresight.engine.graph.LayerGraph;
import dev.foresight.engine.graph.LayerGraph.Node;
import dev.foresight.engine.graph.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Small graphs that branch and join as ResNet, DenseNet and Inception do, on images that are not square and with channels
 * that suit no vector width.
 */
final class BranchedNetworks {
    private final List<Node> nodes = new ArrayList<>();

    static Stream<LayerGraph> all() {
        return Stream.of(residual(), dense(), inception(), crossed(), chained(), endingInside());
    }

    private String node(String name, Layer layer, String... inputs) {
        nodes.add(new Node(name, layer, List.of(inputs)));
        return name;
    }

    private String conv(
            String name, String input, int in, int out, int height, int width, int stride, int top, int left) {
        return node(name, new Layer.Conv(in, out, height, width, stride, stride, top, left, false, SOME, SOME), input);
    }

    private String norm(String name, String input, int channels) {
        return node(name, new Layer.BatchNorm(channels, 1e-5, 0.1), input);
    }

    private String relu(String name, String input) {
        return node(name, new Layer.Relu(), input);
    }

    /** Convolution, batch normalisation, ReLU. */
    private String unit(
            String name, String input, int in, int out, int height, int width, int stride, int top, int left) {
        conv(name, input, in, out, height, width, stride, top, left);
        return relu(name + "-relu", norm(name + "-bn", name, out));
    }

    private LayerGraph graph(String name, Shape input, String last, int channels, int classes) {
        node("pool", new Layer.GlobalAveragePool(), last);
        node("output", SmallNetworks.linear(channels, classes), "pool");
        return new LayerGraph(name, input, nodes);
    }

    /** A block with a 1x1 shortcut of stride 2, then one with the identity. */
    static LayerGraph residual() {
        BranchedNetworks net = new BranchedNetworks();
        String x = net.unit("stem", LayerGraph.INPUT, 3, 4, 3, 3, 1, 1, 1);
        String a = net.unit("a1", x, 4, 5, 3, 3, 2, 1, 1);
        a = net.norm("a2-bn", net.conv("a2", a, 5, 5, 3, 3, 1, 1, 1), 5);
        String shortcut = net.norm("shortcut-bn", net.conv("shortcut", x, 4, 5, 1, 1, 2, 0, 0), 5);
        x = net.relu("a-relu", net.node("a-add", new Layer.Add(), a, shortcut));
        String b = net.unit("b1", x, 5, 5, 3, 3, 1, 1, 1);
        b = net.norm("b2-bn", net.conv("b2", b, 5, 5, 3, 3, 1, 1, 1), 5);
        x = net.relu("b-relu", net.node("b-add", new Layer.Add(), b, x));
        return net.graph("residual", new Shape.Image(3, 7, 5), x, 5, 3);
    }

    /** Two layers of a dense block, normalised before they are convolved, and a transition with average pooling. */
    static LayerGraph dense() {
        BranchedNetworks net = new BranchedNetworks();
        String x = net.conv("stem", LayerGraph.INPUT, 2, 3, 3, 3, 1, 1, 1);
        int channels = 3;
        for (int i = 1; i <= 2; i++) {
            String y = net.relu("relu" + i, net.norm("bn" + i, x, channels));
            y = net.unit("squeeze" + i, y, channels, 4, 1, 1, 1, 0, 0);
            y = net.conv("grow" + i, y, 4, 2, 3, 3, 1, 1, 1);
            x = net.node("concat" + i, new Layer.Concat(), x, y);
            channels += 2;
        }
        x = net.conv("transition", net.relu("relu3", net.norm("bn3", x, 7)), 7, 3, 1, 1, 1, 0, 0);
        x = net.node("average", new Layer.AveragePool(2, 2, 0), x);
        return net.graph("dense-block", new Shape.Image(2, 5, 7), net.relu("relu4", net.norm("bn4", x, 3)), 3, 3);
    }

    /** 1x1, 1x7 and 7x1, padded pools, a branch that splits again, and a reduction with stride 2. */
    static LayerGraph inception() {
        BranchedNetworks net = new BranchedNetworks();
        String x = net.unit("stem", LayerGraph.INPUT, 3, 3, 3, 3, 1, 0, 0);
        String one = net.unit("one", x, 3, 2, 1, 1, 1, 0, 0);
        String seven = net.unit("one-by-seven", x, 3, 2, 1, 7, 1, 0, 3);
        seven = net.unit("seven-by-one", seven, 2, 3, 7, 1, 1, 3, 0);
        String pool = net.unit("pool-one", net.node("average", new Layer.AveragePool(3, 1, 1), x), 3, 2, 1, 1, 1, 0, 0);
        String split = net.unit("split", x, 3, 2, 1, 1, 1, 0, 0);
        String wide = net.unit("one-by-three", split, 2, 2, 1, 3, 1, 0, 1);
        String high = net.unit("three-by-one", split, 2, 1, 3, 1, 1, 1, 0);
        String both = net.node("both", new Layer.Concat(), wide, high);
        x = net.node("mixed", new Layer.Concat(), one, seven, both, pool);
        String three = net.unit("three", x, 10, 2, 3, 3, 2, 0, 0);
        String largest = net.node("largest", new Layer.MaxPool(3, 2, 0), x);
        x = net.node("reduced", new Layer.Concat(), three, largest);
        return net.graph("inception-block", new Shape.Image(3, 9, 11), x, 12, 3);
    }

    /** A normalisation that is read before and after its ReLU, an input read twice, a sum of three, an average of 3, 2, 1. */
    static LayerGraph crossed() {
        BranchedNetworks net = new BranchedNetworks();
        String normed = net.norm("bn", net.conv("conv", LayerGraph.INPUT, 2, 3, 3, 2, 1, 1, 0), 3);
        String positive = net.relu("relu", normed);
        String other = net.conv("other", LayerGraph.INPUT, 2, 3, 3, 2, 1, 1, 0);
        String sum = net.node("sum", new Layer.Add(), other, positive, normed);
        String twice = net.node("twice", new Layer.Add(), sum, sum);
        String average = net.node("average", new Layer.AveragePool(3, 2, 1), twice);
        String same = net.node("same", new Layer.Concat(), average, average);
        return net.graph("crossed", new Shape.Image(2, 6, 5), same, 6, 3);
    }

    /**
     * A dense block in whole blocks of channels and the transition behind it. Of its concatenations one is read by a 3x3
     * convolution, a padded pool and a sum too, and two others continue the same one.
     */
    static LayerGraph chained() {
        BranchedNetworks net = new BranchedNetworks();
        String x = net.conv("stem", LayerGraph.INPUT, 2, 16, 3, 3, 1, 1, 1);
        String start = x;
        for (int i = 1; i <= 3; i++) {
            String y = net.relu("relu" + i, net.norm("bn" + i, x, 16 * i));
            y = net.unit("squeeze" + i, y, 16 * i, 32, 1, 1, 1, 0, 0);
            y = net.conv("grow" + i, y, 32, 16, 3, 3, 1, 1, 1);
            x = net.node("concat" + i, new Layer.Concat(), x, y);
        }
        String other = net.node("other", new Layer.Concat(), "concat1", start);
        other = net.node("other-twice", new Layer.Concat(), other, "concat1", other);
        String seen = net.conv("seen", "concat2", 48, 16, 3, 3, 1, 1, 1);
        String largest = net.node("largest", new Layer.MaxPool(3, 1, 1), "concat2");
        String doubled = net.node("doubled", new Layer.Add(), "concat2", largest, "concat2");
        x = net.conv("transition", net.relu("relu4", net.norm("bn4", x, 64)), 64, 32, 1, 1, 1, 0, 0);
        x = net.node("all", new Layer.Concat(), x, other, seen, doubled);
        x = net.node("bent", new Layer.Tanh(), x);
        x = net.node("average", new Layer.AveragePool(2, 2, 0), x);
        // The pooled images start a chain.
        String y = net.conv("next", x, 224, 16, 1, 1, 1, 0, 0);
        x = net.node("next-concat", new Layer.Concat(), x, y);
        x = net.node("dropped", new Layer.Dropout(0.3), net.node("last-concat", new Layer.Concat(), x, y));
        return net.graph("chained", new Shape.Image(2, 6, 4), x, 256, 3);
    }

    /** A chain whose last part fills no block, pooled and flattened, on images of odd height. */
    static LayerGraph endingInside() {
        BranchedNetworks net = new BranchedNetworks();
        String x = net.conv("stem", LayerGraph.INPUT, 2, 16, 3, 3, 1, 1, 1);
        String a = net.node("a", new Layer.Concat(), x, net.conv("a-new", x, 16, 32, 1, 1, 1, 0, 0));
        String b = net.node("b", new Layer.Concat(), a, net.unit("b-new", a, 48, 16, 1, 1, 1, 0, 0), x);
        String c = net.node("c", new Layer.Concat(), b, net.conv("c-new", b, 80, 5, 1, 1, 1, 0, 0));
        String d = net.node("d", new Layer.Concat(), net.relu("c-relu", c), b);
        d = net.node("d-average", new Layer.AveragePool(2, 2, 0), d);
        String e = net.node("b-average", new Layer.AveragePool(2, 2, 0), net.relu("b-relu", net.norm("b-bn", b, 80)));
        return net.graph("ending-inside", new Shape.Image(2, 5, 6), net.node("e", new Layer.Concat(), d, e), 245, 3);
    }
}
