package dev.foresight.app.run;

import dev.foresight.engine.queue.Slots;
import dev.foresight.engine.run.RunDirectory;
import java.util.List;

/** Whoever makes runs run; the window's is the engine's queue with a process a run. Called in the background. */
public interface RunStarter extends AutoCloseable {
    /** Puts a run at the end of the queue: a new one, or one that ended before it was complete and is to go on. */
    void submit(RunDirectory run);

    /**
     * Asks a run to end, or takes it out of the queue.
     *
     * @param keep whether to write a checkpoint first, from which it goes on without repeating a step
     */
    void stop(RunDirectory run, boolean keep);

    /** Runs without a process yet, first to come first. */
    List<RunDirectory> waiting();

    /** Moves a waiting run to this place of the queue, from 0; one that waits no more is left alone. */
    void move(RunDirectory run, int place);

    /** Whether no further run is started. */
    boolean held();

    void hold(boolean held);

    Slots slots();

    /** Runs that work already keep what they have. */
    void slots(Slots slots);

    /** Takes no more runs; living workers go on by themselves. */
    @Override
    void close();
}
