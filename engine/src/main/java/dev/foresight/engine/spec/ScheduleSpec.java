package dev.foresight.engine.spec;

import java.util.List;

/** How the learning rate of an arm changes in training: a factor on the arm's learning rate. */
public sealed interface ScheduleSpec {
    /** The factor is 1 throughout. */
    record Constant() implements ScheduleSpec {}

    /** The factor is multiplied by {@code factor} at the start of each epoch named (counted from 0). */
    record MultiStep(List<Long> epochs, double factor) implements ScheduleSpec {
        public MultiStep {
            epochs = List.copyOf(epochs);
        }
    }
}
