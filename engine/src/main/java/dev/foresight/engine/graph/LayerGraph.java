package dev.foresight.engine.graph;

import java.util.List;
import java.util.Map;
import java.util.Objects;

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

        /** The parameter tensors that this node owns. */
        public List<Tensor> tensors() {
            return LayerTensors.of(this);
        }

        /** How many entries of it are trained. */
        public long parameterCount() {
            return tensors().stream()
                    .filter(tensor -> tensor.kind().trained())
                    .mapToLong(Tensor::size)
                    .sum();
        }
    }

    /**
     * What flows out of each node, and of {@link #INPUT}, in node order.
     *
     * @throws GraphException when a node does not fit what it is fed with, or the graph is malformed
     */
    public Map<String, Shape> shapes() {
        return ShapeInference.shapes(this);
    }

    /**
     * What flows out of the last node: the logits.
     *
     * @throws GraphException as {@link #shapes}
     */
    public Shape output() {
        Map<String, Shape> shapes = shapes();
        return Objects.requireNonNull(shapes.get(nodes.getLast().name()));
    }

    /** The parameter tensors in node order; a tied matrix stands once, with its embedding. */
    public List<Tensor> tensors() {
        return nodes.stream().flatMap(node -> node.tensors().stream()).toList();
    }

    /** How many entries are trained; running statistics are not. */
    public long parameterCount() {
        return nodes.stream().mapToLong(Node::parameterCount).sum();
    }
}
