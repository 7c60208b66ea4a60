package dev.foresight.engine.queue;

import dev.foresight.engine.project.Project;
import dev.foresight.engine.project.ProjectException;
import dev.foresight.engine.run.Control;
import dev.foresight.engine.run.RunDirectory;
import dev.foresight.engine.run.RunIoException;
import dev.foresight.engine.run.RunLock;
import dev.foresight.engine.run.RunOutcome;
import dev.foresight.engine.run.RunStatus;
import dev.foresight.engine.spec.InvalidSpecException;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Executes runs, each in a process of its own, a fixed number at a time and at low priority. What a run does is asked of
 * its folder; the queue knows only which ones wait and which have a process. The queue of a project outlives the program:
 * several may have it open, one of them starts runs, and all see the workers of all. Safe for use by several threads.
 */
public final class RunQueue implements AutoCloseable {
    /** Stands for the run's folder in the words of a worker's command. */
    public static final String RUN_FOLDER = "{run}";
    /** Name of the report that a crashing JVM leaves in the run's folder; %p is its process id. */
    public static final String CRASH_REPORT = "hs_err_%p.log";

    private static final Logger LOG = LoggerFactory.getLogger(RunQueue.class);
    private static final Duration GRACE = Duration.ofSeconds(30);
    /** How long a worker that has told its end may take to end its process. */
    private static final Duration EXIT = Duration.ofSeconds(10);

    private static final int LOOK_MILLIS = 50;
    /** How soon a change by another program is noticed while nothing goes on here. */
    private static final int IDLE_MILLIS = 250;
    /** How often workers of others are looked for. */
    private static final long SCAN_NANOS = Duration.ofSeconds(2).toNanos();

    private final Supplier<List<String>> prefix;
    private final Duration grace;
    private final Thread keeper;
    /** Guarded by this. */
    private final QueueStore store;
    /** Guarded by this. */
    private final List<Worker> workers = new ArrayList<>();
    /** Guarded by this. */
    private boolean closed;
    /** When workers of others were last looked for; of the keeper alone. */
    private long scanned = System.nanoTime();
    /** What went wrong at the last look, so that it is told once; of the keeper alone. */
    private String trouble = "";

    /**
     * A queue that ends with the program.
     *
     * @param workerCommandPrefix what starts a worker, without {@code worker RUNDIR --threads N}; asked at each start
     */
    public RunQueue(Supplier<List<String>> workerCommandPrefix, Slots slots) {
        this(workerCommandPrefix, slots, GRACE);
    }

    /** @param grace how long a worker may take to stop before its process is ended */
    RunQueue(Supplier<List<String>> workerCommandPrefix, Slots slots, Duration grace) {
        this(workerCommandPrefix, new QueueStore.InMemory(slots), grace);
    }

    /**
     * The queue of a project, as it was left, with the workers that live.
     *
     * @param silent the slots of a project that has no queue yet
     * @param tell is told, in a sentence, when the queue's file was lost and made again
     */
    public static RunQueue of(
            Project project, Supplier<List<String>> workerCommandPrefix, Slots silent, Consumer<String> tell) {
        return new RunQueue(workerCommandPrefix, new QueueFile(project, silent, tell), GRACE);
    }

    RunQueue(Supplier<List<String>> workerCommandPrefix, QueueStore store, Duration grace) {
        this.prefix = workerCommandPrefix;
        this.store = store;
        this.grace = grace;
        store.read();
        store.known().forEach(RunQueue::buryOrphan);
        findWorkers();
        this.keeper = Thread.ofPlatform().daemon().name("foresight-queue").start(this::keep);
    }

    /**
     * Puts a run at the end of the queue, a new one or one that ended before it was complete; starts it when a slot is
     * free.
     *
     * @throws dev.foresight.engine.run.NotResumableException when it cannot go on
     */
    public void submit(RunDirectory run) {
        submit(List.of(run));
    }

    /**
     * Puts runs at the end of the queue in this order, in one change of it: for a sweep a thousand.
     *
     * @throws dev.foresight.engine.run.NotResumableException when one cannot go on; none is queued then
     */
    public synchronized void submit(List<RunDirectory> runs) {
        if (closed) {
            throw new IllegalStateException("the queue is closed");
        }
        for (RunDirectory run : runs) {
            awaitFuneral(run);
            run.reopen();
        }
        store.change(state -> {
            QueueState longer = state;
            for (RunDirectory run : runs) {
                longer = longer.with(run);
            }
            return longer;
        });
        notifyAll();
    }

    /**
     * Removes a waiting run, which has then stopped; asks a running one to stop and ends its process after a grace time,
     * whoever started it. A run that neither waits here nor runs is left alone.
     *
     * @param keep whether a running one writes a checkpoint first
     */
    public synchronized void stop(RunDirectory run, boolean keep) {
        QueueState before = store.change(state -> state.without(run));
        Optional<Worker> worker = worker(run);
        if (worker.isEmpty()) {
            worker = Worker.find(run);
            worker.ifPresent(workers::add);
        }
        if (worker.isPresent()) {
            worker.get().stop(keep, grace);
        } else if (RunLock.state(run) == RunLock.State.HELD) {
            // On another machine, which reads the request all the same.
            run.request(keep ? Control.STOP_AND_KEEP : Control.STOP);
        } else if (before.waiting().contains(run) && run.status() == RunStatus.WAITING) {
            run.end(new RunOutcome.Stopped(run.lastStep()));
        }
        notifyAll();
    }

    /** Runs without a process yet, first to come first. */
    public synchronized List<RunDirectory> waiting() {
        return store.read().waiting();
    }

    /** Moves a waiting run to this place, from 0; one that waits no more is left alone. */
    public synchronized void move(RunDirectory run, int place) {
        store.change(state -> state.moved(run, place));
    }

    public synchronized boolean held() {
        return store.read().held();
    }

    /** Whether to start no further run for now. */
    public synchronized void hold(boolean hold) {
        store.change(state -> state.withHeld(hold));
        notifyAll();
    }

    public synchronized Slots slots() {
        return store.read().slots();
    }

    /** From now on; runs that work already keep what they have. */
    public synchronized void slots(Slots other) {
        store.change(state -> state.withSlots(other));
        notifyAll();
    }

    /** Runs whose process lives. */
    public synchronized List<RunDirectory> running() {
        return workers.stream().map(Worker::run).toList();
    }

    /** Waits until nothing waits or runs; false when the time ran out before. */
    public synchronized boolean awaitIdle(Duration atMost) throws InterruptedException {
        long end = System.nanoTime() + atMost.toNanos();
        while (!idle()) {
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
     * Takes no more runs and lets living workers run on by themselves. Waiting runs of a project wait for the next to open
     * it; others are forgotten. To end them, call {@link #stopAll} and {@link #awaitIdle} before.
     */
    @Override
    public synchronized void close() {
        closed = true;
        store.close();
        notifyAll();
    }

    /**
     * A run that ended a moment ago still has its worker here, and would get that worker's end after it was reopened. The
     * keeper works on meanwhile.
     */
    private void awaitFuneral(RunDirectory run) {
        long end = System.nanoTime() + EXIT.toNanos();
        try {
            while (worker(run).filter(worker -> worker.isOver()).isPresent() && System.nanoTime() < end) {
                TimeUnit.MILLISECONDS.timedWait(this, LOOK_MILLIS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean idle() {
        return workers.isEmpty() && store.read().waiting().isEmpty();
    }

    private Optional<Worker> worker(RunDirectory run) {
        return workers.stream().filter(worker -> worker.run().equals(run)).findFirst();
    }

    /** The one thread that starts and buries workers. */
    private synchronized void keep() {
        try {
            while (!closed) {
                look();
                if (!workers.isEmpty()) {
                    wait(LOOK_MILLIS);
                } else if (store.shared() || !trouble.isEmpty()) {
                    wait(IDLE_MILLIS);
                } else if (idle() || store.read().held()) {
                    wait();
                }
            }
        } catch (InterruptedException e) {
            throw new AssertionError("nobody interrupts the queue's thread", e);
        }
    }

    /** A drive that is away, a full one, or one broken folder must not end the queue. */
    private void look() {
        try {
            lookAfterWorkers();
            if (System.nanoTime() - scanned > SCAN_NANOS) {
                findWorkers();
                scanned = System.nanoTime();
            }
            startWaiting();
            trouble = "";
        } catch (RunIoException | ProjectException e) {
            String message = String.valueOf(e.getMessage());
            if (!message.equals(trouble)) {
                trouble = message;
                LOG.error("the queue cannot go on for now: {}", message);
            }
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

    /** Workers that an earlier window, another one or the command line started: they take slots too. */
    private void findWorkers() {
        for (RunDirectory run : store.known()) {
            if (worker(run).isEmpty()) {
                Worker.find(run).ifPresent(workers::add);
            }
        }
    }

    private void startWaiting() {
        if (mayStart(store.read()) && store.own()) {
            // Within the change, so that a run is started by one and is in the list until it is.
            store.change(state -> {
                QueueState left = state;
                for (RunDirectory run : state.waiting()) {
                    if (mayStart(left) && !leavesItsWorker(run)) {
                        left = left.without(run);
                        start(run, left.slots().threads());
                    }
                }
                return left;
            });
        }
    }

    /** Whether it was reopened, here or elsewhere, before its last worker was looked after: its turn is a moment later. */
    private boolean leavesItsWorker(RunDirectory run) {
        return worker(run).isPresent() && run.status() == RunStatus.WAITING;
    }

    private boolean mayStart(QueueState state) {
        return !state.held()
                && !state.waiting().isEmpty()
                && workers.size() < state.slots().count();
    }

    /** One that is deleted, ended or taken by somebody else meanwhile is let go. */
    private void start(RunDirectory run, int threads) {
        try {
            if (Files.exists(run.file(RunDirectory.SPEC))
                    && worker(run).isEmpty()
                    && run.status() == RunStatus.WAITING) {
                workers.add(Worker.start(prefix.get(), run, threads));
            }
        } catch (IOException | RunIoException | InvalidSpecException e) {
            LOG.error("no worker for {}", run.folder(), e);
            endOrLog(run, new RunOutcome.Failed("no worker could be started: " + e.getMessage()));
        }
        notifyAll();
    }

    /** One run's broken folder must not keep the others from going on. */
    private static void buryOrLog(Worker worker) {
        try {
            worker.bury();
        } catch (RunIoException e) {
            LOG.error("the end of {} cannot be noted", worker.run().folder(), e);
        }
    }

    /** A run whose worker died while nobody looked after it. */
    private static void buryOrphan(RunDirectory run) {
        RunLock.holder(run)
                .filter(worker -> worker.local()
                        && RunLock.state(run) == RunLock.State.DEAD
                        && run.outcome().isEmpty())
                .ifPresent(worker -> {
                    try {
                        run.bury(worker, true, WorkerDeath.outcome(run, worker.pid(), OptionalInt.empty(), false));
                    } catch (RunIoException e) {
                        LOG.error("the end of {} cannot be noted", run.folder(), e);
                    }
                });
    }

    private static void endOrLog(RunDirectory run, RunOutcome outcome) {
        try {
            run.end(outcome);
        } catch (RunIoException e) {
            LOG.error("the end of {} cannot be noted", run.folder(), e);
        }
    }
}
