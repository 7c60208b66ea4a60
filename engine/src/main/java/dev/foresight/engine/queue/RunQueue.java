package dev.foresight.engine.queue;

import dev.foresight.engine.run.RunDirectory;
import dev.foresight.engine.run.RunIoException;
import dev.foresight.engine.run.RunOutcome;
import dev.foresight.engine.spec.InvalidSpecException;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Executes runs, each in a process of its own, a fixed number at a time and at low priority. What a run does is asked of
 * its folder; the queue knows only which ones wait and which have a process. Safe for use by several threads.
 */
public final class RunQueue implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(RunQueue.class);
    private static final Duration GRACE = Duration.ofSeconds(30);
    private static final int LOOK_MILLIS = 50;

    private final List<String> prefix;
    private final Duration grace;
    private final Thread keeper;
    /** Guarded by this. */
    private final List<RunDirectory> waiting = new ArrayList<>();
    /** Guarded by this. */
    private final List<Worker> workers = new ArrayList<>();
    /** Guarded by this. */
    private Slots slots;
    /** Guarded by this. */
    private boolean held;
    /** Guarded by this. */
    private boolean closed;

    /**
     * @param workerCommandPrefix what starts a worker, without {@code worker RUNDIR}
     */
    public RunQueue(List<String> workerCommandPrefix, Slots slots) {
        this(workerCommandPrefix, slots, GRACE);
    }

    /** @param grace how long a worker may take to stop before its process is ended */
    RunQueue(List<String> workerCommandPrefix, Slots slots, Duration grace) {
        this.prefix = List.copyOf(workerCommandPrefix);
        this.slots = slots;
        this.grace = grace;
        this.keeper = Thread.ofPlatform().daemon().name("foresight-queue").start(this::keep);
    }

    /** Puts a run at the end of the queue; starts it when a slot is free. */
    public synchronized void submit(RunDirectory run) {
        if (closed) {
            throw new IllegalStateException("the queue is closed");
        }
        waiting.add(run);
        notifyAll();
    }

    /**
     * Removes a waiting run, which has then stopped after 0 steps; asks a running one to stop and ends its process after
     * a grace time. A run that is in neither list is left alone.
     *
     * @param keep whether a running one writes a checkpoint first
     */
    public synchronized void stop(RunDirectory run, boolean keep) {
        if (waiting.remove(run)) {
            run.end(new RunOutcome.Stopped(0));
        }
        for (Worker worker : workers) {
            if (worker.run().equals(run)) {
                worker.stop(keep, grace);
            }
        }
        notifyAll();
    }

    /** Runs without a process yet, first to come first. */
    public synchronized List<RunDirectory> waiting() {
        return List.copyOf(waiting);
    }

    /** Moves a waiting run to this place, from 0; one that waits no more is left alone. */
    public synchronized void move(RunDirectory run, int place) {
        if (waiting.remove(run)) {
            waiting.add(Math.clamp(place, 0, waiting.size()), run);
        }
    }

    public synchronized boolean held() {
        return held;
    }

    /** Whether to start no further run for now. */
    public synchronized void hold(boolean hold) {
        held = hold;
        notifyAll();
    }

    public synchronized Slots slots() {
        return slots;
    }

    /** From now on; runs that work already keep what they have. */
    public synchronized void slots(Slots other) {
        slots = other;
        notifyAll();
    }

    /** Runs whose process lives. */
    public synchronized List<RunDirectory> running() {
        return workers.stream().map(Worker::run).toList();
    }

    /** Waits until nothing waits or runs; false when the time ran out before. */
    public synchronized boolean awaitIdle(Duration atMost) throws InterruptedException {
        long end = System.nanoTime() + atMost.toNanos();
        while (!waiting.isEmpty() || !workers.isEmpty()) {
            long left = end - System.nanoTime();
            if (left <= 0) {
                return false;
            }
            TimeUnit.NANOSECONDS.timedWait(this, Math.max(left, 1_000_000));
        }
        return true;
    }

    /** Stops every run, as {@link #stop} does. */
    public synchronized void stopAll(boolean keep) {
        waiting().forEach(run -> stop(run, keep));
        running().forEach(run -> stop(run, keep));
    }

    /**
     * Takes no more runs, forgets the waiting ones and lets living workers run on by themselves. To end them, call
     * {@link #stopAll} and {@link #awaitIdle} before.
     */
    @Override
    public synchronized void close() {
        closed = true;
        waiting.clear();
        notifyAll();
    }

    /** The one thread that starts and buries workers. */
    private synchronized void keep() {
        try {
            while (!closed) {
                lookAfterWorkers();
                startWaiting();
                if (waiting.isEmpty() && workers.isEmpty()) {
                    wait();
                } else {
                    wait(LOOK_MILLIS);
                }
            }
        } catch (InterruptedException e) {
            throw new AssertionError("nobody interrupts the queue's thread", e);
        }
    }

    private void lookAfterWorkers() {
        for (Worker worker : List.copyOf(workers)) {
            if (worker.lives()) {
                worker.enforceDeadline();
            } else {
                workers.remove(worker);
                buryOrLog(worker);
                notifyAll();
            }
        }
    }

    private void startWaiting() {
        while (!held && workers.size() < slots.count() && !waiting.isEmpty()) {
            RunDirectory run = waiting.removeFirst();
            try {
                workers.add(Worker.start(prefix, run));
            } catch (IOException | RunIoException | InvalidSpecException e) {
                LOG.error("no worker for {}", run.folder(), e);
                endOrLog(run, new RunOutcome.Failed("no worker could be started: " + e.getMessage()));
            }
            notifyAll();
        }
    }

    /** One run's broken folder must not keep the others from going on. */
    private static void buryOrLog(Worker worker) {
        try {
            worker.bury();
        } catch (RunIoException e) {
            LOG.error("the end of {} cannot be noted", worker.run().folder(), e);
        }
    }

    private static void endOrLog(RunDirectory run, RunOutcome outcome) {
        try {
            run.end(outcome);
        } catch (RunIoException e) {
            LOG.error("the end of {} cannot be noted", run.folder(), e);
        }
    }
}
