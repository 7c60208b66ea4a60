package dev.foresight.engine.run;

import dev.foresight.engine.spec.Quantity;

/** What happens in a run, in primitives and immutable values, so that it can cross threads and be written as a line. */
public sealed interface RunEvent {
    /** Completed optimizer steps when it happened. */
    long step();

    /** What is written as a line of a log. */
    sealed interface Line extends RunEvent {}

    /**
     * One optimizer step; a line of {@code steps.csv}.
     *
     * @param step its number from 1
     * @param epoch epochs completed after it, as a fraction
     * @param seconds training time so far, evaluations not counted
     * @param lr learning rate it used
     * @param loss mean cross-entropy at the predicted weights, in nats
     * @param gradientNorm global norm before clipping
     */
    record Step(long step, double epoch, double seconds, double lr, double loss, double gradientNorm) implements Line {}

    /** One measured quantity; a line of {@code evaluations.csv}. */
    record Evaluation(long step, double epoch, double seconds, String split, String metric, double value)
            implements Line {}

    /**
     * One quantity of a sample of training; a line of {@code layers.csv}.
     *
     * @param step after how many completed steps the sample was taken; the line is written when the value is known
     * @param layer the layer's name in the graph, or {@link Quantity#ALL}
     * @param horizon how many steps ahead; 0 where the quantity knows none
     */
    record Sample(long step, String layer, Quantity quantity, int horizon, double value) implements Line {}

    /** Which classes were taken for which in the last evaluation of a part; replaces {@code confusion-SPLIT.csv}. */
    record Confusion(long step, String split, ConfusionTable table) implements RunEvent {}

    /** Time a phase took since the last line of its kind; a line of {@code ledger.csv}. Bytes written in it, 0 where none. */
    record Ledger(long step, String phase, double seconds, long bytes) implements Line {}

    /** Something worth telling a person; a line of {@code events.jsonl}. */
    record Message(long step, String kind, String text) implements Line {}
}
