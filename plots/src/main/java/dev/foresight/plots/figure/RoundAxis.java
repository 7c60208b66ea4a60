package dev.foresight.plots.figure;

import dev.foresight.plots.style.AxisStyle;
import dev.foresight.plots.style.Palette;
import dev.foresight.plots.style.Ticks;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;
import java.util.List;
import org.jfree.chart.axis.AxisState;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.axis.NumberTick;
import org.jfree.chart.ui.RectangleEdge;
import org.jfree.chart.ui.RectangleInsets;
import org.jfree.chart.ui.TextAnchor;

/** An axis with the ticks that live charts have, too. Its coordinate is that of {@link AxisStyle#scale()}. */
@SuppressWarnings("serial")
final class RoundAxis extends NumberAxis {
    private final transient AxisStyle style;
    private final transient Ticks ticks;

    RoundAxis(AxisStyle style, Ticks ticks, Font font, boolean vertical) {
        super(style.title().isEmpty() ? null : style.title());
        this.style = style;
        this.ticks = ticks;
        double unit = font.getSize2D();
        Color dim = Color.decode(Palette.PAPER.dim());
        setRange(style.scale().forward(ticks.from()), style.scale().forward(ticks.to()));
        setTickLabelFont(font);
        setLabelFont(font);
        setTickLabelPaint(dim);
        setLabelPaint(dim);
        setTickLabelInsets(
                vertical
                        ? new RectangleInsets(0, 0, 0, unit * 0.4)
                        : new RectangleInsets(unit * 0.15, 0, unit * 0.1, 0));
        setLabelInsets(vertical ? new RectangleInsets(0, 0, 0, unit * 0.4) : new RectangleInsets(unit * 0.2, 0, 0, 0));
        setAxisLineVisible(!vertical);
        setTickMarksVisible(!vertical);
        BasicStroke thin = new BasicStroke((float) (unit * 0.06));
        Color edge = Color.decode(Palette.PAPER.edge());
        setAxisLineStroke(thin);
        setAxisLinePaint(edge);
        setTickMarkStroke(thin);
        setTickMarkPaint(edge);
        setTickMarkOutsideLength((float) (unit * 0.3));
    }

    @Override
    public List<?> refreshTicks(Graphics2D g2, AxisState state, Rectangle2D dataArea, RectangleEdge edge) {
        TextAnchor anchor = RectangleEdge.isLeftOrRight(edge) ? TextAnchor.CENTER_RIGHT : TextAnchor.TOP_CENTER;
        return ticks.marks().stream()
                .map(tick ->
                        new NumberTick(style.scale().forward(tick.value()), tick.label(), anchor, TextAnchor.CENTER, 0))
                .toList();
    }
}
