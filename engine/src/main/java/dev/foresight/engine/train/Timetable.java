package dev.foresight.engine.train;

import dev.foresight.engine.spec.Amount;
import dev.foresight.engine.spec.TrainingSpec;

/**
 * When things happen in training, in steps from 0.
 *
 * @param stepsPerEpoch steps in an epoch
 * @param steps steps in all
 * @param interval steps between two evaluations
 */
record Timetable(long stepsPerEpoch, long steps, long interval) {
    static Timetable of(TrainingSpec training, long stepsPerEpoch) {
        if (stepsPerEpoch < 1) {
            throw new IllegalArgumentException("an epoch of " + stepsPerEpoch + " steps; use more training data, a"
                    + " smaller batch or a smaller bptt");
        }
        return new Timetable(
                stepsPerEpoch,
                steps(training.length(), stepsPerEpoch),
                Math.max(1, steps(training.evaluateEvery(), stepsPerEpoch)));
    }

    private static long steps(Amount amount, long stepsPerEpoch) {
        return switch (amount.unit()) {
            case EPOCHS -> Math.multiplyExact(amount.count(), stepsPerEpoch);
            case STEPS -> amount.count();
        };
    }

    long epoch(long step) {
        return step / stepsPerEpoch;
    }

    int position(long step) {
        return (int) (step % stepsPerEpoch);
    }

    /** Epochs completed after this many steps, as a fraction. */
    double epochs(long completed) {
        return (double) completed / stepsPerEpoch;
    }

    /** Whether the weights after this many steps are evaluated; the first and the last always are. */
    boolean evaluates(long completed) {
        return completed % interval == 0 || completed == steps;
    }
}
