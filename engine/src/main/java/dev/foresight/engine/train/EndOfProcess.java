package dev.foresight.engine.train;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Turns a request to end this process (Ctrl-C, a polite kill, logging out) into a stop of the run, and holds the process
 * until its outcome is written.
 */
final class EndOfProcess implements AutoCloseable {
    static final int PATIENCE_SECONDS = 20;

    private final CountDownLatch outcomeWritten = new CountDownLatch(1);
    private final Thread hook = new Thread(this::endRun, "foresight-end");
    /** Guarded by this. */
    private Runnable stop = () -> {};
    /** Guarded by this. */
    private boolean requested;

    EndOfProcess() {
        Runtime.getRuntime().addShutdownHook(hook);
    }

    /** What stops the run; called at once when the request has come before. */
    synchronized void onRequest(Runnable stopRun) {
        stop = stopRun;
        if (requested) {
            stop.run();
        }
    }

    private void endRun() {
        synchronized (this) {
            requested = true;
            stop.run();
        }
        try {
            if (!outcomeWritten.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                System.err.println("the run did not reach the end of its step in " + PATIENCE_SECONDS
                        + " s; the process ends without an outcome");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        outcomeWritten.countDown();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The process is ending: the hook runs, and the latch lets it finish.
            Thread.yield();
        }
    }
}
