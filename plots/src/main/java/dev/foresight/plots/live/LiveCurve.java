package dev.foresight.plots.live;

import dev.foresight.plots.series.Curve;
import dev.foresight.plots.series.SeriesBuffer;
import dev.foresight.plots.series.Smoothing;
import org.jspecify.annotations.Nullable;

/** A curve in a live chart, with its moving average if one is shown. */
final class LiveCurve {
    private final Curve curve;
    private final @Nullable Smoothing smoothing;
    private SeriesBuffer shown;
    private long drawn = -1;

    LiveCurve(Curve curve, double factor) {
        this.curve = curve;
        this.smoothing = factor > 0 ? new Smoothing(curve.points(), factor) : null;
        this.shown = curve.points();
    }

    Curve curve() {
        return curve;
    }

    SeriesBuffer raw() {
        return curve.points();
    }

    boolean smoothed() {
        return smoothing != null;
    }

    /** The series that stands in the foreground: the moving average, or the raw one. */
    SeriesBuffer shown() {
        return shown;
    }

    boolean hasGrown() {
        return curve.points().appended() != drawn;
    }

    /** Takes in new points before drawing. */
    void update() {
        drawn = curve.points().appended();
        if (smoothing != null) {
            shown = smoothing.update();
        }
    }

    /** Position of the last point of the foreground with a finite value; -1 if there is none. */
    int last() {
        int i = shown.size() - 1;
        while (i >= 0 && !Double.isFinite(shown.y(i))) {
            i--;
        }
        return i;
    }
}
