package dev.foresight.plots.live;

import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import javafx.application.Platform;

/** Runs parts of tests on the FX thread of the headless platform. */
final class FxThread {
    private static boolean started;

    private FxThread() {}

    static <T> T call(Callable<T> work) throws Exception {
        start();
        FutureTask<T> task = new FutureTask<>(work);
        Platform.runLater(task);
        return task.get(60, TimeUnit.SECONDS);
    }

    private static synchronized void start() throws InterruptedException {
        if (started) {
            return;
        }
        CountDownLatch ready = new CountDownLatch(1);
        Platform.startup(ready::countDown);
        if (!ready.await(60, TimeUnit.SECONDS)) {
            throw new IllegalStateException("JavaFX did not start within a minute");
        }
        Platform.setImplicitExit(false);
        started = true;
    }
}
