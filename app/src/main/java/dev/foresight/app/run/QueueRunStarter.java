package dev.foresight.app.run;

import dev.foresight.engine.queue.RunQueue;
import dev.foresight.engine.queue.Slots;
import dev.foresight.engine.run.Control;
import dev.foresight.engine.run.RunDirectory;
import java.util.List;

/** Runs in processes of their own, through the engine's queue. */
public final class QueueRunStarter implements RunStarter {
    private final RunQueue queue;

    /** @param command what starts a worker, without {@code worker RUNDIR} */
    public QueueRunStarter(List<String> command, Slots slots) {
        queue = new RunQueue(command, slots);
    }

    @Override
    public void submit(RunDirectory run) {
        queue.submit(run);
    }

    @Override
    public void stop(RunDirectory run, boolean keep) {
        if (queue.waiting().contains(run) || queue.running().contains(run)) {
            queue.stop(run, keep);
        } else if (!run.status().ended()) {
            // Started by an earlier window or by the command line: its worker reads the request all the same.
            run.request(keep ? Control.STOP_AND_KEEP : Control.STOP);
        }
    }

    @Override
    public List<RunDirectory> waiting() {
        return queue.waiting();
    }

    @Override
    public void move(RunDirectory run, int place) {
        queue.move(run, place);
    }

    @Override
    public boolean held() {
        return queue.held();
    }

    @Override
    public void hold(boolean held) {
        queue.hold(held);
    }

    @Override
    public Slots slots() {
        return queue.slots();
    }

    @Override
    public void slots(Slots slots) {
        queue.slots(slots);
    }

    @Override
    public void close() {
        queue.close();
    }
}
