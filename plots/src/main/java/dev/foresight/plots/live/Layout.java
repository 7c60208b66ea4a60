package dev.foresight.plots.live;

import dev.foresight.plots.series.Extent;
import dev.foresight.plots.style.EndLabels;
import dev.foresight.plots.style.Scale;
import dev.foresight.plots.style.Ticks;
import javafx.scene.text.Font;
import javafx.scene.text.FontWeight;

/**
 * Divides a chart's room. Gutters depend on the size, the type and the names, not on the numbers, so that nothing jumps
 * while numbers change.
 *
 * @param directLabels whether names stand at the curves' ends; else they stand in a legend above the axes
 */
record Layout(Frame frame, Font font, Font bold, Font titleFont, double row, boolean directLabels) {
    /** Room for a tick such as "0.0005" or "2·10⁻⁵", in font sizes. */
    private static final double TICK_GUTTER = 4.2;

    private static final double GAP = 8;
    private static final double LARGEST_LABEL_SHARE = 0.3;

    static Layout of(ChartModel model, ChartTheme theme, TextSize text, double width, double height) {
        double size = theme.fontSize();
        Font font = Font.font(theme.fontFamily(), size);
        Font bold = Font.font(theme.fontFamily(), FontWeight.BOLD, size);
        Font titleFont = Font.font(theme.fontFamily(), FontWeight.BOLD, Math.rint(size * 1.25));
        double row = Math.rint(size * 1.45);
        double widest = 0;
        int names = 0;
        for (LiveCurve curve : model.named()) {
            widest = Math.max(widest, text.width(curve.curve().label(), bold));
            names++;
        }
        double top = GAP;
        if (!model.title().isEmpty() || !model.subtitle().isEmpty()) {
            top += Math.rint(size * 1.9);
        }
        // The title of the vertical axis stands above it, level, where it can be read.
        top += model.y().title().isEmpty() ? size / 2 : row + GAP;
        double bottom = row + GAP + (needsBottomRow(model) ? row : 0);
        double left = Math.rint(size * TICK_GUTTER) + GAP;
        boolean direct = names > 0
                && widest + GAP <= width * LARGEST_LABEL_SHARE
                && EndLabels.fit(names, row, 0, height - top - bottom);
        double right = direct ? Math.ceil(widest) + 2 * GAP : 2 * GAP;
        if (!direct && names > 0) {
            top += row + GAP / 2;
        }
        double plotWidth = Math.max(1, Math.rint(width - left - right));
        double plotHeight = Math.max(1, Math.rint(height - top - bottom));
        Frame frame = new Frame(
                left,
                Math.rint(top),
                plotWidth,
                plotHeight,
                xTicks(model, text, font, plotWidth),
                yTicks(model, row, plotHeight),
                model.y().scale());
        return new Layout(frame, font, bold, titleFont, row, direct);
    }

    private static boolean needsBottomRow(ChartModel model) {
        return !model.x().title().isEmpty() || model.smoothing() > 0;
    }

    private static Ticks xTicks(ChartModel model, TextSize text, Font font, double width) {
        Extent extent = new Extent();
        model.curves().forEach(curve -> extent.includeX(curve.raw()));
        double from = extent.isEmpty() ? 0 : Math.min(0, extent.low());
        double to = extent.isEmpty() ? Double.NaN : extent.high();
        double room = text.width("000,000", font) + 3 * GAP;
        int about = Math.clamp((long) (width / room), 2, 10);
        if (model.expectedEnd() > 0 && !(to > model.expectedEnd())) {
            return Ticks.within(model.x(), from, model.expectedEnd(), about);
        }
        return Ticks.around(model.x(), from, to > 0 ? to : Double.NaN, about);
    }

    private static Ticks yTicks(ChartModel model, double row, double height) {
        Scale scale = model.y().scale();
        Extent extent = new Extent();
        model.curves().forEach(curve -> extent.includeY(curve.raw(), scale));
        model.references().forEach(line -> extent.include(line.value(), scale));
        return Ticks.around(model.y(), extent.low(), extent.high(), Math.clamp((long) (height / (row * 2)), 2, 8));
    }
}
