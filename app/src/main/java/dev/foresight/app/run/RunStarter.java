package dev.foresight.app.run;

import dev.foresight.engine.run.RunDirectory;

/** Whoever makes runs run; the window's is the engine's queue with a process a run. Called in the background. */
public interface RunStarter extends AutoCloseable {
    void submit(RunDirectory run);

    /** Asks a run to end, or takes it out of the queue. */
    void stop(RunDirectory run);

    /** Takes no more runs; living workers go on by themselves. */
    @Override
    void close();
}
