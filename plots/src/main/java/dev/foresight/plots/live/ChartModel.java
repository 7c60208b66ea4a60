package dev.foresight.plots.live;

import dev.foresight.plots.series.Curve;
import dev.foresight.plots.style.AxisStyle;
import dev.foresight.plots.style.ReferenceLine;
import java.util.List;

/**
 * What a chart shows at one pulse.
 *
 * @param expectedEnd the x at which training is to end; NaN if that is not known
 * @param smoothing factor of the moving average, 0 for none
 */
record ChartModel(
        String title,
        String subtitle,
        AxisStyle x,
        AxisStyle y,
        List<LiveCurve> curves,
        List<ReferenceLine> references,
        double expectedEnd,
        double smoothing,
        String emptyText) {
    ChartModel withTitle(String newTitle, String newSubtitle) {
        return new ChartModel(newTitle, newSubtitle, x, y, curves, references, expectedEnd, smoothing, emptyText);
    }

    ChartModel withAxes(AxisStyle newX, AxisStyle newY) {
        return new ChartModel(title, subtitle, newX, newY, curves, references, expectedEnd, smoothing, emptyText);
    }

    ChartModel withCurves(List<LiveCurve> others, double factor) {
        return new ChartModel(title, subtitle, x, y, others, references, expectedEnd, factor, emptyText);
    }

    ChartModel withReferences(List<ReferenceLine> others) {
        return new ChartModel(title, subtitle, x, y, curves, others, expectedEnd, smoothing, emptyText);
    }

    ChartModel withExpectedEnd(double end) {
        return new ChartModel(title, subtitle, x, y, curves, references, end, smoothing, emptyText);
    }

    ChartModel withEmptyText(String text) {
        return new ChartModel(title, subtitle, x, y, curves, references, expectedEnd, smoothing, text);
    }

    /** One curve of each label, in order: the one that has come furthest stands for the label. */
    List<LiveCurve> named() {
        return curves.stream()
                .map(LiveCurve::curve)
                .map(Curve::label)
                .filter(label -> !label.isEmpty())
                .distinct()
                .map(this::furthest)
                .toList();
    }

    private LiveCurve furthest(String label) {
        return curves.stream()
                .filter(curve -> curve.curve().label().equals(label))
                .reduce((best, next) -> lastX(next) > lastX(best) ? next : best)
                .orElseThrow();
    }

    private static double lastX(LiveCurve curve) {
        return curve.last() < 0 ? Double.NEGATIVE_INFINITY : curve.shown().x(curve.last());
    }
}
