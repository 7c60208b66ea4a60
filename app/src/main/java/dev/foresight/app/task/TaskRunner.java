package dev.foresight.app.task;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.function.Consumer;

/**
 * Takes work off the view's thread and brings its result back. Everything that touches a disk or waits goes through
 * here; callbacks run on the view's thread. Whoever makes a runner closes it.
 */
public interface TaskRunner extends AutoCloseable {
    /**
     * Runs work in the background, in the order of the calls.
     *
     * @param what the work as a phrase for messages: "Saving horizon.json"
     * @param done takes the result, on the view's thread
     * @param failed takes the failure, on the view's thread
     */
    <T> void run(String what, Callable<T> work, Consumer<? super T> done, Consumer<? super Exception> failed);

    /** As above; a failure goes to the runner's own failure handler, so none is ever dropped. */
    <T> void run(String what, Callable<T> work, Consumer<? super T> done);

    /** Repeats work in the background, on a thread that no other work can hold up, until closed. */
    void every(Duration pause, String what, Runnable work);

    /** Runs something small on the view's thread, soon and in order. */
    void show(Runnable change);

    @Override
    void close();
}
