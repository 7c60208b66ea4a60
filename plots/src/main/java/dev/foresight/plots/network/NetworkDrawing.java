package dev.foresight.plots.network;

import static dev.foresight.plots.network.DrawingStyle.SMALL;
import static dev.foresight.plots.network.DrawingStyle.TEXT;

import dev.foresight.engine.graph.LayerGraph;
import dev.foresight.engine.graph.LayerGraph.Node;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/**
 * A layer graph as an SVG drawing: its parts from top to bottom, each as a row with its name, its layers from left to
 * right, what flows out of it and how many parameters it has. Equal parts that follow each other are drawn once.
 */
public final class NetworkDrawing {
    private static final double MARGIN = 16;
    private static final double HEADER = 62;
    private static final double ROW_PADDING = 9;
    private static final double BETWEEN_ROWS = 15;
    private static final double BOX_HEIGHT = 34;
    private static final double SLIM_BOX_HEIGHT = 24;
    private static final double INPUT_HEIGHT = 28;
    private static final double BETWEEN_LANES = 8;
    private static final double BARE_LANE = 12;
    private static final double BETWEEN_COLUMNS = 26;
    private static final double BADGE = 30;
    /** The size of ordinary letters that are as wide as the bold ones of the names. */
    private static final double BOLD = 1.15 * TEXT;

    private final Svg svg = new Svg();
    private final String title;
    private final LayerGraph graph;
    private final List<Part> parts;
    private final double boxWidth;
    private final double joinWidth;
    private final double diagramLeft;
    private final double outputRight;
    private final double countRight;

    private NetworkDrawing(String title, LayerGraph graph) {
        this.title = title;
        this.graph = graph;
        parts = Outline.of(graph);
        boxWidth = 18 + widestUnit(false);
        joinWidth = 18 + widestUnit(true);
        boolean repeats = parts.stream().anyMatch(part -> part.repeats() > 1);
        diagramLeft = MARGIN + 34 + widest(part -> DrawingStyle.width(part.name(), BOLD)) + (repeats ? BADGE + 8 : 0);
        double diagramWidth = Math.max(
                widest(this::diagramWidth), DrawingStyle.width(LayerWords.kind(graph.input()), TEXT) + BETWEEN_COLUMNS);
        outputRight = diagramLeft
                + diagramWidth
                + 34
                + Math.max(60, widest(part -> DrawingStyle.width(LayerWords.sizes(part.output()), TEXT)));
        countRight = outputRight
                + 22
                + Math.max(62, widest(part -> DrawingStyle.width(LayerWords.count(part.parameters()), TEXT)));
    }

    /** The drawing as an SVG document. */
    public static String of(String title, LayerGraph graph) {
        return new NetworkDrawing(title, graph).draw();
    }

    private double widest(ToDoubleFunction<Part> width) {
        return parts.stream().mapToDouble(width).max().orElse(0);
    }

    private double widestUnit(boolean joins) {
        return parts.stream()
                .filter(part -> part.units().size() > 1)
                .flatMap(part -> part.units().stream())
                .filter(unit -> unit.joins() == joins)
                .mapToDouble(unit -> Math.max(
                        DrawingStyle.width(LayerWords.brief(unit.main().layer()), TEXT),
                        Math.max(
                                DrawingStyle.width(brief(unit.before()), SMALL),
                                DrawingStyle.width(brief(unit.after()), SMALL))))
                .max()
                .orElse(0);
    }

    private static String brief(List<Node> nodes) {
        return nodes.stream().map(node -> LayerWords.brief(node.layer())).collect(Collectors.joining(" · "));
    }

    private String draw() {
        double width = countRight + 12 + MARGIN;
        String summary = LayerWords.count(graph.parameterCount()) + " parameters";
        double y = input(width);
        for (Part part : parts) {
            y = row(y, width, part);
        }
        double height = y + MARGIN;
        svg.text(MARGIN, 30, "title start", title);
        svg.text(MARGIN, 50, "small start", summary);
        svg.text(outputRight, 50, "head end", "output");
        svg.text(countRight, 50, "head end", "parameters");
        return svg.document(width, height, title, summary, DrawingStyle.CSS);
    }

    private double input(double width) {
        svg.box(MARGIN, HEADER, width - 2 * MARGIN, INPUT_HEIGHT, 6, "part");
        double baseline = HEADER + INPUT_HEIGHT / 2 + 4;
        svg.text(MARGIN + 12, baseline, "name start", LayerGraph.INPUT);
        svg.text(diagramLeft + BETWEEN_COLUMNS - 6, baseline, "layer start", LayerWords.kind(graph.input()));
        svg.text(outputRight, baseline, "value end", LayerWords.sizes(graph.input()));
        return HEADER + INPUT_HEIGHT;
    }

    /** Draws a part below {@code above} and returns where it ends. */
    private double row(double above, double width, Part part) {
        double y = above + BETWEEN_ROWS;
        BlockLayout layout = new BlockLayout(part);
        boolean slim = part.units().size() == 1;
        double height = 2 * ROW_PADDING + (slim ? SLIM_BOX_HEIGHT : laneTop(layout, layout.lanes()) - BETWEEN_LANES);
        double baseline = y + height / 2 + 4;
        if (part.repeats() > 1) {
            svg.box(MARGIN + 4, y + 4, width - 2 * MARGIN, height, 6, "behind");
        }
        svg.box(MARGIN, y, width - 2 * MARGIN, height, 6, "part");
        svg.text(MARGIN + 12, baseline, "name start", part.name());
        if (part.repeats() > 1) {
            double left = diagramLeft - 20 - BADGE;
            svg.box(left, baseline - 13, BADGE, 18, 9, "badge");
            svg.text(left + BADGE / 2, baseline, "times", "×" + part.repeats());
        }
        svg.text(outputRight, baseline, "value end", LayerWords.sizes(part.output()));
        if (part.parameters() > 0) {
            svg.text(countRight, baseline, "value end", LayerWords.count(part.parameters()));
        }
        if (slim) {
            slim(part.units().getFirst(), above, y + ROW_PADDING);
        } else {
            diagram(layout, above, y + ROW_PADDING);
        }
        return y + height + (part.repeats() > 1 ? 4 : 0);
    }

    /** A part of one box: all its words in one line. */
    private void slim(Unit unit, double above, double top) {
        double left = diagramLeft + BETWEEN_COLUMNS - 6;
        double middle = top + SLIM_BOX_HEIGHT / 2;
        String text = brief(unit.nodes());
        double width = 18 + DrawingStyle.width(text, TEXT);
        svg.line("way", diagramLeft - 6, above, diagramLeft - 6, middle, left - 5, middle);
        tip(left, middle);
        svg.box(
                left,
                top,
                width,
                SLIM_BOX_HEIGHT,
                5,
                DrawingStyle.of(unit.main().layer()));
        svg.text(left + width / 2, middle + 4, "layer", text);
    }

    private void diagram(BlockLayout layout, double above, double top) {
        double lowestEntry = above;
        for (BlockLayout.Way way : layout.ways()) {
            BlockLayout.Place to = layout.places().get(way.to());
            double end = left(layout, to.column());
            double endY = top + laneMiddle(layout, to.unit().joins() ? way.lane() : to.top());
            if (way.from() == BlockLayout.ENTRY) {
                svg.line("way", diagramLeft - 6, endY, end - 5, endY);
                lowestEntry = Math.max(lowestEntry, endY);
            } else {
                BlockLayout.Place from = layout.places().get(way.from());
                double start = left(layout, from.column()) + width(from.unit());
                double startY = top + middle(layout, from);
                double bend = start + BETWEEN_COLUMNS / 2;
                svg.line("way", start, startY, bend, startY, bend, endY, end - 5, endY);
            }
            tip(end, endY);
        }
        svg.line("way", diagramLeft - 6, above, diagramLeft - 6, lowestEntry + 0.5);
        for (BlockLayout.Place place : layout.places()) {
            double y = top + laneTop(layout, place.top());
            double bottom = top + laneTop(layout, place.bottom() + 1) - BETWEEN_LANES;
            box(place.unit(), left(layout, place.column()), y, bottom - y);
        }
    }

    private void box(Unit unit, double x, double y, double height) {
        double width = width(unit);
        double centre = x + width / 2;
        double middle = y + height / 2;
        svg.box(x, y, width, height, 5, DrawingStyle.of(unit.main().layer()));
        String main = LayerWords.brief(unit.main().layer());
        if (!unit.before().isEmpty()) {
            svg.text(centre, middle - 4, "small", brief(unit.before()));
            svg.text(centre, middle + 11, "layer", main);
        } else if (!unit.after().isEmpty()) {
            svg.text(centre, middle - 2, "layer", main);
            svg.text(centre, middle + 12, "small", brief(unit.after()));
        } else {
            svg.text(centre, middle + 4, "layer", main);
        }
    }

    private void tip(double x, double y) {
        svg.line("tip", x, y, x - 6, y - 3.5, x - 6, y + 3.5);
    }

    private double width(Unit unit) {
        return unit.joins() ? joinWidth : boxWidth;
    }

    private double left(BlockLayout layout, int column) {
        double x = diagramLeft + BETWEEN_COLUMNS - 6;
        for (int i = 0; i < column; i++) {
            x += columnWidth(layout, i) + BETWEEN_COLUMNS;
        }
        return x;
    }

    private double columnWidth(BlockLayout layout, int column) {
        boolean onlyJoins = layout.places().stream()
                .filter(place -> place.column() == column)
                .allMatch(place -> place.unit().joins());
        return onlyJoins ? joinWidth : boxWidth;
    }

    private double diagramWidth(Part part) {
        if (part.units().size() == 1) {
            return BETWEEN_COLUMNS
                    + 12
                    + DrawingStyle.width(brief(part.units().getFirst().nodes()), TEXT);
        }
        BlockLayout layout = new BlockLayout(part);
        return left(layout, layout.columns()) - BETWEEN_COLUMNS - diagramLeft;
    }

    private double middle(BlockLayout layout, BlockLayout.Place place) {
        return (laneTop(layout, place.top()) + laneTop(layout, place.bottom() + 1) - BETWEEN_LANES) / 2;
    }

    private double laneTop(BlockLayout layout, int lane) {
        double y = 0;
        for (int i = 0; i < lane; i++) {
            y += laneHeight(layout, i) + BETWEEN_LANES;
        }
        return y;
    }

    private double laneMiddle(BlockLayout layout, int lane) {
        return laneTop(layout, lane) + laneHeight(layout, lane) / 2;
    }

    private double laneHeight(BlockLayout layout, int lane) {
        return layout.bare(lane) ? BARE_LANE : BOX_HEIGHT;
    }
}
