package dev.foresight.plots.figure;

import java.util.Arrays;

/** A band reduced to its lowest and highest value per column. */
final class BandEdges {
    private BandEdges() {}

    /** x, low, high: three rows of the same length. Points with a NaN are left out. */
    static double[][] reduce(Band band, double from, double to, int columns) {
        double[] x = new double[band.x().length];
        double[] low = new double[x.length];
        double[] high = new double[x.length];
        int n = 0;
        long last = Long.MIN_VALUE;
        double perUnit = to > from ? columns / (to - from) : 0;
        for (int i = 0; i < x.length; i++) {
            if (Double.isNaN(band.low()[i]) || Double.isNaN(band.high()[i])) {
                continue;
            }
            long column = (long) Math.floor((band.x()[i] - from) * perUnit);
            if (column == last) {
                low[n - 1] = Math.min(low[n - 1], band.low()[i]);
                high[n - 1] = Math.max(high[n - 1], band.high()[i]);
            } else {
                x[n] = band.x()[i];
                low[n] = band.low()[i];
                high[n++] = band.high()[i];
                last = column;
            }
        }
        return new double[][] {Arrays.copyOf(x, n), Arrays.copyOf(low, n), Arrays.copyOf(high, n)};
    }
}
