package dev.foresight.plots.figure;

import dev.foresight.plots.series.Decimator;
import dev.foresight.plots.series.Extent;
import dev.foresight.plots.style.CurveStyle;
import dev.foresight.plots.style.Palette;
import dev.foresight.plots.style.ReferenceLine;
import dev.foresight.plots.style.Scale;
import dev.foresight.plots.style.Ticks;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.util.Arrays;
import org.jfree.chart.annotations.XYPolygonAnnotation;
import org.jfree.chart.axis.AxisLocation;
import org.jfree.chart.plot.ValueMarker;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.XYLineAndShapeRenderer;
import org.jfree.chart.ui.Layer;
import org.jfree.chart.ui.RectangleInsets;
import org.jfree.data.xy.DefaultXYDataset;

/** The axes of a figure and what lies in them; texts around them are {@link FigurePainter}'s. */
final class FigurePlot {
    /** Columns for decimation: finer than any printer shows. */
    private static final double COLUMNS_PER_MM = 10;

    private static final double LINE = 0.16;
    private static final double FAINT_LINE = 0.07;
    private static final int FAINT_ALPHA = 80;
    private static final int BAND_ALPHA = 46;

    private final FigureSpec spec;
    private final Font font;
    private final Ticks x;
    private final Ticks y;

    FigurePlot(FigureSpec spec, Font font) {
        this.spec = spec;
        this.font = font;
        Extent across = new Extent();
        Extent up = new Extent();
        Scale scale = spec.y().scale();
        for (FigureCurve drawn : spec.curves()) {
            across.includeX(drawn.curve().points());
            up.includeY(drawn.curve().points(), scale);
        }
        for (Band band : spec.bands()) {
            Arrays.stream(band.x()).forEach(value -> across.include(value, Scale.LINEAR));
            Arrays.stream(band.low()).forEach(value -> up.include(value, scale));
            Arrays.stream(band.high()).forEach(value -> up.include(value, scale));
        }
        spec.references().forEach(line -> up.include(line.value(), scale));
        double unit = font.getSize2D();
        // Steps, epochs and seconds are counted from zero, which an axis of ratios does not have.
        double from = spec.x().scale() == Scale.LOG ? across.low() : across.isEmpty() ? 0 : Math.min(0, across.low());
        int columns = Math.clamp((long) (spec.size().widthPt() / (unit * 5.5)), 2, 10);
        int rows = Math.clamp((long) (spec.size().heightPt() / (unit * 3.6)), 2, 8);
        // The curves end where the axis ends, and names stand right beside them.
        x = Ticks.within(spec.x(), from, across.high(), columns);
        y = Ticks.around(spec.y(), up.low(), up.high(), rows);
    }

    Ticks x() {
        return x;
    }

    Ticks y() {
        return y;
    }

    XYPlot build() {
        DefaultXYDataset data = new DefaultXYDataset();
        XYLineAndShapeRenderer renderer = new XYLineAndShapeRenderer(true, false);
        renderer.setDrawSeriesLineAsPath(true);
        int index = 0;
        for (FigureCurve drawn : spec.curves()) {
            data.addSeries(index, points(drawn));
            renderer.setSeriesPaint(index, paint(drawn));
            renderer.setSeriesStroke(index, stroke(drawn.curve().style(), drawn.faint()));
            index++;
        }
        for (Band band : spec.bands()) {
            if (band.x().length > 1) {
                renderer.addAnnotation(polygon(band), Layer.BACKGROUND);
            }
        }
        XYPlot plot = new XYPlot(
                data, new RoundAxis(spec.x(), x, font, false), new RoundAxis(spec.y(), y, font, true), renderer);
        plot.setRangeAxisLocation(AxisLocation.BOTTOM_OR_LEFT);
        plot.setBackgroundPaint(null);
        plot.setOutlineVisible(false);
        plot.setDomainGridlinesVisible(false);
        plot.setRangeGridlinePaint(Color.decode(Palette.PAPER.grid()));
        plot.setRangeGridlineStroke(new BasicStroke(font.getSize2D() * 0.06f));
        plot.setInsets(RectangleInsets.ZERO_INSETS);
        plot.setAxisOffset(RectangleInsets.ZERO_INSETS);
        spec.references().forEach(line -> plot.addRangeMarker(marker(line), Layer.BACKGROUND));
        return plot;
    }

    private double[][] points(FigureCurve drawn) {
        Decimator decimator = new Decimator();
        decimator.reduce(drawn.curve().points(), x.from(), x.to(), (int)
                Math.ceil(spec.size().widthMm() * COLUMNS_PER_MM));
        double[][] points = new double[2][decimator.size()];
        for (int i = 0; i < decimator.size(); i++) {
            points[0][i] = spec.x().scale().forward(decimator.x(i));
            points[1][i] = spec.y().scale().forward(decimator.y(i));
        }
        return points;
    }

    /** Around the band: its upper edge from left to right, then its lower edge back. */
    private XYPolygonAnnotation polygon(Band band) {
        int columns = (int) Math.ceil(spec.size().widthMm() * COLUMNS_PER_MM);
        double[][] edges = BandEdges.reduce(band, x.from(), x.to(), columns);
        int n = edges[0].length;
        double floor = spec.y().scale().forward(y.from());
        double[] corners = new double[4 * n];
        for (int i = 0; i < n; i++) {
            corners[2 * i] = spec.x().scale().forward(edges[0][i]);
            corners[2 * i + 1] = shown(edges[2][i], floor);
            corners[4 * n - 2 - 2 * i] = corners[2 * i];
            corners[4 * n - 1 - 2 * i] = shown(edges[1][i], floor);
        }
        Color color = Color.decode(band.style().light());
        return new XYPolygonAnnotation(corners, null, null, withAlpha(color, BAND_ALPHA));
    }

    /** A lower edge below a log axis lies on its floor. */
    private double shown(double value, double floor) {
        double coordinate = spec.y().scale().forward(value);
        return Double.isNaN(coordinate) ? floor : coordinate;
    }

    private static Color paint(FigureCurve drawn) {
        Color color = Color.decode(drawn.curve().style().light());
        return drawn.faint() ? withAlpha(color, FAINT_ALPHA) : color;
    }

    private static Color withAlpha(Color color, int alpha) {
        return new Color(color.getRed(), color.getGreen(), color.getBlue(), alpha);
    }

    BasicStroke stroke(CurveStyle style, boolean faint) {
        float width = (float) (font.getSize2D() * (faint ? FAINT_LINE : LINE));
        if (faint || style.dash().isEmpty()) {
            return new BasicStroke(width, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND);
        }
        double[] lengths = style.dash(width);
        float[] dash = new float[lengths.length];
        for (int i = 0; i < dash.length; i++) {
            dash[i] = (float) lengths[i];
        }
        return new BasicStroke(width, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 1, dash, 0);
    }

    private ValueMarker marker(ReferenceLine line) {
        float width = font.getSize2D() * 0.08f;
        return new ValueMarker(
                spec.y().scale().forward(line.value()),
                Color.decode(Palette.PAPER.dim()),
                new BasicStroke(
                        width, BasicStroke.CAP_BUTT, BasicStroke.JOIN_MITER, 1, new float[] {width * 2, width * 3}, 0));
    }
}
