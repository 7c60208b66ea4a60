package dev.foresight.engine.net.dl4j.layers;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;

/**
 * Java loops over several threads. Items are handed out as threads get free, so a body must write only what belongs to
 * its item; sums over items are made by the caller, in the order of the items, and are then the same in every run.
 */
public final class Parallel implements AutoCloseable {
    private final int threads;
    private final ExecutorService helpers;
    private final ThreadLocal<float[]> scratch = ThreadLocal.withInitial(() -> new float[0]);

    public Parallel(int threads) {
        this.threads = threads;
        this.helpers = Executors.newFixedThreadPool(
                Math.max(1, threads - 1),
                Thread.ofPlatform().daemon().name("network-", 0).factory());
    }

    /** Runs the body for 0 to items-1 and returns when all are done. */
    public void forEach(int items, IntConsumer body) {
        if (threads == 1 || items == 1) {
            for (int i = 0; i < items; i++) {
                body.accept(i);
            }
            return;
        }
        AtomicInteger next = new AtomicInteger();
        Runnable work = () -> {
            for (int i = next.getAndIncrement(); i < items; i = next.getAndIncrement()) {
                body.accept(i);
            }
        };
        List<Future<?>> others = new ArrayList<>();
        for (int i = 1; i < Math.min(threads, items); i++) {
            others.add(helpers.submit(work));
        }
        try {
            work.run();
        } finally {
            // Nobody may still write when this returns or throws.
            others.forEach(Parallel::await);
        }
    }

    /** A buffer of the calling thread with at least this many entries, overwritten by its next user. */
    public float[] scratch(int length) {
        float[] buffer = scratch.get();
        if (buffer.length < length) {
            buffer = new float[length];
            scratch.set(buffer);
        }
        return buffer;
    }

    private static void await(Future<?> future) {
        boolean interrupted = false;
        while (true) {
            try {
                future.get();
                break;
            } catch (InterruptedException e) {
                interrupted = true;
            } catch (ExecutionException e) {
                throw new IllegalStateException("a computing thread failed", e.getCause());
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        helpers.shutdown();
    }
}
