package dev.foresight.plots.figure;

import dev.foresight.plots.series.Curve;
import dev.foresight.plots.series.SeriesBuffer;
import dev.foresight.plots.style.EndLabels;
import dev.foresight.plots.style.Palette;
import dev.foresight.plots.style.Scale;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.geom.Line2D;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jfree.chart.ChartRenderingInfo;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.ui.RectangleInsets;

/** Draws a figure in points, whatever the file: titles, JFreeChart's axes and curves, names. */
final class FigurePainter {
    private static final double LARGEST_NAME_SHARE = 0.3;

    private final FigureSpec spec;
    private final Font font;
    private final Font titleFont;
    private final double unit;
    private final FigurePlot plot;
    private final double width;
    private final double height;

    FigurePainter(FigureSpec spec) {
        this.spec = spec;
        this.font = FigureFont.of(spec.size().fontPt());
        this.titleFont = FigureFont.of(spec.size().fontPt() * 1.2);
        this.unit = spec.size().fontPt();
        this.plot = new FigurePlot(spec, font);
        this.width = spec.size().widthPt();
        this.height = spec.size().heightPt();
    }

    void paint(Graphics2D g) {
        double margin = unit * 0.3;
        double top = titles(g, margin);
        Map<String, Curve> named = named();
        double widest = named.keySet().stream().mapToDouble(this::width).max().orElse(0);
        boolean direct = widest <= width * LARGEST_NAME_SHARE
                && EndLabels.fit(named.size(), unit * 1.2, top, height - unit * 4.5);
        if (!direct) {
            top = legend(g, named, margin, top);
        }
        top += unit * 0.7;
        String lastTick =
                plot.x().marks().isEmpty() ? "" : plot.x().marks().getLast().label();
        double right = Math.max(direct && widest > 0 ? widest + unit : 0, width(lastTick) / 2) + margin;
        JFreeChart chart = new JFreeChart(null, font, plot.build(), false);
        chart.setBackgroundPaint(null);
        // Padding, not a smaller chart: JFreeChart cuts off what stands outside its chart.
        chart.setPadding(new RectangleInsets(top, margin, margin, right));
        chart.setElementHinting(false);
        ChartRenderingInfo info = new ChartRenderingInfo();
        Rectangle2D room = new Rectangle2D.Double(0, 0, width, height);
        chart.draw(g, room, null, info);
        Rectangle2D area = info.getPlotInfo().getDataArea();
        references(g, area);
        if (direct) {
            endLabels(g, named, area);
        }
        if (spec.curves().stream().allMatch(drawn -> drawn.curve().points().isEmpty())) {
            text(g, "no data", font, Palette.PAPER.dim(), area.getCenterX() - width("no data") / 2, area.getCenterY());
        }
    }

    /** Draws title and subtitle; returns where the room below them begins. */
    private double titles(Graphics2D g, double margin) {
        double y = margin;
        if (!spec.title().isEmpty()) {
            y += titleFont.getSize2D();
            text(g, spec.title(), titleFont, Palette.PAPER.ink(), margin, y);
            y += unit * 0.35;
        }
        if (!spec.subtitle().isEmpty()) {
            y += unit;
            text(g, spec.subtitle(), font, Palette.PAPER.dim(), margin, y);
            y += unit * 0.35;
        }
        return y;
    }

    /** One curve of each name, the one that goes furthest. */
    private Map<String, Curve> named() {
        Map<String, Curve> named = new LinkedHashMap<>();
        for (FigureCurve drawn : spec.curves()) {
            Curve curve = drawn.curve();
            if (!drawn.faint() && !curve.label().isEmpty() && last(curve.points()) >= 0) {
                named.merge(curve.label(), curve, (one, other) -> endX(other) > endX(one) ? other : one);
            }
        }
        return named;
    }

    private static double endX(Curve curve) {
        return curve.points().x(last(curve.points()));
    }

    /** Position of the last finite point; -1 if there is none. */
    private static int last(SeriesBuffer points) {
        int i = points.size() - 1;
        while (i >= 0 && !Double.isFinite(points.y(i))) {
            i--;
        }
        return i;
    }

    /** Draws the legend in as many rows as it needs; returns where the room below it begins. */
    private double legend(Graphics2D g, Map<String, Curve> named, double margin, double top) {
        double sample = unit * 2.4;
        double x = margin;
        double y = top + unit * 1.1;
        for (Curve curve : named.values()) {
            double needed = sample + unit * 0.5 + width(curve.label()) + unit * 1.5;
            if (x > margin && x + needed > width) {
                x = margin;
                y += unit * 1.35;
            }
            g.setColor(Color.decode(curve.style().light()));
            g.setStroke(plot.stroke(curve.style(), false));
            g.draw(new Line2D.Double(x, y - unit * 0.35, x + sample, y - unit * 0.35));
            text(g, curve.label(), font, Palette.PAPER.ink(), x + sample + unit * 0.5, y);
            x += needed;
        }
        return y + unit * 0.35;
    }

    private void references(Graphics2D g, Rectangle2D area) {
        spec.references().forEach(line -> {
            double y = py(line.value(), area);
            boolean above = y - unit * 1.3 > area.getMinY();
            text(
                    g,
                    line.label(),
                    font,
                    Palette.PAPER.dim(),
                    area.getMinX() + unit * 0.4,
                    above ? y - unit * 0.3 : y + unit);
        });
    }

    private void endLabels(Graphics2D g, Map<String, Curve> named, Rectangle2D area) {
        List<EndLabels.Name> names = new ArrayList<>();
        for (Curve curve : named.values()) {
            int last = last(curve.points());
            Scale across = spec.x().scale();
            double from = across.forward(plot.x().from());
            double share = (across.forward(curve.points().x(last)) - from)
                    / (across.forward(plot.x().to()) - from);
            double y = py(curve.points().y(last), area);
            names.add(new EndLabels.Name(
                    curve.label(),
                    curve.style(),
                    area.getMinX() + share * area.getWidth() + unit * 0.6,
                    Double.isNaN(y) ? area.getMaxY() : y,
                    width(curve.label())));
        }
        for (EndLabels.Name name : EndLabels.place(names, unit * 1.2, area.getMinY(), area.getMaxY())) {
            text(g, name.text(), font, name.style().light(), name.x(), name.y() + unit * 0.35);
        }
    }

    private double py(double value, Rectangle2D area) {
        Scale scale = spec.y().scale();
        double low = scale.forward(plot.y().from());
        double high = scale.forward(plot.y().to());
        return area.getMaxY() - (scale.forward(value) - low) / (high - low) * area.getHeight();
    }

    private double width(String text) {
        return FigureFont.width(text, font);
    }

    private static void text(Graphics2D g, String text, Font font, String color, double x, double baseline) {
        g.setFont(font);
        g.setColor(Color.decode(color));
        g.drawString(text, (float) x, (float) baseline);
    }
}
