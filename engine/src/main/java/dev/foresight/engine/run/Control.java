package dev.foresight.engine.run;

/** A request to a worker; a line of {@code control.jsonl}. */
public enum Control {
    PAUSE,
    RESUME,
    STOP
}
