package dev.foresight.app.run;

import dev.foresight.app.project.RunItem;
import dev.foresight.app.project.TimeLeft;
import dev.foresight.engine.run.RunOutcome;
import dev.foresight.engine.run.RunStatus;
import dev.foresight.engine.spec.Task;
import dev.foresight.plots.table.Signature;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.Collectors;

/** What a table says of a run. */
final class RunWords {
    private RunWords() {}

    /**
     * Its state in a word or two: {@code queued 3} is third in the queue. A failure that has a name is called by it, but
     * for a run that diverged, which that is the word for already.
     */
    static String state(RunItem run) {
        int place = run.place().get();
        if (place >= 0) {
            return "queued " + (place + 1);
        }
        RunStatus status = run.status().get();
        return status == RunStatus.COMPLETED || status == RunStatus.FAILED
                ? run.signature().map(one -> one.kind().title()).orElse(word(status))
                : word(status);
    }

    /** The state's class in the style sheet, without {@code state-}. */
    static String icon(RunItem run) {
        if (run.place().get() >= 0) {
            return "queued";
        }
        // The sign of Resume: every stopped run can go on.
        return run.status().get() == RunStatus.STOPPED
                ? "resumable"
                : word(run.status().get());
    }

    /** What goes on, with the time left where it is known. */
    static String progress(int working, int queued, boolean held, OptionalDouble left) {
        if (working + queued == 0) {
            return "No run in progress";
        }
        if (working == 0 && held) {
            return "Queue held";
        }
        String runs = working == 0 ? "Starting" : working == 1 ? "1 run" : working + " runs";
        return runs + (left.isEmpty() ? "" : ", " + TimeLeft.words(left.getAsDouble()));
    }

    /** Why none of these runs can be resumed, in a sentence. */
    static String notResumable(List<RunItem> runs) {
        if (runs.isEmpty()) {
            return "No run is selected";
        }
        Set<RunStatus> states = runs.stream()
                .map(run -> run.place().get() < 0 ? run.status().get() : RunStatus.WAITING)
                .collect(Collectors.toSet());
        if (states.size() > 1) {
            return "None of the selected runs is paused, stopped or failed";
        }
        return switch (states.iterator().next()) {
            case COMPLETED -> "Trained to its end: to train longer, run the experiment with a greater length";
            case DIVERGED -> "Diverged: the same spec would diverge again; " + RunOutcome.Diverged.REMEDY;
            case WAITING -> "Has not begun: Start queues it, and what is queued starts by itself";
            case RUNNING -> "At work already";
            case PAUSED, STOPPED, FAILED -> "On its way back to work";
        };
    }

    /** What can be done about it, in a sentence. */
    static String stateTip(RunItem run) {
        if (run.place().get() >= 0) {
            return "Starts by itself when a slot is free";
        }
        return switch (run.status().get()) {
            case WAITING -> "Not queued; Start queues it";
            case RUNNING -> "A worker trains it";
            case PAUSED -> "Its worker waits; Resume lets it go on";
            case COMPLETED -> run.signature().map(Signature::words).orElse("Trained to its end");
            case STOPPED -> "Can be resumed; it goes on from " + run.resumption();
            case DIVERGED -> run.ending();
            case FAILED -> "Can be resumed once the cause is mended; it goes on from " + run.resumption();
        };
    }

    private static String word(RunStatus status) {
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
