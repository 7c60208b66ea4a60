package dev.foresight.plots.live;

import dev.foresight.plots.style.Scale;
import dev.foresight.plots.style.Ticks;

/**
 * Where the axes of a chart lie, and which values they span.
 *
 * @param left in pixels, as top, width and height
 */
record Frame(double left, double top, double width, double height, Ticks x, Ticks y, Scale yScale) {
    double right() {
        return left + width;
    }

    double bottom() {
        return top + height;
    }

    /** Whether a place lies inside the axes; one that is not a number, as where there is no pointer, does not. */
    boolean contains(double px, double py) {
        return px >= left && px <= right() && py >= top && py <= bottom();
    }

    /** Pixels from the chart's left edge of a value of x. */
    double px(double value) {
        return left + (value - x.from()) / (x.to() - x.from()) * width;
    }

    /** The x at a pixel. */
    double valueAt(double pixel) {
        return x.from() + (pixel - left) / width * (x.to() - x.from());
    }

    /** Pixels from the chart's upper edge of a value of y; NaN if the scale cannot show it. */
    double py(double value) {
        double low = yScale.forward(y.from());
        double high = yScale.forward(y.to());
        return bottom() - (yScale.forward(value) - low) / (high - low) * height;
    }
}
