package dev.foresight.app.project;

import dev.foresight.engine.queue.Slots;
import dev.foresight.engine.run.RunDirectory;
import java.util.List;

/** Runs that wait in a line for their turn, and how many have it at a time. Called in the background. */
public interface RunLine {
    /** Runs without a process yet, first to come first. */
    List<RunDirectory> waiting();

    /** Moves a waiting run to this place of the queue, from 0; one that waits no more is left alone. */
    void move(RunDirectory run, int place);

    /**
     * Asks a run to end, or takes it out of the queue.
     *
     * @param keep whether to write a checkpoint first, from which it goes on without repeating a step
     */
    void stop(RunDirectory run, boolean keep);

    /** Whether no further run is started. */
    boolean held();

    void hold(boolean held);

    Slots slots();

    /** Runs that work already keep what they have. */
    void slots(Slots slots);
}
