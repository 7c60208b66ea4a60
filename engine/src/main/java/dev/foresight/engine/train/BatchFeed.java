package dev.foresight.engine.train;

import dev.foresight.engine.net.Batch;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** The training batches in order, the next ones prepared in the background while a step computes. */
final class BatchFeed implements AutoCloseable {
    /**
     * Batches prepared before they are asked for. One would do, were there always a core for the background; the others
     * bridge the moments in which there is none, and the drawing of an epoch's order.
     */
    static final int AHEAD = 3;

    /** Where batches come from; called by the background thread. */
    interface Source {
        Batch at(long epoch, int position);
    }

    private final Source source;
    private final Timetable timetable;
    private final ExecutorService background = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().daemon().name("foresight-batches").factory());
    private final Deque<Future<Batch>> waiting = new ArrayDeque<>();
    /** The step whose batch is prepared next. */
    private long upcoming;

    /** @param step the step, from 0, whose batch comes first */
    BatchFeed(Source source, Timetable timetable, long step) {
        this.source = source;
        this.timetable = timetable;
        this.upcoming = step;
        prepare();
    }

    /** The batch of the coming step. Whatever the source threw is thrown here. */
    Batch next() {
        Batch batch = await(waiting.remove());
        prepare();
        return batch;
    }

    private void prepare() {
        while (waiting.size() < AHEAD && !timetable.over(upcoming)) {
            // The timetable is not for several threads.
            long epoch = timetable.epoch(upcoming);
            int position = timetable.position(upcoming);
            waiting.add(background.submit(() -> source.at(epoch, position)));
            upcoming++;
        }
    }

    private static Batch await(Future<Batch> batch) {
        try {
            return batch.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException thrown) {
                throw thrown;
            }
            if (e.getCause() instanceof Error thrown) {
                throw thrown;
            }
            throw new IllegalStateException("a batch could not be made", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw (CancellationException)
                    new CancellationException("interrupted while waiting for a batch").initCause(e);
        }
    }

    @Override
    public void close() {
        background.shutdownNow();
    }
}
