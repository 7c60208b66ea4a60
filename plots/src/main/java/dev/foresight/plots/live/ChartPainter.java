package dev.foresight.plots.live;

import dev.foresight.plots.series.Decimator;
import dev.foresight.plots.series.SeriesBuffer;
import dev.foresight.plots.series.Smoothing;
import dev.foresight.plots.style.CurveStyle;
import dev.foresight.plots.style.EndLabels;
import dev.foresight.plots.style.Palette;
import dev.foresight.plots.style.ReferenceLine;
import dev.foresight.plots.style.Ticks.Tick;
import java.util.List;
import javafx.geometry.VPos;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.paint.Color;
import javafx.scene.shape.StrokeLineCap;
import javafx.scene.shape.StrokeLineJoin;
import javafx.scene.text.TextAlignment;

/** Draws a chart: grid, axes, reference lines, curves, names. */
final class ChartPainter {
    private static final double RAW_WIDTH = 1;
    private static final double RAW_OPACITY = 0.35;
    private static final double LINE_WIDTH = 1.75;
    /** Up to so many points each is marked, since it is a measurement of its own. */
    private static final int MARKED = 40;

    private static final double MARK = 4;
    private static final double GAP = 8;

    private final Decimator decimator = new Decimator();
    private final TextSize text;
    private double[] xs = new double[1024];
    private double[] ys = new double[1024];

    ChartPainter(TextSize text) {
        this.text = text;
    }

    void paint(GraphicsContext g, ChartModel model, Layout layout, ChartTheme theme, double width, double height) {
        Palette palette = theme.palette();
        g.clearRect(0, 0, width, height);
        g.setFill(Color.web(palette.ground()));
        g.fillRect(0, 0, width, height);
        titles(g, model, layout, palette, width);
        axes(g, model, layout, palette);
        Frame frame = layout.frame();
        boolean empty = model.curves().stream().allMatch(curve -> curve.raw().isEmpty());
        if (empty) {
            g.setTextAlign(TextAlignment.CENTER);
            g.setTextBaseline(VPos.CENTER);
            g.setFont(layout.font());
            g.setFill(Color.web(palette.dim()));
            g.fillText(model.emptyText(), frame.left() + frame.width() / 2, frame.top() + frame.height() / 2);
        }
        model.references().forEach(line -> reference(g, line, layout, palette));
        g.save();
        g.beginPath();
        g.rect(frame.left(), frame.top() - 2, frame.width() + 2, frame.height() + 4);
        g.clip();
        for (LiveCurve curve : model.curves()) {
            if (curve.smoothed()) {
                line(g, curve.raw(), curve.curve().style(), frame, palette.dark(), true);
            }
        }
        for (LiveCurve curve : model.curves()) {
            line(g, curve.shown(), curve.curve().style(), frame, palette.dark(), false);
        }
        g.restore();
        if (layout.directLabels()) {
            endLabels(g, model.named(), layout, palette);
        } else {
            legend(g, model.named(), layout, palette, width);
        }
    }

    private void titles(GraphicsContext g, ChartModel model, Layout layout, Palette palette, double width) {
        Frame frame = layout.frame();
        g.setTextAlign(TextAlignment.LEFT);
        g.setTextBaseline(VPos.BASELINE);
        double baseline = GAP + layout.titleFont().getSize();
        double left = GAP;
        if (!model.title().isEmpty()) {
            String title = text.fitted(model.title(), layout.titleFont(), width - 2 * GAP);
            g.setFont(layout.titleFont());
            g.setFill(Color.web(palette.ink()));
            g.fillText(title, left, baseline);
            left += text.width(title, layout.titleFont()) + 1.5 * GAP;
        }
        g.setFont(layout.font());
        g.setFill(Color.web(palette.dim()));
        g.fillText(text.fitted(model.subtitle(), layout.font(), width - left - GAP), left, baseline);
        boolean legend = !layout.directLabels() && !model.named().isEmpty();
        g.fillText(model.y().title(), GAP, frame.top() - GAP - 2 - (legend ? layout.row() + GAP / 2 : 0));
    }

    private void axes(GraphicsContext g, ChartModel model, Layout layout, Palette palette) {
        Frame frame = layout.frame();
        g.setLineWidth(1);
        g.setLineDashes();
        g.setFont(layout.font());
        Color dim = Color.web(palette.dim());
        g.setTextBaseline(VPos.CENTER);
        g.setTextAlign(TextAlignment.RIGHT);
        for (Tick tick : frame.y().marks()) {
            double y = Math.floor(frame.py(tick.value())) + 0.5;
            g.setStroke(Color.web(palette.grid()));
            g.strokeLine(frame.left(), y, frame.right(), y);
            g.setFill(dim);
            g.fillText(tick.label(), frame.left() - GAP, y);
        }
        g.setTextAlign(TextAlignment.CENTER);
        g.setTextBaseline(VPos.TOP);
        double bottom = Math.floor(frame.bottom()) + 0.5;
        g.setStroke(Color.web(palette.edge()));
        g.strokeLine(frame.left(), bottom, frame.right(), bottom);
        double taken = Double.NEGATIVE_INFINITY;
        for (Tick tick : frame.x().marks()) {
            double x = Math.floor(frame.px(tick.value())) + 0.5;
            g.strokeLine(x, bottom, x, bottom + 4);
            double half = text.width(tick.label(), layout.font()) / 2;
            // A label that would touch the one before is left out; its tick stays.
            if (x - half > taken + GAP / 2) {
                g.fillText(tick.label(), x, bottom + 6);
                taken = x + half;
            }
        }
        double titleTop = bottom + 6 + layout.row();
        g.fillText(model.x().title(), frame.left() + frame.width() / 2, titleTop);
        if (model.smoothing() > 0) {
            g.setTextAlign(TextAlignment.RIGHT);
            double room = frame.width() / 2 - text.width(model.x().title(), layout.font());
            g.fillText(
                    text.fitted("thick: " + Smoothing.describe(model.smoothing()), layout.font(), room),
                    frame.right(),
                    titleTop);
        }
    }

    private void reference(GraphicsContext g, ReferenceLine line, Layout layout, Palette palette) {
        Frame frame = layout.frame();
        double y = Math.floor(frame.py(line.value())) + 0.5;
        if (!(y >= frame.top() - 1 && y <= frame.bottom() + 1)) {
            return;
        }
        g.setStroke(Color.web(palette.dim()));
        g.setLineWidth(1);
        g.setLineDashes(1, 3);
        g.strokeLine(frame.left(), y, frame.right(), y);
        g.setLineDashes();
        g.setFont(layout.font());
        g.setFill(Color.web(palette.dim()));
        g.setTextAlign(TextAlignment.LEFT);
        boolean above = y - layout.row() > frame.top();
        g.setTextBaseline(above ? VPos.BOTTOM : VPos.TOP);
        g.fillText(line.label(), frame.left() + GAP / 2, above ? y - 2 : y + 2);
    }

    private void line(
            GraphicsContext g, SeriesBuffer series, CurveStyle style, Frame frame, boolean dark, boolean raw) {
        Color color = Color.web(style.color(dark), raw ? RAW_OPACITY : 1);
        g.setStroke(color);
        g.setFill(color);
        g.setLineWidth(raw ? RAW_WIDTH : LINE_WIDTH);
        g.setLineDashes(raw ? new double[0] : style.dash(LINE_WIDTH));
        g.setLineJoin(StrokeLineJoin.ROUND);
        g.setLineCap(StrokeLineCap.BUTT);
        decimator.reduce(series, frame.x().from(), frame.x().to(), (int) Math.max(1, frame.width()));
        if (xs.length < decimator.size()) {
            xs = new double[decimator.size()];
            ys = new double[decimator.size()];
        }
        boolean marked = !raw && series.size() <= MARKED;
        int length = 0;
        for (int i = 0; i < decimator.size(); i++) {
            double y = frame.py(decimator.y(i));
            if (Double.isNaN(y)) {
                stroke(g, length, marked);
                length = 0;
            } else {
                xs[length] = frame.px(decimator.x(i));
                ys[length++] = y;
            }
        }
        stroke(g, length, marked);
    }

    private void stroke(GraphicsContext g, int length, boolean marked) {
        if (length > 1) {
            g.strokePolyline(xs, ys, length);
        }
        for (int i = 0; i < length && (marked || length == 1); i++) {
            g.fillOval(xs[i] - MARK / 2, ys[i] - MARK / 2, MARK, MARK);
        }
    }

    private void endLabels(GraphicsContext g, List<LiveCurve> named, Layout layout, Palette palette) {
        Frame frame = layout.frame();
        List<EndLabels.Name> names = named.stream()
                .filter(curve -> curve.last() >= 0)
                .map(curve -> {
                    double y = frame.py(curve.shown().y(curve.last()));
                    String label = curve.curve().label();
                    return new EndLabels.Name(
                            label,
                            curve.curve().style(),
                            frame.px(curve.shown().x(curve.last())) + GAP,
                            Double.isNaN(y) ? frame.bottom() : y,
                            text.width(label, layout.bold()));
                })
                .toList();
        g.setFont(layout.bold());
        g.setTextAlign(TextAlignment.LEFT);
        g.setTextBaseline(VPos.CENTER);
        g.setStroke(Color.web(palette.ground()));
        g.setLineDashes();
        g.setLineWidth(4);
        for (EndLabels.Name name : EndLabels.place(names, layout.row(), frame.top(), frame.bottom())) {
            // A halo of the ground, where the name stands on another curve.
            g.strokeText(name.text(), name.x(), name.y());
            g.setFill(Color.web(name.style().color(palette.dark())));
            g.fillText(name.text(), name.x(), name.y());
        }
    }

    private void legend(GraphicsContext g, List<LiveCurve> named, Layout layout, Palette palette, double width) {
        double y = layout.frame().top() - GAP - layout.row() / 2;
        double x = layout.frame().left();
        g.setFont(layout.font());
        g.setTextAlign(TextAlignment.LEFT);
        g.setTextBaseline(VPos.CENTER);
        for (int i = 0; i < named.size(); i++) {
            LiveCurve curve = named.get(i);
            String label = curve.curve().label();
            double room = width - x - GAP - 24;
            boolean more = i + 1 < named.size();
            String shown = text.fitted(label, layout.font(), Math.max(0, more ? room - 4 * GAP : room));
            if (shown.isEmpty() || (more && !shown.equals(label))) {
                g.setFill(Color.web(palette.dim()));
                g.fillText("+" + (named.size() - i), x, y);
                return;
            }
            g.setStroke(Color.web(curve.curve().style().color(palette.dark())));
            g.setLineWidth(LINE_WIDTH);
            g.setLineDashes(curve.curve().style().dash(LINE_WIDTH));
            g.strokeLine(x, y, x + 20, y);
            g.setLineDashes();
            g.setFill(Color.web(palette.ink()));
            g.fillText(shown, x + 24, y);
            x += 24 + text.width(shown, layout.font()) + 2 * GAP;
        }
    }
}
