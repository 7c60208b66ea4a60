package dev.foresight.plots.network;

import dev.foresight.engine.graph.Layer;
import dev.foresight.engine.graph.LayerGraph;
import dev.foresight.engine.graph.LayerGraph.Node;
import dev.foresight.engine.graph.Shape;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * A layer graph as a sequence of parts, each fed by the one before it alone. Which nodes belong together follows from
 * their names: {@code a1-5x5-conv2} is part of block {@code a1}, and {@code layer2-block3-conv1} of the third block of
 * stage {@code layer2}. Parts that follow each other and are built alike are one part with a number of repeats.
 */
final class Outline {
    private final LayerGraph graph;
    private final Map<String, Shape> shapes;
    private final Map<String, Integer> readers = new HashMap<>();

    private Outline(LayerGraph graph) {
        this.graph = graph;
        this.shapes = graph.shapes();
        for (Node node : graph.nodes()) {
            node.inputs().forEach(input -> readers.merge(input, 1, Integer::sum));
        }
    }

    static List<Part> of(LayerGraph graph) {
        Outline outline = new Outline(graph);
        return outline.folded(outline.split());
    }

    private List<Part> split() {
        List<Node> nodes = graph.nodes();
        List<String> blocks = blocks();
        List<Part> parts = new ArrayList<>();
        List<Node> loose = new ArrayList<>();
        int from = 0;
        for (int to = 1; to <= nodes.size(); to++) {
            if (to < nodes.size() && (blocks.get(to).equals(blocks.get(to - 1)) || !closed(to))) {
                continue;
            }
            if (to - from == 1) {
                loose.add(nodes.get(from));
            } else {
                parts.addAll(units(loose));
                loose.clear();
                boolean one = blocks.get(from).equals(blocks.get(to - 1));
                String name = one
                        ? blocks.get(from)
                        : Part.range(nodes.get(from).name(), nodes.get(to - 1).name());
                parts.add(part(name, Unit.of(nodes.subList(from, to), readers)));
            }
            from = to;
        }
        parts.addAll(units(loose));
        return parts;
    }

    private List<Part> units(List<Node> loose) {
        return Unit.of(loose, readers).stream()
                .map(unit -> part(unit.main().name(), List.of(unit)))
                .toList();
    }

    private Part part(String name, List<Unit> units) {
        List<Node> nodes = units.stream().flatMap(unit -> unit.nodes().stream()).toList();
        return new Part(
                name,
                name,
                1,
                units,
                shape(nodes.getFirst().inputs().getFirst()),
                shape(nodes.getLast().name()),
                nodes);
    }

    private Shape shape(String node) {
        return Objects.requireNonNull(shapes.get(node), node);
    }

    /** Whether everything from node {@code at} on is fed by the node before it alone. */
    private boolean closed(int at) {
        List<Node> nodes = graph.nodes();
        Map<String, Integer> places = new HashMap<>();
        places.put(LayerGraph.INPUT, -1);
        for (int i = 0; i < at; i++) {
            places.put(nodes.get(i).name(), i);
        }
        return nodes.subList(at, nodes.size()).stream()
                .flatMap(node -> node.inputs().stream())
                .allMatch(input -> places.getOrDefault(input, at - 1) == at - 1);
    }

    /** The block of each node: its name's first word, or the first two where these make a stage of blocks. */
    private List<String> blocks() {
        List<String[]> words =
                graph.nodes().stream().map(node -> node.name().split("-")).toList();
        List<String> blocks = new ArrayList<>();
        for (int from = 0, to; from < words.size(); from = to) {
            String first = words.get(from)[0];
            int fewest = Integer.MAX_VALUE;
            for (to = from; to < words.size() && words.get(to)[0].equals(first); to++) {
                fewest = Math.min(fewest, words.get(to).length);
            }
            for (int i = from; i < to; i++) {
                // No word begins with #: a name without parts is a block of its own.
                blocks.add(fewest > 2 ? first + "-" + words.get(i)[1] : fewest == 2 ? first : "#" + i);
            }
        }
        return blocks;
    }

    private List<Part> folded(List<Part> parts) {
        List<Part> folded = new ArrayList<>();
        for (Part part : parts) {
            if (!folded.isEmpty() && alike(folded.getLast(), part)) {
                folded.set(folded.size() - 1, folded.getLast().and(part));
            } else {
                folded.add(part);
            }
        }
        return List.copyOf(folded);
    }

    private static boolean alike(Part one, Part other) {
        return pattern(one.units()).equals(pattern(other.units())) && sameSize(one.output(), other.output());
    }

    private static boolean sameSize(Shape one, Shape other) {
        return one instanceof Shape.Image a && other instanceof Shape.Image b
                ? a.height() == b.height() && a.width() == b.width()
                : one.equals(other);
    }

    /** The layers without the channels that arrive, and who reads whom within the part. */
    private static List<Object> pattern(List<Unit> units) {
        List<Node> nodes = units.stream().flatMap(unit -> unit.nodes().stream()).toList();
        List<String> names = nodes.stream().map(Node::name).toList();
        List<Object> pattern = new ArrayList<>();
        for (Node node : nodes) {
            pattern.add(form(node.layer()));
            pattern.add(node.inputs().stream().map(names::indexOf).toList());
        }
        return pattern;
    }

    private static Object form(Layer layer) {
        return switch (layer) {
            case Layer.Conv conv ->
                List.of(LayerWords.brief(conv), conv.paddingHeight(), conv.paddingWidth(), conv.bias());
            case Layer.Linear linear -> List.of(linear.out(), linear.bias());
            case Layer.BatchNorm norm -> List.of(norm.epsilon(), norm.momentum());
            case Layer.Lstm lstm -> List.of(lstm.hidden(), lstm.biases(), lstm.weightDrop());
            case Layer.Embedding embedding -> embedding;
            case Layer.Relu same -> same;
            case Layer.Tanh same -> same;
            case Layer.MaxPool same -> same;
            case Layer.AveragePool same -> same;
            case Layer.GlobalAveragePool same -> same;
            case Layer.Flatten same -> same;
            case Layer.Dropout same -> same;
            case Layer.LockedDropout same -> same;
            case Layer.ActivationPenalty same -> same;
            case Layer.Add same -> same;
            case Layer.Concat same -> same;
        };
    }
}
