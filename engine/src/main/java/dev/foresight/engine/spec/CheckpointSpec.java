package dev.foresight.engine.spec;

/**
 * When a run's state is written to disk, so that it can go on from there.
 *
 * @param every how often; the end and requests come on top
 * @param keep how many of the last checkpoints are kept while it trains
 */
public record CheckpointSpec(Interval every, int keep) {
    /** How often. */
    public sealed interface Interval {}

    /** So many seconds after the last one, or later where writing takes long. */
    public record Seconds(long count) implements Interval {}

    /** After every so many optimizer steps. */
    public record Steps(long count) implements Interval {}

    /** Not of itself, not at the end either; only when somebody asks for it. */
    public record Never() implements Interval {}
}
