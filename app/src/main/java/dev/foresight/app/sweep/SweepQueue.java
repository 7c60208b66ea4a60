package dev.foresight.app.sweep;

import dev.foresight.app.project.RunItem;
import java.util.List;

/** What a sweep asks of the project's queue. On the view's thread. */
public interface SweepQueue {
    /** Queues runs that wait or ended early; those that are queued or at work already are left alone. */
    void start(List<RunItem> runs);

    /** Takes runs out of the queue, and asks those at work to end with a checkpoint. */
    void stop(List<RunItem> runs);

    /** Runs at a time. */
    int slots();
}
