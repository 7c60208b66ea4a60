package dev.foresight.engine.run;

import java.util.Locale;

/** A request to a worker; a line of {@code control.jsonl}. */
public enum Control {
    PAUSE,
    RESUME,
    /** End at the next step; what was measured is kept, and the checkpoints written so far. */
    STOP,
    /** The same after one more checkpoint, so that the run can be continued without repeating a step. */
    STOP_AND_KEEP,
    /** Write a checkpoint at the next step and go on. */
    CHECKPOINT;

    /** The word in JSON. */
    String id() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
