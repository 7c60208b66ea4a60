package dev.foresight.plots.network;

import dev.foresight.engine.graph.LayerGraph.Node;
import dev.foresight.engine.graph.Shape;
import java.util.List;
import java.util.stream.Stream;

/**
 * One or several equal stretches of a network that follow each other.
 *
 * @param first name of the first stretch
 * @param last name of the last stretch
 * @param repeats how many there are
 * @param units the layers of the first stretch
 * @param input what flows into the first stretch
 * @param output what flows out of the last stretch
 * @param nodes all nodes of all stretches
 */
record Part(String first, String last, int repeats, List<Unit> units, Shape input, Shape output, List<Node> nodes) {
    Part {
        units = List.copyOf(units);
        nodes = List.copyOf(nodes);
    }

    /** The next stretch, built alike, taken in. */
    Part and(Part next) {
        return new Part(
                first,
                next.last,
                repeats + next.repeats,
                units,
                input,
                next.output,
                Stream.concat(nodes.stream(), next.nodes.stream()).toList());
    }

    String name() {
        return range(first, last);
    }

    /** {@code layer2-block2} and {@code layer2-block4} as {@code layer2-block2–4}. */
    static String range(String first, String last) {
        if (first.equals(last)) {
            return first;
        }
        String stem = first.replaceFirst("\\d+$", "");
        boolean numbered =
                last.startsWith(stem) && last.substring(stem.length()).matches("\\d+");
        return numbered && stem.length() < first.length()
                ? first + "–" + last.substring(stem.length())
                : first + " … " + last;
    }

    /** Trained entries of all stretches. */
    long parameters() {
        return nodes.stream().mapToLong(Node::parameterCount).sum();
    }
}
