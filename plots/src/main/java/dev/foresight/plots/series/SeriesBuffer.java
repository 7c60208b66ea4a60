package dev.foresight.plots.series;

import java.util.ArrayList;
import java.util.List;

/**
 * Points (x, y) in the order of x, appended as they are measured. Belongs to one thread.
 *
 * <p>Memory is bounded: 16 bytes a point, taken in chunks of 16 KiB so that growing copies nothing, and at {@code limit} points every four neighbours are thinned out to the
 * lowest and the highest of them, which halves the buffer and loses no spike. A training run meets the default limit
 * after four million steps. y may be NaN (a gap) or infinite.
 */
public final class SeriesBuffer {
    /** Points that are kept before the first thinning: 64 MiB. */
    public static final int DEFAULT_LIMIT = 1 << 22;

    private static final int GROUP = 4;
    private static final int CHUNK_BITS = 10;
    private static final int CHUNK = 1 << CHUNK_BITS;

    private final int limit;
    private final List<Chunk> chunks = new ArrayList<>();
    private int size;
    private long appended;
    private int thinnings;
    private double lowest = Double.NaN;
    private double lowestPositive = Double.NaN;
    private double highest = Double.NaN;

    public SeriesBuffer() {
        this(DEFAULT_LIMIT);
    }

    /** @param limit most points to keep; a multiple of 4, at least 8 */
    public SeriesBuffer(int limit) {
        if (limit < 2 * GROUP || limit % GROUP != 0) {
            throw new IllegalArgumentException(
                    "limit of a series: found " + limit + "; a multiple of 4 from 8 on is allowed");
        }
        this.limit = limit;
    }

    /** A buffer with these points. */
    public static SeriesBuffer of(double[] x, double[] y) {
        if (x.length != y.length) {
            throw new IllegalArgumentException("points with " + x.length + " x and " + y.length + " y");
        }
        SeriesBuffer buffer = new SeriesBuffer();
        for (int i = 0; i < x.length; i++) {
            buffer.append(x[i], y[i]);
        }
        return buffer;
    }

    /** @throws IllegalArgumentException when newX is not finite or lies before the last x */
    public void append(double newX, double newY) {
        if (!Double.isFinite(newX) || (size > 0 && newX < x(size - 1))) {
            throw new IllegalArgumentException("x of a series: found " + newX + " after "
                    + (size > 0 ? x(size - 1) : "nothing") + "; finite numbers that do not fall are allowed");
        }
        if (size == limit) {
            thin();
        }
        if (size == chunks.size() * CHUNK) {
            chunks.add(new Chunk());
        }
        size++;
        set(size - 1, newX, newY);
        appended++;
        if (Double.isFinite(newY)) {
            // Of NaN, the start, neither comparison holds.
            lowest = newY >= lowest ? lowest : newY;
            highest = newY <= highest ? highest : newY;
            if (newY > 0) {
                lowestPositive = newY >= lowestPositive ? lowestPositive : newY;
            }
        }
    }

    public int size() {
        return size;
    }

    public boolean isEmpty() {
        return size == 0;
    }

    public double x(int index) {
        return chunkOf(index).x[index & CHUNK - 1];
    }

    public double y(int index) {
        return chunkOf(index).y[index & CHUNK - 1];
    }

    /** The lowest finite y; NaN if there is none. */
    public double lowest() {
        return lowest;
    }

    /** The lowest finite y above 0; NaN if there is none. */
    public double lowestPositive() {
        return lowestPositive;
    }

    /** The highest finite y; NaN if there is none. */
    public double highest() {
        return highest;
    }

    /** Points ever appended: grows with every change, so that a chart knows whether to draw again. */
    public long appended() {
        return appended;
    }

    /** How often it was thinned out; positions of points change then. */
    public int thinnings() {
        return thinnings;
    }

    /** The first position whose x is not below {@code value}; the size if there is none. */
    public int firstAtOrAfter(double value) {
        int low = 0;
        int high = size;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (x(middle) < value) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    private Chunk chunkOf(int index) {
        if (index < 0 || index >= size) {
            throw new IndexOutOfBoundsException("point " + index + " of " + size);
        }
        return chunks.get(index >> CHUNK_BITS);
    }

    private void set(int index, double newX, double newY) {
        Chunk chunk = chunkOf(index);
        chunk.x[index & CHUNK - 1] = newX;
        chunk.y[index & CHUNK - 1] = newY;
    }

    private void thin() {
        int kept = 0;
        for (int start = 0; start < size; start += GROUP) {
            int lowest = extreme(start, -1);
            int highest = extreme(start, 1);
            int first = Math.min(lowest, highest);
            // Four equal values keep their ends; a gap wins a place as an extreme would.
            int second = lowest == highest ? start + GROUP - 1 : Math.max(lowest, highest);
            set(kept++, x(first), y(first));
            set(kept++, x(second), y(second));
        }
        size = kept;
        chunks.subList((size + CHUNK - 1) / CHUNK, chunks.size()).clear();
        thinnings++;
    }

    /** Position of the lowest (sign -1) or highest (sign 1) of a group; NaN counts as highest. */
    private int extreme(int start, int sign) {
        int best = start;
        for (int i = start + 1; i < start + GROUP; i++) {
            int order = Double.compare(y(i), y(best));
            if (sign > 0 ? order > 0 : order < 0) {
                best = i;
            }
        }
        return best;
    }

    /** The points of 1024 positions. */
    private static final class Chunk {
        private final double[] x = new double[CHUNK];
        private final double[] y = new double[CHUNK];
    }
}
