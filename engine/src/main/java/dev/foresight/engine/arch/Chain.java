package dev.foresight.engine.arch;

import dev.foresight.engine.graph.Layer;
import dev.foresight.engine.graph.LayerGraph;
import dev.foresight.engine.graph.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * A graph in the making, seen from one of its ends: each layer is fed by the one before it. A {@link #branch} is a second
 * end of the same graph at the same place; {@link #add} and {@link #concat} bring ends together.
 */
final class Chain {
    private final String name;
    private final Shape input;
    /** Shared by all ends. */
    private final List<LayerGraph.Node> nodes;

    private String last;
    private int channels;

    private Chain(String name, Shape input, List<LayerGraph.Node> nodes, String last, int channels) {
        this.name = name;
        this.input = input;
        this.nodes = nodes;
        this.last = last;
        this.channels = channels;
    }

    Chain(String name, Shape input) {
        this(
                name,
                input,
                new ArrayList<>(),
                LayerGraph.INPUT,
                input instanceof Shape.Image image ? image.channels() : 0);
    }

    Chain then(String node, Layer layer) {
        return add(node, layer, List.of(last), layer instanceof Layer.Conv conv ? conv.out() : channels);
    }

    /** Another end where this one stands now. */
    Chain branch() {
        return new Chain(name, input, nodes, last, channels);
    }

    /** Adds up the ends; this one goes on behind the sum. */
    Chain add(String node, Chain... ends) {
        return add(node, new Layer.Add(), lasts(ends), ends[0].channels);
    }

    /** Puts the channels of the ends one after the other; this one goes on behind them. */
    Chain concat(String node, Chain... ends) {
        int all = Stream.of(ends).mapToInt(Chain::channels).sum();
        return add(node, new Layer.Concat(), lasts(ends), all);
    }

    private static List<String> lasts(Chain... ends) {
        return Stream.of(ends).map(end -> end.last).toList();
    }

    private Chain add(String node, Layer layer, List<String> inputs, int channelsBehind) {
        nodes.add(new LayerGraph.Node(node, layer, inputs));
        last = node;
        channels = channelsBehind;
        return this;
    }

    /** Channels of the image that flows out here; a global average has as many features. */
    int channels() {
        return channels;
    }

    LayerGraph graph() {
        return new LayerGraph(name, input, nodes);
    }
}
