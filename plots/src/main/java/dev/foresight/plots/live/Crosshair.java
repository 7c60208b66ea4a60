package dev.foresight.plots.live;

import dev.foresight.plots.series.SeriesBuffer;
import dev.foresight.plots.style.Palette;
import java.util.ArrayList;
import java.util.List;
import javafx.geometry.VPos;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.paint.Color;
import javafx.scene.text.TextAlignment;

/** The line under the pointer, with the values of the curves there. */
final class Crosshair {
    private static final int DIGITS = 4;
    private static final int MOST_ROWS = 14;
    private static final double PAD = 8;
    /** How far beside a curve's first or last point it is still found, in pixels; a single point has no inside. */
    private static final double REACH = 6;

    private record Row(String label, String value, Color color, double x, double y) {}

    private final TextSize text;

    Crosshair(TextSize text) {
        this.text = text;
    }

    void paint(GraphicsContext g, ChartModel model, Layout layout, ChartTheme theme, double pointerX, double pointerY) {
        Frame frame = layout.frame();
        if (!frame.contains(pointerX, pointerY)) {
            return;
        }
        double value = frame.valueAt(pointerX);
        List<Row> rows = rows(model, frame, theme.palette().dark(), value);
        if (rows.isEmpty()) {
            return;
        }
        Palette palette = theme.palette();
        double line = Math.floor(pointerX) + 0.5;
        g.setStroke(Color.web(palette.dim(), 0.6));
        g.setLineWidth(1);
        g.strokeLine(line, frame.top(), line, frame.bottom());
        for (Row row : rows) {
            g.setFill(row.color());
            g.fillOval(row.x() - 3, row.y() - 3, 6, 6);
        }
        String head = model.x().title() + " " + model.x().numbers().value(value, DIGITS);
        box(g, layout, palette, head, rows, line);
    }

    private static List<Row> rows(ChartModel model, Frame frame, boolean dark, double value) {
        List<Row> rows = new ArrayList<>();
        double reach = frame.valueAt(frame.left() + REACH) - frame.valueAt(frame.left());
        for (LiveCurve curve : model.curves()) {
            int i = nearest(curve.shown(), value, reach);
            if (i < 0 || rows.size() == MOST_ROWS) {
                continue;
            }
            double y = frame.py(curve.shown().y(i));
            if (!Double.isNaN(y)) {
                rows.add(new Row(
                        curve.curve().label(),
                        model.y().numbers().value(curve.shown().y(i), DIGITS),
                        Color.web(curve.curve().style().color(dark)),
                        frame.px(curve.shown().x(i)),
                        y));
            }
        }
        return rows;
    }

    /** The point nearest in x; -1 where the curve has none, or has not begun, or has ended. */
    private static int nearest(SeriesBuffer series, double value, double reach) {
        int size = series.size();
        int after = series.firstAtOrAfter(value);
        if (after == size) {
            return size > 0 && value - series.x(size - 1) <= reach ? size - 1 : -1;
        }
        if (after == 0) {
            return series.x(0) - value <= reach ? 0 : -1;
        }
        return series.x(after) - value < value - series.x(after - 1) ? after : after - 1;
    }

    private void box(GraphicsContext g, Layout layout, Palette palette, String head, List<Row> rows, double line) {
        Frame frame = layout.frame();
        double labels = 0;
        double values = 0;
        for (Row row : rows) {
            labels = Math.max(labels, text.width(row.label(), layout.font()));
            values = Math.max(values, text.width(row.value(), layout.font()));
        }
        double width = Math.max(text.width(head, layout.font()), 12 + labels + 2 * PAD + values) + 2 * PAD;
        double height = (rows.size() + 1) * layout.row() + PAD;
        // On the side with more room, so that it never covers the place one points at.
        boolean right = line < frame.left() + frame.width() / 2;
        double x = right ? line + PAD : line - PAD - width;
        double y = frame.top() + PAD / 2;
        g.setFill(Color.web(palette.ground(), 0.94));
        g.fillRoundRect(x, y, width, height, 6, 6);
        g.setStroke(Color.web(palette.edge()));
        g.strokeRoundRect(Math.floor(x) + 0.5, y + 0.5, Math.floor(width), Math.floor(height), 6, 6);
        g.setFont(layout.font());
        g.setTextBaseline(VPos.CENTER);
        double center = y + PAD / 2 + layout.row() / 2;
        g.setTextAlign(TextAlignment.LEFT);
        g.setFill(Color.web(palette.dim()));
        g.fillText(head, x + PAD, center);
        for (Row row : rows) {
            center += layout.row();
            g.setFill(row.color());
            g.fillOval(x + PAD, center - 3, 6, 6);
            g.setFill(Color.web(palette.ink()));
            g.setTextAlign(TextAlignment.LEFT);
            g.fillText(row.label(), x + PAD + 12, center);
            g.setTextAlign(TextAlignment.RIGHT);
            g.fillText(row.value(), x + width - PAD, center);
        }
    }
}
