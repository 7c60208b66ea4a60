package dev.foresight.plots.figure;

import dev.foresight.plots.style.CurveStyle;

/**
 * The area between two curves, such as lowest and highest of some seeds.
 *
 * @param x [n], not falling
 * @param low [n]
 * @param high [n]
 */
public record Band(String label, double[] x, double[] low, double[] high, CurveStyle style) {
    public Band {
        if (x.length != low.length || x.length != high.length) {
            throw new IllegalArgumentException("band " + label + " with " + x.length + " x, " + low.length
                    + " lower and " + high.length + " upper values");
        }
        x = x.clone();
        low = low.clone();
        high = high.clone();
    }
}
