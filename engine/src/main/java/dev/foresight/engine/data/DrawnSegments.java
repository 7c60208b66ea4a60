package dev.foresight.engine.data;

import java.util.ArrayList;
import java.util.List;

/**
 * Where the steps of an epoch cut the streams of a text when the length of truncated backpropagation varies, as in the
 * AWD-LSTM's code (Merity, Keskar and Socher 2018): a function of (seed, epoch, position), so all arms of a seed see the
 * same segments.
 *
 * <p>Lengths are drawn one after the other from the stream of the key (seed, LENGTHS, epoch): base = T, or T/2 with
 * probability 0.05; length = max(5, N(base, 5^2) rounded towards zero), the normal number by Box and Muller's transform
 * with the cosine. Each segment begins where the one before it ended, as long as at least two targets are left; so a
 * single last target is never predicted. The last segment is cut to what is left, but its learning rate goes by the
 * length drawn, as there.
 */
final class DrawnSegments {
    private static final double HALVED = 0.05;
    private static final double DEVIATION = 5;
    private static final int SHORTEST = 5;

    private final int targets;
    private final int bptt;

    /** The epoch last asked for; immutable, so readers on any thread see a whole one. */
    private volatile Epoch latest;

    /**
     * @param targets of each stream
     * @param bptt T
     */
    DrawnSegments(int targets, int bptt) {
        this.targets = targets;
        this.bptt = bptt;
        latest = draw(0, 0);
    }

    /**
     * A stretch of every stream.
     *
     * @param start its first input
     * @param length inputs
     * @param drawn the length before it was cut to what is left
     */
    record Segment(int start, int length, int drawn) {}

    private record Epoch(long seed, long number, List<Segment> segments) {}

    List<Segment> of(long seed, long epoch) {
        Epoch known = latest;
        if (known.seed != seed || known.number != epoch) {
            known = draw(seed, epoch);
            latest = known;
        }
        return known.segments;
    }

    private Epoch draw(long seed, long epoch) {
        Draws draws = Draws.of(seed, Draws.LENGTHS, epoch);
        List<Segment> segments = new ArrayList<>();
        int start = 0;
        while (targets - start >= 2) {
            double base = draws.chance(HALVED) ? bptt / 2.0 : bptt;
            int drawn = Math.max(SHORTEST, (int) (base + DEVIATION * normal(draws)));
            int length = Math.min(drawn, targets - start);
            segments.add(new Segment(start, length, drawn));
            start += length;
        }
        return new Epoch(seed, epoch, List.copyOf(segments));
    }

    private static double normal(Draws draws) {
        // 1 - u lies in (0,1], so the logarithm is finite.
        double radius = Math.sqrt(-2 * StrictMath.log(1 - draws.unit()));
        return radius * StrictMath.cos(2 * Math.PI * draws.unit());
    }
}
