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
        return switch (schedule) {
            case ScheduleSpec.Constant constant -> learningRate;
            case ScheduleSpec.MultiStep multiStep -> decayed(multiStep, step / stepsPerEpoch);
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
