package dev.foresight.plots.figure;

import dev.foresight.plots.series.HeatCell;
import dev.foresight.plots.series.HeatMap;
import dev.foresight.plots.style.ColorBar;
import dev.foresight.plots.style.Colors;
import dev.foresight.plots.style.Palette;
import dev.foresight.plots.style.Ticks;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.geom.AffineTransform;
import java.awt.geom.Line2D;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.List;

/** Draws a heat map in points, whatever the file: titles, cells, labels, the bar of colours, what signs mean. */
final class HeatMapPainter {
    private static final double LINE = 1.35;
    private static final double BAR_HEIGHT = 0.8;
    /** Steps of the bar: finer than an eye tells apart. */
    private static final int BAR_STEPS = 64;

    private static final double SMALLEST_TEXT = 0.55;
    private static final double NOTE = 0.8;
    private static final char NO_BREAK = '\u00a0';

    private final HeatMapSpec spec;
    private final HeatMap map;
    private final double unit;
    private final Font font;
    private final double margin;
    private final double width;

    HeatMapPainter(HeatMapSpec spec) {
        this.spec = spec;
        this.map = spec.map();
        this.unit = spec.size().fontPt();
        this.font = FigureFont.of(unit);
        this.margin = unit * 0.3;
        this.width = spec.size().widthPt() - 2 * margin;
    }

    void paint(Graphics2D g) {
        double top = titles(g) + unit * 0.4;
        // A clause is broken only where it is longer than a line.
        List<String> clauses = map.legend().stream()
                .map(clause -> width(clause) < width * 0.95 ? clause.replace(' ', NO_BREAK) : clause)
                .toList();
        List<String> legend = wrapped(String.join("; ", clauses)).stream()
                .map(line -> line.replace(NO_BREAK, ' '))
                .toList();
        double bottom = spec.size().heightPt() - margin;
        for (int i = legend.size() - 1; i >= 0; i--) {
            text(g, legend.get(i), font, Palette.PAPER.dim(), margin, bottom - unit * 0.25);
            bottom -= unit * LINE;
        }
        bottom = bar(g, bottom) - unit * 0.6;
        double rowLabels = map.rows().stream().mapToDouble(this::width).max().orElse(0);
        double left = margin + unit * (map.y().isEmpty() ? 0 : LINE) + rowLabels + unit * 0.5;
        double right = margin + width;
        double low = bottom - unit * (map.x().isEmpty() ? 1.4 : 2.8);
        Rectangle2D area = new Rectangle2D.Double(left, top, Math.max(1, right - left), Math.max(1, low - top));
        axes(g, area);
        cells(g, area);
    }

    private double titles(Graphics2D g) {
        double y = margin;
        if (!spec.title().isEmpty()) {
            Font large = FigureFont.of(unit * 1.2);
            y += unit * 1.2;
            text(g, spec.title(), large, Palette.PAPER.ink(), margin, y);
            y += unit * 0.35;
        }
        for (String line : wrapped(spec.subtitle())) {
            y += unit;
            text(g, line, font, Palette.PAPER.dim(), margin, y);
            y += unit * 0.35;
        }
        return y;
    }

    /** The bar with its title and ticks; returns where the room above it ends. */
    private double bar(Graphics2D g, double bottom) {
        ColorBar bar = map.bar();
        String title = bar.axis().title();
        double titleWidth = width(title);
        boolean beside = titleWidth < width * 0.55;
        double lastLabel = bar.ticks().marks().isEmpty()
                ? 0
                : width(bar.ticks().marks().getLast().label());
        double from = margin + (beside ? titleWidth + unit * 1.2 : unit);
        double to = margin + width - Math.max(unit * 0.5, lastLabel / 2);
        double top = bottom - unit * (BAR_HEIGHT + 1.3);
        double step = (to - from) / BAR_STEPS;
        for (int i = 0; i < BAR_STEPS; i++) {
            g.setColor(Color.decode(bar.colors().at((i + 0.5) / BAR_STEPS)));
            // A little over the next, which is drawn after it: no seams.
            double over = i == BAR_STEPS - 1 ? step : step * 1.5;
            g.fill(new Rectangle2D.Double(from + i * step, top, over, unit * BAR_HEIGHT));
        }
        g.setStroke(new BasicStroke((float) (unit * 0.06)));
        for (Ticks.Tick tick : bar.ticks().marks()) {
            double x = from + bar.position(tick.value()) * (to - from);
            double under = top + unit * BAR_HEIGHT;
            g.setColor(Color.decode(Palette.PAPER.edge()));
            g.draw(new Line2D.Double(x, under, x, under + unit * 0.2));
            centred(g, tick.label(), font, Palette.PAPER.dim(), x, under + unit * 1.15);
        }
        if (beside) {
            text(g, title, font, Palette.PAPER.dim(), margin, top + unit * 0.75);
            return top;
        }
        text(g, title, font, Palette.PAPER.dim(), margin, top - unit * 0.35);
        return top - unit * LINE;
    }

    /** Labels as many as have room, titles of both axes. */
    private void axes(Graphics2D g, Rectangle2D area) {
        double cellWidth = area.getWidth() / Math.max(1, map.columns().size());
        double cellHeight = area.getHeight() / Math.max(1, map.rows().size());
        double widest = map.columns().stream().mapToDouble(this::width).max().orElse(0);
        int everyColumn = Math.max(1, (int) Math.ceil((widest + unit * 0.4) / cellWidth));
        int everyRow = Math.max(1, (int) Math.ceil(unit * 1.1 / cellHeight));
        for (int i = 0; i < map.columns().size(); i += everyColumn) {
            double x = area.getMinX() + (i + 0.5) * cellWidth;
            centred(g, map.columns().get(i), font, Palette.PAPER.dim(), x, area.getMaxY() + unit * 1.15);
        }
        for (int i = 0; i < map.rows().size(); i += everyRow) {
            String label = map.rows().get(i);
            double y = area.getMinY() + (i + 0.5) * cellHeight + unit * 0.35;
            text(g, label, font, Palette.PAPER.dim(), area.getMinX() - unit * 0.5 - width(label), y);
        }
        centred(g, map.x(), font, Palette.PAPER.dim(), area.getCenterX(), area.getMaxY() + unit * 2.55);
        if (!map.y().isEmpty()) {
            AffineTransform before = g.getTransform();
            g.translate(margin + unit * 0.9, area.getCenterY());
            g.rotate(-Math.PI / 2);
            centred(g, map.y(), font, Palette.PAPER.dim(), 0, 0);
            g.setTransform(before);
        }
    }

    private void cells(Graphics2D g, Rectangle2D area) {
        double cellWidth = area.getWidth() / Math.max(1, map.columns().size());
        double cellHeight = area.getHeight() / Math.max(1, map.rows().size());
        double gap = Math.min(cellWidth, cellHeight) > unit ? unit * 0.08 : 0;
        double size = textSize(cellWidth, cellHeight);
        for (int row = 0; row < map.rows().size(); row++) {
            for (int column = 0; column < map.columns().size(); column++) {
                Rectangle2D room = new Rectangle2D.Double(
                        area.getMinX() + column * cellWidth + gap / 2,
                        area.getMinY() + row * cellHeight + gap / 2,
                        cellWidth - gap,
                        cellHeight - gap);
                cell(g, map.cell(row, column), room, size);
            }
        }
    }

    private void cell(Graphics2D g, HeatCell cell, Rectangle2D room, double size) {
        if (!cell.present()) {
            hatch(g, room);
            return;
        }
        String fill = Double.isNaN(map.bar().position(cell.value()))
                ? Palette.PAPER.grid()
                : map.bar().color(cell.value());
        g.setColor(Color.decode(fill));
        g.fill(room);
        if (size > 0) {
            String ink = Colors.inkOn(fill);
            boolean noted = !cell.note().isEmpty();
            double middle = room.getCenterY() + size * 0.35 - (noted ? size * NOTE * 0.55 : 0);
            centred(g, cell.text(), FigureFont.of(size), ink, room.getCenterX(), middle);
            if (noted) {
                Font small = FigureFont.of(size * NOTE);
                centred(g, cell.note(), small, ink, room.getCenterX(), middle + size * NOTE * 1.2);
            }
        }
        if (cell.framed()) {
            // Dark on light, so that it is seen on any colour.
            frame(g, room, unit * 0.11, unit * 0.22, Palette.PAPER.ink());
            frame(g, room, unit * 0.27, unit * 0.1, Palette.PAPER.ground());
        }
    }

    private static void frame(Graphics2D g, Rectangle2D room, double inset, double line, String color) {
        g.setStroke(new BasicStroke((float) line, BasicStroke.CAP_BUTT, BasicStroke.JOIN_MITER));
        g.setColor(Color.decode(color));
        g.draw(new Rectangle2D.Double(
                room.getX() + inset,
                room.getY() + inset,
                Math.max(0, room.getWidth() - 2 * inset),
                Math.max(0, room.getHeight() - 2 * inset)));
    }

    private void hatch(Graphics2D g, Rectangle2D room) {
        g.setColor(Color.decode(Palette.PAPER.edge()));
        g.setStroke(new BasicStroke((float) (unit * 0.05)));
        double w = room.getWidth();
        double h = room.getHeight();
        for (double d = unit * 0.4; d < w + h; d += unit * 0.6) {
            g.draw(new Line2D.Double(
                    room.getX() + Math.max(0, d - h),
                    room.getY() + Math.min(d, h),
                    room.getX() + Math.min(d, w),
                    room.getY() + Math.max(0, d - w)));
        }
    }

    /** One size for all cells, at which each has its text and note; 0 where that were too small to read. */
    private double textSize(double cellWidth, double cellHeight) {
        double widest = map.all()
                .mapToDouble(cell -> Math.max(width(cell.text()), NOTE * width(cell.note())))
                .max()
                .orElse(0);
        boolean noted = map.all().anyMatch(cell -> !cell.note().isEmpty());
        double size = Math.min(unit * 0.95, unit * (cellWidth - unit * 0.3) / Math.max(widest, 1e-9));
        size = Math.min(size, cellHeight / (noted ? 2.3 : 1.3));
        return size < unit * SMALLEST_TEXT ? 0 : size;
    }

    /** The text in lines that fit the figure's width. */
    private List<String> wrapped(String text) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        for (String word : text.split(" ")) {
            if (!line.isEmpty() && width(line + " " + word) > width) {
                lines.add(line.toString());
                line.setLength(0);
            }
            line.append(line.isEmpty() ? "" : " ").append(word);
        }
        if (!line.isEmpty()) {
            lines.add(line.toString());
        }
        return lines;
    }

    private double width(String text) {
        return FigureFont.width(text, font);
    }

    private static void centred(Graphics2D g, String text, Font font, String color, double x, double baseline) {
        text(g, text, font, color, x - FigureFont.width(text, font) / 2, baseline);
    }

    private static void text(Graphics2D g, String text, Font font, String color, double x, double baseline) {
        if (!text.isEmpty()) {
            g.setFont(font);
            g.setColor(Color.decode(color));
            g.drawString(text, (float) x, (float) baseline);
        }
    }
}
