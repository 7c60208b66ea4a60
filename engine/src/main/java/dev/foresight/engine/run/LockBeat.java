package dev.foresight.engine.run;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Renews the lock of the run that this process executes until it is closed, in a thread of its own. */
public final class LockBeat implements AutoCloseable {
    private final CountDownLatch closed = new CountDownLatch(1);
    private final RunDirectory run;

    public LockBeat(RunDirectory run) {
        this.run = run;
        Thread.ofPlatform().daemon().name("foresight-lock").start(this::beat);
    }

    private void beat() {
        try {
            while (!closed.await(RunLock.BEAT.toMillis(), TimeUnit.MILLISECONDS)) {
                renew();
            }
        } catch (InterruptedException e) {
            throw new AssertionError("nobody interrupts the beat", e);
        }
    }

    /** A drive that is away for a while is no reason to end a run. */
    private void renew() {
        try {
            RunLock.renew(run);
        } catch (RunIoException e) {
            System.getLogger(LockBeat.class.getName()).log(System.Logger.Level.WARNING, e.getMessage());
        }
    }

    @Override
    public void close() {
        closed.countDown();
    }
}
