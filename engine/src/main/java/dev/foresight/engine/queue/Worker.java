package dev.foresight.engine.queue;

import dev.foresight.engine.run.Control;
import dev.foresight.engine.run.ProcessMark;
import dev.foresight.engine.run.RunDirectory;
import dev.foresight.engine.run.RunLock;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** The process that executes one run. Used by one thread at a time; its queue sees to that. */
final class Worker {
    private static final Duration KILL_GRACE = Duration.ofSeconds(5);

    private final RunDirectory run;
    private final ProcessMark mark;
    /** Empty where another process started it. */
    private final Optional<Process> process;
    /** What the system had killed for want of memory when the worker began. */
    private final OptionalLong killsBefore = OomKills.count();
    /** When a worker that was asked to stop is ended; null while nobody asked. */
    private @Nullable Instant deadline;
    /** Whether it was seen to hold the run. */
    private boolean took;

    private Worker(RunDirectory run, ProcessMark mark, Optional<Process> process) {
        this.run = run;
        this.mark = mark;
        this.process = process;
        this.took = process.isEmpty();
    }

    /**
     * Starts {@code prefix worker RUNDIR --threads N} at low priority; what it prints goes to the run's worker.log.
     *
     * @param threads of a run whose spec leaves them open
     * @throws IOException when the process cannot be started
     */
    static Worker start(List<String> prefix, RunDirectory run, int threads) throws IOException {
        String folder = run.folder().toAbsolutePath().toString();
        String number = Integer.toString(run.threads(threads));
        List<String> command = new ArrayList<>(LowPriority.prefix());
        prefix.forEach(word -> command.add(word.replace(RunQueue.RUN_FOLDER, folder)));
        command.addAll(List.of("worker", folder, "--threads", number));
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(
                        run.file(RunDirectory.WORKER_LOG).toFile()));
        builder.environment().put("OMP_NUM_THREADS", number);
        // OpenMP's threads wait for their next loop by spinning, by default 300,000 times: on the core that the update,
        // the loss or the next batch wants meanwhile. Some thousands still bridge the gap between two loops.
        builder.environment().putIfAbsent("GOMP_SPINCOUNT", "2000");
        Process process = builder.start();
        process.getOutputStream().close();
        // One that is gone already has taken no lock, so nothing is compared with its start.
        ProcessMark mark =
                ProcessMark.of(process.toHandle()).orElseGet(() -> new ProcessMark(process.pid(), "gone", "here"));
        return new Worker(run, mark, Optional.of(process));
    }

    /** The living worker of a run that another process of this machine started; empty when there is none. */
    static Optional<Worker> find(RunDirectory run) {
        return RunLock.holder(run)
                .filter(holder -> holder.living().isPresent() && run.outcome().isEmpty())
                .map(holder -> new Worker(run, holder, Optional.empty()));
    }

    RunDirectory run() {
        return run;
    }

    /** Whether all that is left to do is to wait for its process, if at all, and to {@link #bury} it. */
    boolean isOver() {
        return !lives() || run.outcome().isPresent();
    }

    boolean lives() {
        took = took || RunLock.holder(run).equals(Optional.of(mark));
        return process.map(Process::isAlive).orElseGet(() -> mark.living().isPresent());
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
        mark.living().ifPresent(handle -> {
            handle.descendants().forEach(child -> end(child, force));
            end(handle, force);
        });
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
        OptionalInt exit = process.isPresent() ? OptionalInt.of(process.get().exitValue()) : OptionalInt.empty();
        if (run.outcome().isEmpty()) {
            run.bury(mark, took, WorkerDeath.outcome(run, mark.pid(), exit, OomKills.since(killsBefore)));
        }
    }
}
