package dev.foresight.engine.net.dl4j.compiled;

import dev.foresight.engine.net.dl4j.layers.Parallel;
import java.nio.FloatBuffer;
import java.util.Arrays;
import org.bytedeco.dnnl.memory;
import org.jspecify.annotations.Nullable;

/**
 * Mean and biased variance of each channel over batch and positions, in two passes. Runs of at most 64 entries are
 * summed in float and the runs in double, as far as rounding goes like PyTorch's sums in double; oneDNN's one long sum in
 * float is ten times further off at 4,000 entries a channel, and grows with their root. Each channel is summed in a fixed
 * order, whatever the number of threads.
 */
final class Moments {
    private static final int RUN = 64;
    private static final int SIDE_BY_SIDE = 1024;

    private final int examples;
    private final int channels;
    /** Channels that lie interleaved, and how many such groups there are. */
    private final int width;

    private final int groups;
    /** Entries of a group in one example. */
    private final int plane;
    /** Entries summed side by side; a multiple of the width. */
    private final int lanes;

    Moments(memory.desc layout, long[] dims) {
        int positions = 1;
        for (int i = 2; i < dims.length; i++) {
            positions = Math.toIntExact(positions * dims[i]);
        }
        examples = Math.toIntExact(dims[0]);
        channels = Math.toIntExact(dims[1]);
        width = Layouts.interleavedChannels(layout, channels);
        groups = Math.ceilDiv(channels, width);
        plane = positions * width;
        lanes = width * Math.max(1, SIDE_BY_SIDE / width);
    }

    /** Entries of a channel. */
    long count() {
        return (long) examples * plane / width;
    }

    /**
     * @param mean [C], written
     * @param variance [C], written
     */
    void gather(FloatBuffer x, Parallel parallel, float[] mean, double[] variance) {
        parallel.forEach(groups, group -> {
            int first = group * width;
            int valid = Math.min(width, channels - first);
            float[] centre = new float[lanes];
            double[] sums = sum(x, group, null);
            for (int c = 0; c < valid; c++) {
                mean[first + c] = (float) (sums[c] / count());
                for (int i = c; i < lanes; i += width) {
                    centre[i] = mean[first + c];
                }
            }
            double[] squares = sum(x, group, centre);
            for (int c = 0; c < valid; c++) {
                variance[first + c] = squares[c] / count();
            }
        });
    }

    /** Sums of a group's channels, or of the squared distances from a centre. */
    private double[] sum(FloatBuffer x, int group, float @Nullable [] centre) {
        double[] sums = new double[width];
        float[] entries = new float[lanes];
        float[] runs = new float[lanes];
        int length = 0;
        for (int example = 0; example < examples; example++) {
            int start = (example * groups + group) * plane;
            for (int from = 0; from < plane; from += lanes) {
                int size = Math.min(lanes, plane - from);
                x.get(start + from, entries, 0, size);
                if (centre == null) {
                    add(entries, runs, size);
                } else {
                    addSquares(entries, centre, runs, size);
                }
                if (++length == RUN) {
                    fold(runs, sums);
                    length = 0;
                }
            }
        }
        fold(runs, sums);
        return sums;
    }

    private static void add(float[] entries, float[] runs, int size) {
        for (int i = 0; i < size; i++) {
            runs[i] += entries[i];
        }
    }

    private static void addSquares(float[] entries, float[] centre, float[] runs, int size) {
        for (int i = 0; i < size; i++) {
            float distance = entries[i] - centre[i];
            runs[i] += distance * distance;
        }
    }

    private static void fold(float[] runs, double[] sums) {
        for (int from = 0; from < runs.length; from += sums.length) {
            for (int c = 0; c < sums.length; c++) {
                sums[c] += runs[from + c];
            }
        }
        Arrays.fill(runs, 0);
    }
}
