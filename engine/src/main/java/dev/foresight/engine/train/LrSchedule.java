package dev.foresight.engine.train;

import dev.foresight.engine.spec.ScheduleSpec;

/**
 * The learning rate of each epoch: gamma(epoch) = gamma * factor(epoch).
 *
 * @param learningRate gamma, the arm's
 */
public record LrSchedule(ScheduleSpec schedule, double learningRate) {
    /** The rate of the steps of the epoch with this number from 0. */
    public double at(long epoch) {
        return switch (schedule) {
            case ScheduleSpec.Constant constant -> learningRate;
            case ScheduleSpec.MultiStep multiStep -> decayed(multiStep, epoch);
        };
    }

    /** Multiplied once per epoch passed, as PyTorch's MultiStepLR rounds. */
    private double decayed(ScheduleSpec.MultiStep multiStep, long epoch) {
        double rate = learningRate;
        for (long start : multiStep.epochs()) {
            if (start <= epoch) {
                rate *= multiStep.factor();
            }
        }
        return rate;
    }
}
