package dev.foresight.engine.queue;

import dev.foresight.engine.run.RunDirectory;
import java.time.Duration;
import java.util.List;

/**
 * Executes runs, each in a process of its own, a fixed number at a time and at low priority. What a run does is asked of
 * its folder; the queue knows only which ones wait and which have a process.
 */
public final class RunQueue implements AutoCloseable {
    /**
     * @param workerCommandPrefix what starts a worker, without {@code worker RUNDIR}
     * @param slots workers at a time, at least 1
     */
    public RunQueue(List<String> workerCommandPrefix, int slots) {
        throw new UnsupportedOperationException(workerCommandPrefix + " " + slots);
    }

    /** Puts a run at the end of the queue; starts it when a slot is free. */
    public void submit(RunDirectory run) {
        throw new UnsupportedOperationException();
    }

    /** Removes a waiting run; asks a running one to stop and ends its process after a grace time. */
    public void stop(RunDirectory run) {
        throw new UnsupportedOperationException();
    }

    /** Runs without a process yet, first to come first. */
    public List<RunDirectory> waiting() {
        throw new UnsupportedOperationException();
    }

    /** Runs whose process lives. */
    public List<RunDirectory> running() {
        throw new UnsupportedOperationException();
    }

    /** Waits until nothing waits or runs; false when the time ran out before. */
    public boolean awaitIdle(Duration atMost) throws InterruptedException {
        throw new UnsupportedOperationException();
    }

    /** Asks every run to stop, and forgets the waiting ones. */
    public void stopAll() {
        throw new UnsupportedOperationException();
    }

    /** Takes no more runs and lets living workers run on by themselves; call {@link #stopAll} before to end them. */
    @Override
    public void close() {
        throw new UnsupportedOperationException();
    }
}
