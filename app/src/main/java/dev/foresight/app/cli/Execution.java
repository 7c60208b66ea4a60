package dev.foresight.app.cli;

import dev.foresight.engine.queue.RunQueue;
import dev.foresight.engine.queue.Slots;
import dev.foresight.engine.run.RunDirectory;
import dev.foresight.engine.run.RunStatus;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;

/** Runs folders in worker processes, some at a time, until the last has ended or Ctrl-C is pressed. */
final class Execution {
    private static final Duration LOOK = Duration.ofMillis(250);
    private static final Duration PATIENCE = Duration.ofSeconds(40);

    private Execution() {}

    /**
     * @param slots how many at a time
     * @param workerCommand what starts a worker, without {@code worker RUNDIR}; asked at each start
     * @return whether every run completed
     */
    static boolean run(
            List<RunView> runs, Slots slots, Supplier<List<String>> workerCommand, PrintWriter err, boolean terminal) {
        RunProgress progress = new RunProgress(runs, err, terminal, RunProgress.columns());
        try (RunQueue queue = new RunQueue(workerCommand, slots)) {
            Thread hook = new Thread(() -> stop(queue, runs), "foresight-interrupt");
            Runtime.getRuntime().addShutdownHook(hook);
            runs.forEach(run -> queue.submit(run.directory()));
            while (!queue.awaitIdle(LOOK)) {
                progress.update();
            }
            progress.update();
            progress.finish();
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandException(ExitCode.INTERRUPTED, "interrupted; all that was measured is kept");
        } catch (IllegalStateException e) {
            // The hook cannot be removed because it runs: Java ends with 130 when it is done.
            throw new CommandException(ExitCode.INTERRUPTED, "interrupted; all that was measured is kept");
        }
        return runs.stream().allMatch(run -> run.status() == RunStatus.COMPLETED);
    }

    /** Runs while Java shuts down on Ctrl-C, so it speaks to the terminal directly. */
    private static void stop(RunQueue queue, List<RunView> runs) {
        System.err.println();
        System.err.println("Stopping at the end of the step; all that was measured is kept.");
        queue.stopAll(true);
        boolean idle = false;
        try {
            idle = queue.awaitIdle(PATIENCE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        for (RunView run : runs) {
            RunDirectory directory = run.directory();
            System.err.println("  " + directory.folder() + "  " + run.label() + ": " + run.ending());
        }
        System.err.println("foresight compare with these folders shows what was measured.");
        System.err.println("foresight resume with the folders of the runs, or of the project, goes on with them.");
        if (!idle) {
            System.err.println("A worker did not stop in time; it ends with this process or at its next step.");
        }
    }
}
