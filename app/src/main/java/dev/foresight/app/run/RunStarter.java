package dev.foresight.app.run;

import dev.foresight.app.project.RunLine;
import dev.foresight.engine.run.RunDirectory;
import java.util.List;

/** Whoever makes runs run; the window's is the engine's queue with a process a run. Called in the background. */
public interface RunStarter extends RunLine, AutoCloseable {
    /** Puts a run at the end of the queue: a new one, or one that ended before it was complete and is to go on. */
    void submit(RunDirectory run);

    /** The same for several, in their order; none where one cannot go on. */
    default void submit(List<RunDirectory> runs) {
        runs.forEach(this::submit);
    }

    /** Takes no more runs; living workers go on by themselves. */
    @Override
    void close();
}
