package dev.foresight.engine.spec;

import java.util.List;

/**
 * How a run samples its weights' way and how well it is predicted; the numbers of training are the same with and without.
 *
 * @param every optimizer steps from one sample to the next; 0 takes none
 * @param horizons how many steps ahead each sample is followed, h of |What - W_(t+h)|
 * @param layers whether each layer is measured by itself, besides all together
 * @param memory MB (of 1,000,000 bytes) that the weights kept for open samples may take
 */
public record DiagnosticsSpec(long every, List<Long> horizons, boolean layers, long memory) {
    /** Bytes of a MB. */
    private static final long MB = 1_000_000;

    /** W_t and the predicted move of one step; those of other horizons are multiples of it. */
    private static final int COPIES = 2;

    public DiagnosticsSpec {
        horizons = List.copyOf(horizons);
    }

    /** Whether any sample is taken. */
    public boolean on() {
        return every > 0;
    }

    /** The largest horizon; a sample is followed for one step at least. */
    public long farthest() {
        return horizons.stream().mapToLong(Long::longValue).reduce(1, Math::max);
    }

    /** How many samples are kept at once at most, the one that ends while another begins among them. */
    public long open() {
        return on() ? farthest() / every + 1 : 0;
    }

    /**
     * Bytes that open samples keep of weights.
     *
     * @param parameters the network's trained ones
     */
    public long bytes(long parameters) {
        return open() * COPIES * Float.BYTES * parameters;
    }

    /** Bytes that {@link #memory} allows. */
    public long allowed() {
        return memory * MB;
    }

    /** Bytes in MB, rounded up. */
    public static long megabytes(long bytes) {
        return Math.ceilDiv(bytes, MB);
    }

    public DiagnosticsSpec withEvery(long other) {
        return new DiagnosticsSpec(other, horizons, layers, memory);
    }

    public DiagnosticsSpec withHorizons(List<Long> others) {
        return new DiagnosticsSpec(every, others, layers, memory);
    }
}
