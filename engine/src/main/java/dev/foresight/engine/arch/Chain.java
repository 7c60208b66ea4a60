package dev.foresight.engine.arch;

import dev.foresight.engine.graph.Layer;
import dev.foresight.engine.graph.LayerGraph;
import dev.foresight.engine.graph.Shape;
import java.util.ArrayList;
import java.util.List;

/** A graph in the making in which each layer is fed by the one before it. */
final class Chain {
    private final String name;
    private final Shape input;
    private final List<LayerGraph.Node> nodes = new ArrayList<>();
    private String last = LayerGraph.INPUT;

    Chain(String name, Shape input) {
        this.name = name;
        this.input = input;
    }

    Chain then(String node, Layer layer) {
        nodes.add(new LayerGraph.Node(node, layer, List.of(last)));
        last = node;
        return this;
    }

    LayerGraph graph() {
        return new LayerGraph(name, input, nodes);
    }
}
