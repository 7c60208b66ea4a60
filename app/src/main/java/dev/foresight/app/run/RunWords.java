package dev.foresight.app.run;

import dev.foresight.app.project.RunItem;
import dev.foresight.engine.run.RunStatus;
import dev.foresight.engine.spec.Task;
import java.util.Locale;
import java.util.OptionalDouble;

/** What a table says of a run. */
final class RunWords {
    private RunWords() {}

    static String state(RunStatus status) {
        return switch (status) {
            case WAITING -> "waiting";
            case RUNNING -> "running";
            case PAUSED -> "paused";
            case COMPLETED -> "finished";
            case STOPPED -> "stopped";
            case DIVERGED -> "diverged";
            case FAILED -> "failed";
        };
    }

    /** Accuracy in percent, perplexity with two decimals; a dash where nothing has been measured. */
    static String metric(RunItem run, OptionalDouble value) {
        if (value.isEmpty()) {
            return "—";
        }
        double number = value.getAsDouble();
        return run.spec().experiment().task() == Task.IMAGE_CLASSIFICATION
                ? String.format(Locale.ROOT, "%.1f %%", number * 100)
                : String.format(Locale.ROOT, "%.2f", number);
    }

    static String horizon(RunItem run) {
        double horizon = run.spec().arm().prediction().horizon();
        return horizon == Math.rint(horizon) ? Long.toString((long) horizon) : Double.toString(horizon);
    }

    static String left(RunItem run) {
        OptionalDouble left = run.secondsLeft();
        return run.status().get() == RunStatus.RUNNING && left.isPresent() ? TimeLeft.brief(left.getAsDouble()) : "";
    }
}
