package dev.foresight.app.task;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import javafx.application.Platform;

/** The window's task runner: one thread for work, one for what repeats, results on the FX thread. */
public final class FxTaskRunner implements TaskRunner {
    private final Consumer<TaskFailure> failures;
    private final ExecutorService worker = Executors.newSingleThreadExecutor(daemon("foresight-work"));
    private final ScheduledExecutorService clock =
            Executors.newSingleThreadScheduledExecutor(daemon("foresight-watch"));

    /** @param failures takes what fails without a handler of its own, on the FX thread */
    public FxTaskRunner(Consumer<TaskFailure> failures) {
        this.failures = failures;
    }

    @Override
    public <T> void run(String what, Callable<T> work, Consumer<? super T> done) {
        run(what, work, done, failure -> failures.accept(new TaskFailure(what, failure)));
    }

    @Override
    public <T> void run(String what, Callable<T> work, Consumer<? super T> done, Consumer<? super Exception> failed) {
        try {
            worker.execute(() -> {
                try {
                    T result = work.call();
                    show(() -> done.accept(result));
                } catch (Exception failure) {
                    show(() -> failed.accept(failure));
                }
            });
        } catch (RejectedExecutionException closed) {
            // The window has gone; what its last events still ask for has nobody to show it to.
        }
    }

    @Override
    public void every(Duration pause, String what, Runnable work) {
        // An exception would silently end a scheduled task: it is reported and the next turn tries again.
        Runnable guarded = () -> {
            try {
                work.run();
            } catch (RuntimeException failure) {
                show(() -> failures.accept(new TaskFailure(what, failure)));
            }
        };
        var unused = clock.scheduleWithFixedDelay(guarded, 0, pause.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public void show(Runnable change) {
        Platform.runLater(change);
    }

    @Override
    public void close() {
        clock.shutdownNow();
        worker.shutdown();
    }

    private static ThreadFactory daemon(String name) {
        return work -> Thread.ofPlatform().daemon().name(name).unstarted(work);
    }
}
