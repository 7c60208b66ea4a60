package dev.foresight.plots.series;

/**
 * Exponential moving average of a growing series, with the bias of its start corrected as Adam does (Kingma and Ba,
 * 2015, algorithm 1): m(k) = f m(k-1) + (1 - f) y(k), smoothed(k) = m(k) / (1 - f^k). It runs over the full series before
 * anything is reduced, so it does not change with a chart's size or zoom. A value that is not finite leaves a gap and
 * does not enter the average. Belongs to the thread of its source.
 */
public final class Smoothing {
    private final SeriesBuffer source;
    private final double factor;
    private SeriesBuffer smoothed = new SeriesBuffer();
    private int taken;
    private int thinnings;
    private double moment;
    private double weight;

    /** @param factor f in [0, 1): 0 is no smoothing, 0.99 averages over about a hundred points */
    public Smoothing(SeriesBuffer source, double factor) {
        if (!(factor >= 0 && factor < 1)) {
            throw new IllegalArgumentException("smoothing factor: found " + factor + "; 0 to below 1 is allowed");
        }
        this.source = source;
        this.factor = factor;
        restart();
    }

    public double factor() {
        return factor;
    }

    /** Its name in a legend. */
    public static String describe(double factor) {
        return "moving average, factor " + factor;
    }

    /** The smoothed series up to the source's last point. Only new points are computed. */
    public SeriesBuffer update() {
        if (source.thinnings() != thinnings) {
            restart();
        }
        for (; taken < source.size(); taken++) {
            double value = source.y(taken);
            if (Double.isFinite(value)) {
                moment = factor * moment + (1 - factor) * value;
                weight = factor * weight + (1 - factor);
                smoothed.append(source.x(taken), moment / weight);
            } else {
                smoothed.append(source.x(taken), Double.NaN);
            }
        }
        return smoothed;
    }

    private void restart() {
        smoothed = new SeriesBuffer();
        taken = 0;
        thinnings = source.thinnings();
        moment = 0;
        weight = 0;
    }
}
