package dev.foresight.plots.series;

import java.util.Arrays;

/**
 * Reduces a series to what can be seen: per column of pixels its lowest and its highest point, in the order of x. No
 * spike is lost, and the work is one look at each visible point. Not finite values are gaps. Reused from draw to draw.
 */
public final class Decimator {
    private double[] x = new double[1024];
    private double[] y = new double[1024];
    private int size;

    /**
     * Takes the points with x in [from, to], and one beyond each end, so that lines run on to the edge.
     *
     * @param columns columns of pixels in [from, to]; at least 1
     */
    public void reduce(SeriesBuffer series, double from, double to, int columns) {
        if (columns < 1 || !(to >= from)) {
            throw new IllegalArgumentException("range [" + from + ", " + to + "] in " + columns + " columns");
        }
        size = 0;
        int start = Math.max(0, series.firstAtOrAfter(from) - 1);
        double perUnit = to > from ? columns / (to - from) : 0;
        int i = start;
        while (i < series.size()) {
            double first = series.x(i);
            long column = column(first, from, perUnit);
            i = takeColumn(series, i, column, from, perUnit);
            if (first > to) {
                return;
            }
        }
    }

    /** Number of points left by the last {@link #reduce}. */
    public int size() {
        return size;
    }

    public double x(int index) {
        return x[index];
    }

    /** y, or NaN where a line has to be interrupted. */
    public double y(int index) {
        return y[index];
    }

    private static long column(double value, double from, double perUnit) {
        return (long) Math.floor((value - from) * perUnit);
    }

    /** Adds the extremes of the points from {@code start} on that share a column; returns the first of the next. */
    private int takeColumn(SeriesBuffer series, int start, long column, double from, double perUnit) {
        int lowest = -1;
        int highest = -1;
        int gap = -1;
        int i = start;
        for (; i < series.size() && column(series.x(i), from, perUnit) == column; i++) {
            double value = series.y(i);
            if (!Double.isFinite(value)) {
                gap = i;
            } else {
                lowest = lowest < 0 || value < series.y(lowest) ? i : lowest;
                highest = highest < 0 || value >= series.y(highest) ? i : highest;
            }
        }
        int first = Math.min(lowest, highest);
        int second = Math.max(lowest, highest);
        if (gap >= 0 && gap < first) {
            add(series.x(gap), Double.NaN);
        }
        if (first >= 0) {
            add(series.x(first), series.y(first));
            if (gap > first && gap < second) {
                add(series.x(gap), Double.NaN);
            }
            if (second != first) {
                add(series.x(second), series.y(second));
            }
        }
        if (gap >= 0 && gap > second) {
            add(series.x(gap), Double.NaN);
        }
        return i;
    }

    private void add(double newX, double newY) {
        if (size == x.length) {
            x = Arrays.copyOf(x, 2 * size);
            y = Arrays.copyOf(y, 2 * size);
        }
        x[size] = newX;
        y[size] = newY;
        size++;
    }
}
