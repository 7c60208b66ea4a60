package dev.foresight.engine.queue;

import dev.foresight.engine.run.Control;
import dev.foresight.engine.run.RunDirectory;
import dev.foresight.engine.run.RunOutcome;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The process that executes one run. Used by one thread at a time; its queue sees to that. */
final class Worker {
    private static final Duration KILL_GRACE = Duration.ofSeconds(5);

    private final RunDirectory run;
    private final Process process;
    /** When a worker that was asked to stop is ended; null while nobody asked. */
    private @Nullable Instant deadline;

    private Worker(RunDirectory run, Process process) {
        this.run = run;
        this.process = process;
    }

    /**
     * Starts {@code prefix worker RUNDIR} at low priority; what it prints goes to the run's worker.log.
     *
     * @throws IOException when the process cannot be started
     */
    static Worker start(List<String> prefix, RunDirectory run) throws IOException {
        List<String> command = new ArrayList<>(LowPriority.prefix());
        command.addAll(prefix);
        command.add("worker");
        command.add(run.folder().toAbsolutePath().toString());
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(
                        run.file(RunDirectory.WORKER_LOG).toFile()));
        builder.environment()
                .put(
                        "OMP_NUM_THREADS",
                        Integer.toString(run.spec().experiment().execution().resolvedThreads()));
        // OpenMP's threads wait for their next loop by spinning, by default 300,000 times: on the core that the update,
        // the loss or the next batch wants meanwhile. Some thousands still bridge the gap between two loops.
        builder.environment().putIfAbsent("GOMP_SPINCOUNT", "2000");
        Process process = builder.start();
        process.getOutputStream().close();
        return new Worker(run, process);
    }

    RunDirectory run() {
        return run;
    }

    boolean lives() {
        return process.isAlive();
    }

    /** Asks the run to stop at its next step, and to be ended if it has not done so when the grace is over. */
    void stop(boolean keep, Duration grace) {
        run.request(keep ? Control.STOP_AND_KEEP : Control.STOP);
        if (deadline == null) {
            deadline = Instant.now().plus(grace);
        }
    }

    /** Ends a worker that had its time, first politely. */
    void enforceDeadline() {
        if (deadline == null || Instant.now().isBefore(deadline)) {
            return;
        }
        boolean force = Instant.now().isAfter(deadline.plus(KILL_GRACE));
        process.descendants().forEach(child -> end(child, force));
        end(process.toHandle(), force);
    }

    private static void end(ProcessHandle handle, boolean force) {
        boolean asked = force ? handle.destroyForcibly() : handle.destroy();
        if (!asked && handle.isAlive()) {
            System.getLogger(Worker.class.getName())
                    .log(System.Logger.Level.WARNING, "process {0} refuses to end", handle.pid());
        }
    }

    /** Gives a run whose process ended without a word the outcome that it could not write itself. */
    void bury() {
        if (run.outcome().isEmpty()) {
            run.end(new RunOutcome.Failed(
                    "the worker process ended with exit code " + process.exitValue() + exitMeaning() + lastWords()));
        }
    }

    private String exitMeaning() {
        return switch (process.exitValue()) {
            case 137 -> " (killed, perhaps by the system for want of memory)";
            case 134, 139 -> " (crashed in native code)";
            case 143 -> " (ended from outside)";
            default -> "";
        };
    }

    private String lastWords() {
        Path log = run.file(RunDirectory.WORKER_LOG);
        try {
            List<String> lines = new String(Files.readAllBytes(log), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank())
                    .toList();
            String words = lines.isEmpty() ? "it printed nothing" : "its last line was: " + lines.getLast();
            return String.format(Locale.ROOT, " before it wrote an outcome; %s (all of it in %s)", words, log);
        } catch (IOException e) {
            return " before it wrote an outcome; " + log + " cannot be read: " + e.getMessage();
        }
    }
}
