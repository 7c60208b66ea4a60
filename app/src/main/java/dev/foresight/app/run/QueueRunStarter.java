package dev.foresight.app.run;

import dev.foresight.engine.queue.RunQueue;
import dev.foresight.engine.run.Control;
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
        if (queue.waiting().contains(run) || queue.running().contains(run)) {
            queue.stop(run);
        } else if (!run.status().ended()) {
            // Started by an earlier window or by the command line: its worker reads the request all the same.
            run.request(Control.STOP);
        }
    }

    @Override
    public void close() {
        queue.close();
    }
}
