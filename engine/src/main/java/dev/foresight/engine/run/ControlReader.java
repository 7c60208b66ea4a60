package dev.foresight.engine.run;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Reads the requests that others append to a run's {@code control.jsonl}. */
public final class ControlReader {
    private final LogFollower lines;
    private final Consumer<String> unknown;

    /** @param unknown is told, in a sentence, of each line that is no request; it is otherwise ignored */
    public ControlReader(RunDirectory run, Consumer<String> unknown) {
        this.lines = run.follow(RunDirectory.CONTROL);
        this.unknown = unknown;
    }

    /** The requests since the last call, first to come first. */
    public List<Control> poll() {
        List<Control> requests = new ArrayList<>();
        for (String[] line : lines.newRows()) {
            Optional<Control> request = RunJson.readControl(line[0]);
            request.ifPresentOrElse(
                    requests::add,
                    () -> unknown.accept(
                            "ignored a line of " + RunDirectory.CONTROL + ": " + line[0]
                                    + "; allowed: {\"request\":\"pause\"}, \"resume\", \"stop\", \"stop-and-keep\" or \"checkpoint\""));
        }
        return requests;
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
