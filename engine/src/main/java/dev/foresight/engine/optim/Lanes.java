package dev.foresight.engine.optim;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A fixed number of threads, the caller's among them, that share out numbered jobs. Which thread takes which job is left
 * to chance, so a job's result must depend on its number only.
 */
final class Lanes implements AutoCloseable {
    private final int lanes;
    private final ExecutorService helpers;

    Lanes(int lanes) {
        this.lanes = Math.max(1, lanes);
        this.helpers = Executors.newFixedThreadPool(
                Math.max(1, this.lanes - 1),
                Thread.ofPlatform().daemon().name("foresight-update-", 1).factory());
    }

    /** One of many jobs; what it needs for itself it may keep by the number of its lane. */
    interface Job {
        void run(int lane, int number);
    }

    /** How many threads there are. */
    int count() {
        return lanes;
    }

    /** Does jobs 0 to count-1 and returns when all are done. */
    void run(int count, Job job) {
        AtomicInteger next = new AtomicInteger();
        List<Future<?>> others = new ArrayList<>();
        for (int i = 1; i < Math.min(lanes, count); i++) {
            int lane = i;
            others.add(helpers.submit(() -> work(lane, next, count, job)));
        }
        work(0, next, count, job);
        for (Future<?> other : others) {
            await(other);
        }
    }

    private static void work(int lane, AtomicInteger next, int count, Job job) {
        for (int i = next.getAndIncrement(); i < count; i = next.getAndIncrement()) {
            job.run(lane, i);
        }
    }

    private static void await(Future<?> other) {
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    other.get();
                    return;
                } catch (InterruptedException e) {
                    // The vectors must not be left half updated: finish, and tell the caller afterwards.
                    interrupted = true;
                }
            }
        } catch (ExecutionException e) {
            throw new IllegalStateException("a thread of the weight update failed", e.getCause());
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Override
    public void close() {
        helpers.shutdownNow();
    }
}
