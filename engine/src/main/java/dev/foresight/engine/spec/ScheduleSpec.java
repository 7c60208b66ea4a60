package dev.foresight.engine.spec;

import java.util.List;

/** How the learning rate of an arm changes in training: a factor on the arm's learning rate. */
public sealed interface ScheduleSpec {
    /** The factor is 1 throughout. */
    record Constant() implements ScheduleSpec {}

    /** The factor is multiplied by {@code factor} after every {@code every} epochs. */
    record Step(long every, double factor) implements ScheduleSpec {}

    /** The factor is multiplied by {@code factor} at the start of each epoch named (counted from 0). */
    record MultiStep(List<Long> epochs, double factor) implements ScheduleSpec {
        public MultiStep {
            epochs = List.copyOf(epochs);
        }
    }

    /**
     * Half a cosine from 1 down to {@code last}, a step in each epoch: (last + 1)/2 + (1 - last)/2 * cos(pi*e/epochs);
     * {@code last} from epoch number {@code epochs} on.
     */
    record Cosine(long epochs, double last) implements ScheduleSpec {}

    /**
     * One rise and one fall over {@code epochs} epochs, both along half a cosine: from {@code first} up to 1 in the
     * first {@code rise} of them, then down to {@code last}, where it stays.
     *
     * @param rise fraction of the epochs, between 0 and 1
     */
    record OneCycle(long epochs, double rise, double first, double last) implements ScheduleSpec {}

    /**
     * A factor that rises linearly from {@code first} in epoch 0 to 1 in epoch {@code epochs}, where the schedule
     * {@code then} begins, with its own epochs counted from there.
     */
    record WarmUp(long epochs, double first, ScheduleSpec then) implements ScheduleSpec {}
}
