package dev.foresight.engine.net;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** How often examples of each class were taken for each class; immutable. */
public final class Confusion {
    /** Of no classes: what tokens have. */
    public static final Confusion NONE = new Confusion(0, new long[0]);

    private final int classes;
    /** [classes, classes], a row for each right class. */
    private final long[] counts;

    private Confusion(int classes, long[] counts) {
        this.classes = classes;
        this.counts = counts;
    }

    /**
     * Counts examples.
     *
     * @param right [n], the right class of each, below {@code classes}
     * @param predicted [n], the most probable class of each
     */
    public static Confusion of(int classes, int[] right, int[] predicted) {
        long[] counts = new long[Math.multiplyExact(classes, classes)];
        for (int i = 0; i < right.length; i++) {
            counts[right[i] * classes + predicted[i]]++;
        }
        return new Confusion(classes, counts);
    }

    /** A matrix that was counted before: a row for each right class, a column for each predicted one. */
    public static Confusion of(long[][] rows) {
        long[] counts = new long[Math.multiplyExact(rows.length, rows.length)];
        for (int row = 0; row < rows.length; row++) {
            if (rows[row].length != rows.length) {
                throw new IllegalArgumentException("row " + row + " of " + rows.length + ": found " + rows[row].length
                        + " columns, expected as many as there are rows");
            }
            System.arraycopy(rows[row], 0, counts, row * rows.length, rows.length);
        }
        return new Confusion(rows.length, counts);
    }

    public int classes() {
        return classes;
    }

    /** Examples of class {@code right} that were taken for {@code predicted}. */
    public long count(int right, int predicted) {
        return counts[right * classes + predicted];
    }

    /** Examples of a class. */
    public long examples(int right) {
        return Arrays.stream(counts, right * classes, (right + 1) * classes).sum();
    }

    /** Both together; one of them may be {@link #NONE}. */
    public Confusion plus(Confusion other) {
        if (classes == 0) {
            return other;
        }
        if (other.classes == 0) {
            return this;
        }
        if (other.classes != classes) {
            throw new IllegalArgumentException("found " + other.classes + " classes, expected " + classes);
        }
        long[] sum = counts.clone();
        for (int i = 0; i < sum.length; i++) {
            sum[i] += other.counts[i];
        }
        return new Confusion(classes, sum);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Confusion that && classes == that.classes && Arrays.equals(counts, that.counts);
    }

    @Override
    public int hashCode() {
        return 31 * classes + Arrays.hashCode(counts);
    }

    @Override
    public String toString() {
        return "Confusion" + Arrays.toString(counts);
    }
}
