package dev.foresight.app.run;

import dev.foresight.engine.project.Project;
import dev.foresight.engine.queue.RunQueue;
import dev.foresight.engine.queue.Slots;
import dev.foresight.engine.run.RunDirectory;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Runs in processes of their own, through the engine's queue. */
public final class QueueRunStarter implements RunStarter {
    private final Supplier<List<String>> command;
    private final Slots silent;
    /** Replaced when a project is opened; used by any thread. */
    private volatile RunQueue queue;

    /**
     * @param command what starts a worker, without {@code worker RUNDIR}; asked at each start
     * @param silent the slots of a project that has no queue yet
     */
    public QueueRunStarter(Supplier<List<String>> command, Slots silent) {
        this.command = command;
        this.silent = silent;
        queue = new RunQueue(command, silent);
    }

    /**
     * Goes on with the queue of a project. The one before is left: its workers work on, its waiting runs wait until it is
     * opened again.
     *
     * @param tell is told, in a sentence, when the queue's file was lost and made again
     */
    public synchronized void open(Project project, Consumer<String> tell) {
        queue.close();
        queue = RunQueue.of(project, command, silent, tell);
    }

    @Override
    public void submit(RunDirectory run) {
        queue.submit(run);
    }

    @Override
    public void submit(List<RunDirectory> runs) {
        queue.submit(runs);
    }

    @Override
    public void stop(RunDirectory run, boolean keep) {
        queue.stop(run, keep);
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
    public synchronized void close() {
        queue.close();
    }
}
