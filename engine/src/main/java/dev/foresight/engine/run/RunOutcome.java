package dev.foresight.engine.run;

import java.util.Optional;
import java.util.OptionalDouble;

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

    /**
     * A quantity became infinite or not a number.
     *
     * @param step at which it was noticed
     * @param quantity which, in words
     * @param value what it was; empty where an earlier version did not note it
     * @param lastGood the last checkpoint from before, whose weights are finite
     */
    record Diverged(long step, String quantity, OptionalDouble value, Optional<Kept> lastGood) implements RunOutcome {
        /** What may help, for people. */
        public static final String REMEDY =
                "make a new run with a smaller learning rate, a clip of the gradient or a horizon nearer to 0";

        /** Without a checkpoint to speak of. */
        public Diverged(long step, String quantity, double value) {
            this(step, quantity, OptionalDouble.of(value), Optional.empty());
        }

        /** The same, with what is left of the time before. */
        public Diverged withLastGood(Optional<Kept> kept) {
            return new Diverged(step, quantity, value, kept);
        }

        /** Such as {@code diverged at step 40: training loss is infinite; the last good checkpoint is ...}. */
        public String words() {
            return "diverged at step " + step + ": " + quantity + " is " + found()
                    + lastGood.map(kept ->
                                    "; the last good checkpoint is that of step " + kept.step() + ", " + kept.file())
                            .orElse("; no checkpoint was kept before");
        }

        private String found() {
            if (value.isEmpty()) {
                return "not finite";
            }
            return Double.isNaN(value.getAsDouble())
                    ? "not a number"
                    : value.getAsDouble() > 0 ? "infinite" : "minus infinity";
        }
    }

    /**
     * A checkpoint.
     *
     * @param step completed steps
     * @param file within the run's folder
     */
    record Kept(long step, String file) {}

    /**
     * Something else went wrong.
     *
     * @param cause what, and what to do
     * @param cutOff whether its worker died before it could tell an end itself: somebody killed it, or the machine went
     *     down
     * @param reason what kind of thing went wrong
     */
    record Failed(String cause, boolean cutOff, Reason reason) implements RunOutcome {
        /** Kinds of failures that a reader may want to tell apart. */
        public enum Reason {
            /** The limit that was set, the heap or the machine's memory was too small. */
            MEMORY,
            OTHER
        }

        /** A failure that the worker told of itself. */
        public Failed(String cause) {
            this(cause, false, Reason.OTHER);
        }
    }
}
