package dev.foresight.engine.queue;

import dev.foresight.engine.spec.ExecutionSpec;

/**
 * How many runs work at a time, and with how many threads each.
 *
 * @param count runs at a time, at least 1
 * @param threads threads of a run whose spec leaves them open, at least 1
 */
public record Slots(int count, int threads) {
    public Slots {
        if (count < 1 || threads < 1) {
            throw new IllegalArgumentException(
                    "slots: found " + count + " with " + threads + " threads; at least 1 of each is needed");
        }
    }

    /** One run at a time, with the threads that suit this machine. */
    public static Slots ofThisMachine() {
        return new Slots(1, ExecutionSpec.threadsOfThisMachine());
    }
}
