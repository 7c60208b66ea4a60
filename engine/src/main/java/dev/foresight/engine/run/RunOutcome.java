package dev.foresight.engine.run;

/** How a run ended; {@code outcome.json}. */
public sealed interface RunOutcome {
    /** Trained to the end. */
    record Completed(long steps) implements RunOutcome {}

    /** Stopped on request; all that was measured is kept. */
    record Stopped(long steps) implements RunOutcome {}

    /** A quantity became infinite or not a number. */
    record Diverged(long step, String quantity) implements RunOutcome {}

    /** Something else went wrong; the cause says what and what to do. */
    record Failed(String cause) implements RunOutcome {}
}
