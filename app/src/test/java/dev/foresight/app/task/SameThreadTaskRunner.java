package dev.foresight.app.task;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Consumer;

/** Does everything at once on the caller's thread; what repeats is done when a test says so. */
public final class SameThreadTaskRunner implements TaskRunner {
    private final List<TaskFailure> failures = new ArrayList<>();
    private final List<Runnable> repeating = new ArrayList<>();

    @Override
    public <T> void run(String what, Callable<T> work, Consumer<? super T> done) {
        run(what, work, done, failure -> failures.add(new TaskFailure(what, failure)));
    }

    @Override
    public <T> void run(String what, Callable<T> work, Consumer<? super T> done, Consumer<? super Exception> failed) {
        T result;
        try {
            result = work.call();
        } catch (Exception failure) {
            failed.accept(failure);
            return;
        }
        done.accept(result);
    }

    @Override
    public void every(Duration pause, String what, Runnable work) {
        repeating.add(work);
    }

    @Override
    public void show(Runnable change) {
        change.run();
    }

    /** One turn of everything that repeats. */
    public void tick() {
        repeating.forEach(Runnable::run);
    }

    public List<TaskFailure> failures() {
        return List.copyOf(failures);
    }

    @Override
    public void close() {
        repeating.clear();
    }
}
