package dev.foresight.engine.train;

import dev.foresight.engine.spec.Amount;
import dev.foresight.engine.spec.TrainingSpec;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.LongToIntFunction;

/**
 * When things happen in training, in steps from 0. Epochs may differ in length; how long one is, is asked when training
 * gets there. Not safe for use by several threads.
 */
final class Timetable {
    private final Amount length;
    private final Amount evaluateEvery;
    private final LongToIntFunction stepsOfEpoch;
    /** The first step of each epoch so far, and of the one that follows. */
    private final List<Long> starts = new ArrayList<>(List.of(0L));

    private Timetable(TrainingSpec training, LongToIntFunction stepsOfEpoch) {
        length = training.length();
        evaluateEvery = training.evaluateEvery();
        this.stepsOfEpoch = stepsOfEpoch;
    }

    /**
     * @param stepsOfEpoch steps of the epoch with a number from 0
     * @throws IllegalArgumentException when the first epoch has none
     */
    static Timetable of(TrainingSpec training, LongToIntFunction stepsOfEpoch) {
        Timetable timetable = new Timetable(training, stepsOfEpoch);
        timetable.upTo(0);
        return timetable;
    }

    private void upTo(long step) {
        while (starts.getLast() <= step) {
            long epoch = starts.size() - 1L;
            int steps = stepsOfEpoch.applyAsInt(epoch);
            if (steps < 1) {
                throw new IllegalArgumentException("epoch " + epoch + " has " + steps
                        + " steps; use more training data, a smaller batch or a smaller bptt");
            }
            starts.add(starts.getLast() + steps);
        }
    }

    long epoch(long step) {
        upTo(step);
        int found = Collections.binarySearch(starts, step);
        // Where a step is not found, it lies after the epoch before its insertion point.
        return found >= 0 ? found : -found - 2;
    }

    int position(long step) {
        return (int) (step - start(step));
    }

    private long start(long step) {
        return starts.get((int) epoch(step));
    }

    /** Epochs completed after this many steps, as a fraction. */
    double epochs(long completed) {
        long epoch = epoch(completed);
        long steps = starts.get((int) epoch + 1) - starts.get((int) epoch);
        // One division, so that epochs of equal length give completed / steps.
        return (double) (epoch * steps + position(completed)) / steps;
    }

    /** Whether training ends after this many steps. */
    boolean over(long completed) {
        return reached(length, completed);
    }

    /** Whether training has come to a place, or past it, after this many steps. */
    boolean reached(Amount place, long completed) {
        return switch (place.unit()) {
            case EPOCHS -> epoch(completed) >= place.count();
            case STEPS -> completed >= place.count();
        };
    }

    /** Whether the weights after this many steps are evaluated; the first and the last always are. */
    boolean evaluates(long completed) {
        return over(completed)
                || switch (evaluateEvery.unit()) {
                    case EPOCHS -> position(completed) == 0 && epoch(completed) % evaluateEvery.count() == 0;
                    case STEPS -> completed % evaluateEvery.count() == 0;
                };
    }
}
