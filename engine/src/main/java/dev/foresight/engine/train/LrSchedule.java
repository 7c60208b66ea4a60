package dev.foresight.engine.train;

import dev.foresight.engine.spec.ScheduleSpec;

/**
 * The learning rate of each step: gamma(step) = gamma * factor(epoch of the step).
 *
 * @param learningRate gamma, the arm's
 * @param stepsPerEpoch turns a step into an epoch
 */
public record LrSchedule(ScheduleSpec schedule, double learningRate, long stepsPerEpoch) {
    /** The rate of the step with this number from 0. */
    public double at(long step) {
        throw new UnsupportedOperationException(Long.toString(step));
    }
}
