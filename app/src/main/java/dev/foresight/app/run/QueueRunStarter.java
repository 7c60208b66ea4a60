package dev.foresight.app.run;

import dev.foresight.engine.queue.RunQueue;
import dev.foresight.engine.run.RunDirectory;
import java.util.List;

/** Runs in processes of their own, through the engine's queue. */
public final class QueueRunStarter implements RunStarter {
    private final RunQueue queue;

    /** @param command what starts a worker, without {@code worker RUNDIR} */
    public QueueRunStarter(List<String> command, int slots) {
        queue = new RunQueue(command, slots);
    }

    @Override
    public void submit(RunDirectory run) {
        queue.submit(run);
    }

    @Override
    public void stop(RunDirectory run) {
        queue.stop(run);
    }

    @Override
    public List<RunDirectory> waiting() {
        return queue.waiting();
    }

    @Override
    public List<RunDirectory> running() {
        return queue.running();
    }

    @Override
    public void stopAll() {
        queue.stopAll();
    }

    @Override
    public void close() {
        queue.close();
    }
}
