package dev.foresight.engine.queue;

import dev.foresight.engine.run.Control;
import dev.foresight.engine.run.ControlReader;
import dev.foresight.engine.run.RunDirectory;
import dev.foresight.engine.run.RunLock;
import dev.foresight.engine.run.RunOutcome;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A worker process that trains nothing: {@code complete}, {@code crash} before the lock, {@code obey} until asked to
 * stop, or {@code hang} and obey nobody.
 */
public final class PretendWorker {
    private PretendWorker() {}

    public static void main(String[] arguments) throws Exception {
        RunDirectory run = new RunDirectory(Path.of(arguments[2]));
        String manner = Files.exists(run.file("manner")) ? Files.readString(run.file("manner")) : arguments[0];
        System.out.println("pretending to " + manner + " with " + System.getenv("OMP_NUM_THREADS") + " threads");
        if (!"worker".equals(arguments[1])) {
            throw new IllegalArgumentException("worker RUNDIR was expected");
        }
        if (manner.equals("crash")) {
            System.err.println("the last words");
            System.exit(3);
        }
        RunLock.take(run);
        ControlReader requests = new ControlReader(run, line -> {});
        while (manner.equals("hang")
                || (manner.equals("obey") && !requests.poll().contains(Control.STOP))) {
            Thread.sleep(10);
        }
        run.end(manner.equals("complete") ? new RunOutcome.Completed(1) : new RunOutcome.Stopped(2));
    }
}
