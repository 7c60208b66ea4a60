package dev.foresight.plots.style;

/** How values are spread along an axis. */
public enum Scale {
    LINEAR,
    /** Equal ratios take equal room; values of 0 and below cannot be shown and are left out. */
    LOG;

    /** The value in the coordinate in which the axis is even: itself or its decimal logarithm; NaN if it has none. */
    public double forward(double value) {
        return switch (this) {
            case LINEAR -> Double.isFinite(value) ? value : Double.NaN;
            case LOG -> value > 0 && Double.isFinite(value) ? Math.log10(value) : Double.NaN;
        };
    }

    /** The inverse of {@link #forward}. */
    public double inverse(double coordinate) {
        return switch (this) {
            case LINEAR -> coordinate;
            case LOG -> Math.pow(10, coordinate);
        };
    }
}
