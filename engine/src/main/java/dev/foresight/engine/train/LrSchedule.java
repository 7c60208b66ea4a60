package dev.foresight.engine.train;

import dev.foresight.engine.spec.ScheduleSpec;

/**
 * The learning rate of each epoch: gamma(epoch) = gamma * factor(epoch), with the numbers of torch.optim.lr_scheduler
 * whose schedulers step once an epoch.
 *
 * @param learningRate gamma, the arm's
 */
public record LrSchedule(ScheduleSpec schedule, double learningRate) {
    /** The rate of the steps of the epoch with this number from 0. */
    public double at(long epoch) {
        return rate(schedule, learningRate, epoch);
    }

    private static double rate(ScheduleSpec schedule, double rate, long epoch) {
        return switch (schedule) {
            case ScheduleSpec.Constant constant -> rate;
            case ScheduleSpec.Step step -> rate * Math.pow(step.factor(), epoch / step.every());
            case ScheduleSpec.MultiStep multiStep -> decayed(multiStep, rate, epoch);
            case ScheduleSpec.Cosine cosine ->
                rate * between(1, cosine.last(), (double) Math.min(epoch, cosine.epochs()) / cosine.epochs());
            case ScheduleSpec.OneCycle cycle -> rate * cycled(cycle, epoch);
            case ScheduleSpec.WarmUp warmUp ->
                epoch < warmUp.epochs()
                        ? rate * (warmUp.first() + (1 - warmUp.first()) * epoch / warmUp.epochs())
                        : rate(warmUp.then(), rate, epoch - warmUp.epochs());
        };
    }

    /** Multiplied once per epoch passed, as PyTorch's MultiStepLR rounds. */
    private static double decayed(ScheduleSpec.MultiStep multiStep, double learningRate, long epoch) {
        double rate = learningRate;
        for (long start : multiStep.epochs()) {
            if (start <= epoch) {
                rate *= multiStep.factor();
            }
        }
        return rate;
    }

    /** As PyTorch's OneCycleLR, whose first and last epoch stand at the ends of the cycle. */
    private static double cycled(ScheduleSpec.OneCycle cycle, long epoch) {
        double top = cycle.rise() * cycle.epochs() - 1;
        double end = cycle.epochs() - 1.0;
        if (epoch <= top) {
            return between(cycle.first(), 1, top == 0 ? 1 : epoch / top);
        }
        return between(1, cycle.last(), Math.min(1, (epoch - top) / (end - top)));
    }

    /** From start to end along half a cosine, at a fraction of the way. */
    private static double between(double start, double end, double fraction) {
        return end + (start - end) / 2 * (1 + Math.cos(Math.PI * fraction));
    }
}
