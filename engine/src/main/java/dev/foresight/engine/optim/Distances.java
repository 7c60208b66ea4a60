package dev.foresight.engine.optim;

/**
 * Where weights are, h steps after a sample, and where they were predicted to be, as sums over their entries. With the
 * move d = W_(t+h) - W_t and the predicted one p = What - W_t:
 *
 * @param moved sum of d^2
 * @param predicted sum of p^2
 * @param along sum of p*d
 * @param missed sum of (p-d)^2, which is taken by itself: made of the others it would be lost in their rounding
 */
record Distances(double moved, double predicted, double along, double missed) {
    static final Distances NONE = new Distances(0, 0, 0, 0);

    /**
     * Of the first {@code length} entries.
     *
     * @param now W_(t+h)
     * @param then W_t
     * @param move U, with p = -f*U
     * @param factor f
     */
    static Distances of(float[] now, float[] then, float[] move, double factor, int length) {
        double moved = 0;
        double predicted = 0;
        double along = 0;
        double missed = 0;
        for (int i = 0; i < length; i++) {
            double d = (double) now[i] - then[i];
            double p = -factor * move[i];
            double miss = p - d;
            moved += d * d;
            predicted += p * p;
            along += p * d;
            missed += miss * miss;
        }
        return new Distances(moved, predicted, along, missed);
    }

    Distances plus(Distances other) {
        return new Distances(
                moved + other.moved, predicted + other.predicted, along + other.along, missed + other.missed);
    }

    /** |What - W_(t+h)|. */
    double error() {
        return Math.sqrt(missed);
    }

    /** |W_(t+h) - W_t|. */
    double move() {
        return Math.sqrt(moved);
    }

    /** Of the angle between p and d; NaN where either is 0. */
    double cosine() {
        // Rounded, it may come out a little beyond 1.
        return Math.clamp(along / (Math.sqrt(predicted) * Math.sqrt(moved)), -1, 1);
    }
}
