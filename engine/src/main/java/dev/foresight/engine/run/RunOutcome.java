package dev.foresight.engine.run;

/** How a run ended; {@code outcome.json}. */
public sealed interface RunOutcome {
    /** Trained to the end. */
    record Completed(long steps) implements RunOutcome {}

    /**
     * Stopped on request; all that was measured is kept.
     *
     * @param held whether it came to a place where it was told to wait, see {@link RunDirectory#hold}; a checkpoint is
     *     kept there
     */
    record Stopped(long steps, boolean held) implements RunOutcome {
        /** Stopped at no place that was set before. */
        public Stopped(long steps) {
            this(steps, false);
        }
    }

    /** A quantity became infinite or not a number. */
    record Diverged(long step, String quantity) implements RunOutcome {}

    /**
     * Something else went wrong.
     *
     * @param cause what, and what to do
     * @param cutOff whether its worker died before it could tell an end itself: somebody killed it, or the machine went
     *     down
     */
    record Failed(String cause, boolean cutOff) implements RunOutcome {
        /** A failure that the worker told of itself. */
        public Failed(String cause) {
            this(cause, false);
        }
    }
}
