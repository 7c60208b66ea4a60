package dev.foresight.engine.spec;

/** A length of training or an interval in it: {@code {"epochs": 3}} or {@code {"steps": 500}}. */
public record Amount(Unit unit, long count) {
    /** What is counted. */
    public enum Unit {
        EPOCHS,
        STEPS
    }

    public static Amount epochs(long count) {
        return new Amount(Unit.EPOCHS, count);
    }

    public static Amount steps(long count) {
        return new Amount(Unit.STEPS, count);
    }
}
