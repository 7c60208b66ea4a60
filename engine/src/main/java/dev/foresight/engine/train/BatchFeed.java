package dev.foresight.engine.train;

import dev.foresight.engine.data.LoadedData;
import dev.foresight.engine.net.Batch;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** The training batches in order, the next one prepared in the background while a step computes. */
final class BatchFeed implements AutoCloseable {
    private final LoadedData data;
    private final long seed;
    private final Timetable timetable;
    private final ExecutorService background = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().daemon().name("foresight-batches").factory());
    private long step;
    private Future<Batch> next;

    BatchFeed(LoadedData data, long seed, Timetable timetable) {
        this.data = data;
        this.seed = seed;
        this.timetable = timetable;
        this.next = prepare(0);
    }

    /** The batch of the coming step. Whatever the data threw is thrown here. */
    Batch next() {
        Batch batch = await(next);
        step++;
        if (!timetable.over(step)) {
            next = prepare(step);
        }
        return batch;
    }

    private Future<Batch> prepare(long number) {
        // The timetable is not for several threads.
        long epoch = timetable.epoch(number);
        int position = timetable.position(number);
        return background.submit(() -> data.training(seed, epoch, position));
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
