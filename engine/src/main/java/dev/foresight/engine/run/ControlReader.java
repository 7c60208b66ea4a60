package dev.foresight.engine.run;

import dev.foresight.engine.spec.Amount;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Reads the requests that others append to a run's {@code control.jsonl}. */
public final class ControlReader {
    private final LogFollower lines;
    private final Consumer<String> unknown;
    private Optional<Amount> hold = Optional.empty();

    /** @param unknown is told, in a sentence, of each line that is no request; it is otherwise ignored */
    public ControlReader(RunDirectory run, Consumer<String> unknown) {
        this.lines = run.follow(RunDirectory.CONTROL);
        this.unknown = unknown;
    }

    /** The requests since the last call, first to come first. */
    public List<Control> poll() {
        List<Control> requests = new ArrayList<>();
        for (String[] row : lines.newRows()) {
            String line = row[0];
            Optional<Amount> place = RunJson.readHold(line);
            if (place.isPresent()) {
                hold = place;
            } else {
                RunJson.readControl(line)
                        .ifPresentOrElse(
                                requests::add,
                                () -> unknown.accept("ignored a line of " + RunDirectory.CONTROL + ": " + line
                                        + "; allowed: {\"request\":\"pause\"}, \"resume\", \"stop\", \"stop-and-keep\","
                                        + " \"checkpoint\", or {\"request\":\"hold\",\"at\":{\"epochs\":2}}"));
            }
        }
        return requests;
    }

    /** Where the last request to hold, of those that {@link #poll} has seen, lets the run wait. */
    public Optional<Amount> hold() {
        return hold;
    }

    /** Where the run is to hold, by all that was asked of it. */
    static Optional<Amount> holdOf(RunDirectory run) {
        ControlReader reader = new ControlReader(run, line -> {});
        reader.poll();
        return reader.hold();
    }

    /** Whether the last word about pausing was to pause. */
    static boolean pauseRequested(RunDirectory run) {
        boolean paused = false;
        for (Control request : new ControlReader(run, line -> {}).poll()) {
            paused = switch (request) {
                case PAUSE -> true;
                case CHECKPOINT -> paused;
                case RESUME, STOP, STOP_AND_KEEP -> false;
            };
        }
        return paused;
    }
}
