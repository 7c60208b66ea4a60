package dev.foresight.plots.series;

import dev.foresight.plots.style.Scale;

/** The range of values of several series, grown one by one; empty at first. */
public final class Extent {
    private double low = Double.POSITIVE_INFINITY;
    private double high = Double.NEGATIVE_INFINITY;

    /** Takes in the finite values of a series that the scale can show. */
    public Extent includeY(SeriesBuffer series, Scale scale) {
        return include(scale == Scale.LOG ? series.lowestPositive() : series.lowest(), scale)
                .include(series.highest(), scale);
    }

    /** Takes in the x of a series. */
    public Extent includeX(SeriesBuffer series) {
        return series.isEmpty()
                ? this
                : include(series.x(0), Scale.LINEAR).include(series.x(series.size() - 1), Scale.LINEAR);
    }

    public Extent include(double value, Scale scale) {
        if (!Double.isNaN(scale.forward(value))) {
            low = Math.min(low, value);
            high = Math.max(high, value);
        }
        return this;
    }

    public boolean isEmpty() {
        return low > high;
    }

    /** NaN when empty. */
    public double low() {
        return isEmpty() ? Double.NaN : low;
    }

    /** NaN when empty. */
    public double high() {
        return isEmpty() ? Double.NaN : high;
    }
}
