package dev.foresight.engine.graph;

import java.util.List;

/**
 * A network as a directed acyclic graph of layers in topological order; the last node gives the logits, on which the
 * loss is a softmax cross-entropy.
 */
public record LayerGraph(String name, Shape input, List<Node> nodes) {
    /** The name under which nodes refer to the network's input. */
    public static final String INPUT = "input";

    public LayerGraph {
        nodes = List.copyOf(nodes);
    }

    /** A layer at its place. */
    public record Node(String name, Layer layer, List<String> inputs) {
        public Node {
            inputs = List.copyOf(inputs);
        }
    }
}
