package dev.foresight.engine.queue;

import dev.foresight.engine.run.Control;
import dev.foresight.engine.run.ControlReader;
import dev.foresight.engine.run.RunDirectory;
import dev.foresight.engine.run.RunLock;
import dev.foresight.engine.run.RunOutcome;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A worker process that trains nothing: {@code complete}, {@code crash} before the lock, {@code obey} until asked to
 * stop, {@code hang} or {@code abort} and obey nobody, {@code linger} after its end, or be {@code refused} because another
 * is quicker.
 */
public final class PretendWorker {
    private PretendWorker() {}

    /** What starts one, without {@code worker RUNDIR}. */
    static List<String> command() {
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:-CreateCoredumpOnCrash",
                "-XX:ErrorFile=" + RunQueue.RUN_FOLDER + "/" + RunQueue.CRASH_REPORT,
                "-Xmx64m",
                "-cp",
                System.getProperty("java.class.path"),
                PretendWorker.class.getName(),
                "complete");
    }

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
        if (manner.equals("refused")) {
            Files.writeString(run.file("refused"), "");
            while (Files.exists(run.file("refused"))) {
                Thread.sleep(10);
            }
        }
        if (!RunLock.take(run)) {
            System.exit(1);
        }
        ControlReader requests = new ControlReader(run, line -> {});
        while (manner.equals("hang")
                || manner.equals("abort")
                || (manner.equals("obey") && !requests.poll().contains(Control.STOP))) {
            Thread.sleep(10);
        }
        run.end(manner.equals("complete") ? new RunOutcome.Completed(1) : new RunOutcome.Stopped(2));
        if (manner.equals("linger")) {
            Thread.sleep(500);
        }
    }
}
