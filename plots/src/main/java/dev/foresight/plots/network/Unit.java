package dev.foresight.plots.network;

import dev.foresight.engine.graph.Layer;
import dev.foresight.engine.graph.LayerGraph.Node;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Layers that a drawing shows in one box, because they follow each other without a branch: a convolution with the
 * normalisation and the ReLU behind it, or a normalisation and a ReLU with the convolution behind them.
 *
 * @param before what stands before the main layer
 * @param main what the box is named after
 * @param after what stands behind it
 */
record Unit(List<Node> before, Node main, List<Node> after) {
    Unit {
        before = List.copyOf(before);
        after = List.copyOf(after);
    }

    /** The nodes as units, in order; {@code readers} counts who reads each node of the graph. */
    static List<Unit> of(List<Node> nodes, Map<String, Integer> readers) {
        List<Unit> units = new ArrayList<>();
        Map<String, Integer> tails = new HashMap<>();
        for (Node node : nodes) {
            String input = node.inputs().getFirst();
            Integer tail = tails.get(input);
            boolean alone = node.inputs().size() == 1 && readers.getOrDefault(input, 0) == 1;
            if (alone && tail != null && units.get(tail).takes(node.layer())) {
                units.set(tail, units.get(tail).with(node));
                tails.put(node.name(), tail);
            } else {
                tails.put(node.name(), units.size());
                units.add(new Unit(List.of(), node, List.of()));
            }
        }
        return List.copyOf(units);
    }

    private boolean takes(Layer next) {
        if (weighs(next)) {
            return before.isEmpty() && main.layer() instanceof Layer.BatchNorm;
        }
        return before.isEmpty() && pointwise(next);
    }

    private Unit with(Node next) {
        if (weighs(next.layer())) {
            return new Unit(Stream.concat(Stream.of(main), after.stream()).toList(), next, List.of());
        }
        return new Unit(
                before, main, Stream.concat(after.stream(), Stream.of(next)).toList());
    }

    private static boolean weighs(Layer layer) {
        return layer instanceof Layer.Conv || layer instanceof Layer.Linear;
    }

    private static boolean pointwise(Layer layer) {
        return switch (layer) {
            case Layer.BatchNorm unused -> true;
            case Layer.Relu unused -> true;
            case Layer.Tanh unused -> true;
            case Layer.Dropout unused -> true;
            case Layer.LockedDropout unused -> true;
            case Layer.ActivationPenalty unused -> true;
            case Layer.Conv unused -> false;
            case Layer.MaxPool unused -> false;
            case Layer.AveragePool unused -> false;
            case Layer.GlobalAveragePool unused -> false;
            case Layer.Flatten unused -> false;
            case Layer.Linear unused -> false;
            case Layer.Add unused -> false;
            case Layer.Concat unused -> false;
            case Layer.Embedding unused -> false;
            case Layer.Lstm unused -> false;
        };
    }

    Node first() {
        return before.isEmpty() ? main : before.getFirst();
    }

    Node last() {
        return after.isEmpty() ? main : after.getLast();
    }

    List<Node> nodes() {
        return Stream.of(before.stream(), Stream.of(main), after.stream())
                .flatMap(nodes -> nodes)
                .toList();
    }

    /** Whether it brings several ways together. */
    boolean joins() {
        return main.layer() instanceof Layer.Add || main.layer() instanceof Layer.Concat;
    }
}
