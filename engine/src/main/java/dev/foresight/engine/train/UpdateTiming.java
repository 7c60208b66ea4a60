package dev.foresight.engine.train;

import dev.foresight.engine.optim.WeightUpdate;
import dev.foresight.engine.run.UpdateTimes;
import dev.foresight.engine.spec.SpecDefaults;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * Times the pass of a run's update and that of plain AdamW in place in turn, over the run's own vectors, once nobody
 * needs them any more: the prediction is made in the pass of the update, so its cost is the difference of the two.
 */
final class UpdateTiming {
    /** So much of the run's time at most, one part in: */
    private static final long SHARE = 25;

    private static final long MOST_NANOS = 400_000_000;
    /** Less than this compiles the passes and times few of them. */
    private static final long LEAST_NANOS = 100_000_000;

    /**
     * So many times its own pass a plain one takes at most: it does less, or for a rule of one moment little more. Until
     * it is compiled, which a busy machine may put off for longer than there is time, it takes ten times as long.
     */
    private static final double MOST_PLAIN = 1.5;

    private static final int FEWEST_PAIRS = 3;
    private static final int MOST_PAIRS = 201;

    private final LongSupplier nanos;

    UpdateTiming() {
        this(System::nanoTime);
    }

    /** @param nanos a clock that never goes back, of any origin */
    UpdateTiming(LongSupplier nanos) {
        this.nanos = nanos;
    }

    /**
     * Times passes for a moment; leaves weights and moments without a meaning. The first two fifths of the time, and
     * up to two more, are to compile the passes and do not count.
     *
     * @param clip that of the run, so that both passes measure the gradient as often
     * @param runNanos how long the run took
     * @return empty after a run so short that this would be noticed, where there is no plain pass to compare with, and
     *     where that was not compiled in time
     */
    Optional<UpdateTimes> after(WeightUpdate update, double clip, long runNanos) {
        long budget = Math.min(MOST_NANOS, runNanos / SHARE);
        // What samples cost stands in the ledger; nobody looks at them any more.
        update.sample(SpecDefaults.DIAGNOSTICS);
        Optional<Runnable> plain = budget < LEAST_NANOS ? Optional.empty() : update.plainPass(clip);
        return plain.flatMap(pass -> time(() -> update.apply(0, clip, 0), pass, budget));
    }

    private Optional<UpdateTimes> time(Runnable own, Runnable plain, long budget) {
        long start = nanos.getAsLong();
        boolean compiled = false;
        long spent = 0;
        while (spent < budget * 2 / 5 || !compiled && spent < budget * 4 / 5) {
            double ownOnce = seconds(own);
            compiled = seconds(plain) <= MOST_PLAIN * ownOnce;
            spent = nanos.getAsLong() - start;
        }
        double[] ownSeconds = new double[MOST_PAIRS];
        double[] plainSeconds = new double[MOST_PAIRS];
        double[] ratios = new double[MOST_PAIRS];
        int pairs = 0;
        while (pairs < MOST_PAIRS && (pairs == 0 || nanos.getAsLong() - start < budget)) {
            ownSeconds[pairs] = seconds(own);
            plainSeconds[pairs] = seconds(plain);
            ratios[pairs] = ownSeconds[pairs] / plainSeconds[pairs];
            pairs++;
        }
        UpdateTimes times =
                new UpdateTimes(pairs, median(ownSeconds, pairs), median(plainSeconds, pairs), median(ratios, pairs));
        return pairs < FEWEST_PAIRS || times.plain() > MOST_PLAIN * times.update()
                ? Optional.empty()
                : Optional.of(times);
    }

    private double seconds(Runnable pass) {
        long start = nanos.getAsLong();
        pass.run();
        return (nanos.getAsLong() - start) / 1e9;
    }

    private static double median(double[] values, int count) {
        double[] sorted = Arrays.copyOf(values, count);
        Arrays.sort(sorted);
        return (sorted[(count - 1) / 2] + sorted[count / 2]) / 2;
    }
}
