package dev.foresight.plots.network;

import dev.foresight.engine.graph.LayerGraph.Node;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Where the units of a part stand: in a column behind all that feeds them, and in a lane, which a branch keeps from where
 * it leaves to where it ends. A join spans the lanes that it brings together. What goes around all units has a lane of its
 * own at the bottom.
 */
final class BlockLayout {
    /** Stands for what flows into the part. */
    static final int ENTRY = -1;

    /**
     * A unit in its place.
     *
     * @param top first lane
     * @param bottom last lane, for a join of several
     */
    record Place(Unit unit, int column, int top, int bottom) {}

    /** What flows from one unit, or {@link #ENTRY}, to another along a lane. */
    record Way(int from, int to, int lane) {}

    private final List<Place> places = new ArrayList<>();
    private final List<Way> ways = new ArrayList<>();
    private final Map<String, Integer> unitOf = new HashMap<>();
    /** Units whose lane somebody goes on with already. */
    private final Set<Integer> continued = new HashSet<>();

    private int lanes;

    BlockLayout(Part part) {
        for (Unit unit : part.units()) {
            place(unit);
            unit.nodes().forEach(node -> unitOf.put(node.name(), places.size() - 1));
        }
    }

    List<Place> places() {
        return places;
    }

    List<Way> ways() {
        return ways;
    }

    int lanes() {
        return lanes;
    }

    int columns() {
        return places.stream().mapToInt(Place::column).max().orElse(0) + 1;
    }

    /** Whether a lane carries nothing but a way around. */
    boolean bare(int lane) {
        return places.stream().allMatch(place -> place.unit().joins() || place.top() != lane);
    }

    private void place(Unit unit) {
        int index = places.size();
        List<Integer> sources = sources(unit.first());
        int column = 0;
        for (int source : sources) {
            column = Math.max(column, source == ENTRY ? 0 : places.get(source).column() + 1);
        }
        if (!unit.joins()) {
            int lane = laneFrom(sources.getFirst());
            ways.add(new Way(sources.getFirst(), index, lane));
            places.add(new Place(unit, column, lane, lane));
            return;
        }
        int top = Integer.MAX_VALUE;
        int bottom = 0;
        for (int source : sources) {
            int lane = laneFrom(source);
            ways.add(new Way(source, index, lane));
            top = Math.min(top, lane);
            bottom = Math.max(bottom, lane);
        }
        places.add(new Place(unit, column, top, bottom));
    }

    private List<Integer> sources(Node node) {
        return node.inputs().stream()
                .map(input -> unitOf.getOrDefault(input, ENTRY))
                .toList();
    }

    /** The lane of the unit for the first that goes on from it, a new one for the others. */
    private int laneFrom(int source) {
        return source != ENTRY && continued.add(source) ? places.get(source).top() : lanes++;
    }
}
