package dev.foresight.engine.run;

import dev.foresight.engine.spec.Amount;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/** Changes of a run's state that two processes may want at once: the second looks again when the first is done. */
final class StateChange {
    private static final String GUARD = "lock-guard";
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Duration EXIT = Duration.ofSeconds(10);
    private static final long LOOK_NANOS = 20_000_000;
    private static final String REMEDY = "check that the run's folder may be written to";

    private StateChange() {}

    /** See {@link RunDirectory#reopen}. */
    static void reopen(RunDirectory run) {
        // What was never taken nor ended needs no change, not even a guard.
        if (run.status() == RunStatus.WAITING) {
            return;
        }
        try (FileHold hold = guard(run)) {
            Optional<RunOutcome> outcome = run.outcome();
            if (outcome.isEmpty() && RunLock.state(run) == RunLock.State.FREE) {
                return;
            }
            refuseIfFinal(run, outcome);
            if (outcome.isPresent()) {
                awaitExit(run);
            }
            refuseIfHeld(run);
            tell(run, "resumed after it had " + ending(outcome));
            // The lock goes last: until then no worker can take the run and meet the requests or the end of the one
            // before.
            delete(run.file(RunDirectory.OUTCOME));
            dropRequests(run, outcome);
            delete(run.file(RunDirectory.LOCK));
        }
    }

    private static void dropRequests(RunDirectory run, Optional<RunOutcome> outcome) {
        boolean reached = outcome.filter(end -> end instanceof RunOutcome.Stopped stopped && stopped.held())
                .isPresent();
        Optional<Amount> hold = reached ? Optional.empty() : run.holdAt();
        if (hold.isPresent()) {
            AtomicFile.replace(run.file(RunDirectory.CONTROL), RunJson.writeHold(hold.get()) + "\n");
        } else {
            delete(run.file(RunDirectory.CONTROL));
        }
    }

    /** See {@link RunDirectory#bury}. */
    static boolean bury(RunDirectory run, ProcessMark worker, boolean took, RunOutcome outcome) {
        try (FileHold hold = guard(run)) {
            Optional<ProcessMark> holder = RunLock.holder(run);
            boolean anothers = holder.isPresent() && !holder.get().equals(worker);
            boolean reopened = holder.isEmpty() && took;
            if (anothers || reopened || run.outcome().isPresent()) {
                return false;
            }
            run.end(outcome);
            return true;
        }
    }

    private static FileHold guard(RunDirectory run) {
        return FileHold.take(run.file(GUARD), PATIENCE);
    }

    private static void refuseIfFinal(RunDirectory run, Optional<RunOutcome> outcome) {
        if (outcome.isPresent()) {
            switch (outcome.get()) {
                case RunOutcome.Completed completed ->
                    throw new NotResumableException(
                            run,
                            "it completed its " + completed.steps()
                                    + " steps; to train longer, run the experiment with a greater training.length");
                case RunOutcome.Diverged diverged ->
                    throw new NotResumableException(
                            run,
                            "it diverged at step " + diverged.step() + ", and the same spec would diverge again; "
                                    + RunOutcome.Diverged.REMEDY);
                case RunOutcome.Stopped stopped -> {}
                case RunOutcome.Failed failed -> {}
            }
        }
    }

    /** A worker that has told its end needs a moment more to end its process. */
    private static void awaitExit(RunDirectory run) {
        long start = System.nanoTime();
        while (RunLock.state(run) == RunLock.State.HELD && System.nanoTime() - start < EXIT.toNanos()) {
            LockSupport.parkNanos(LOOK_NANOS);
        }
    }

    private static void refuseIfHeld(RunDirectory run) {
        if (RunLock.state(run) == RunLock.State.HELD) {
            String who = RunLock.holder(run)
                    .map(holder -> "process " + holder.pid() + (holder.local() ? "" : " on " + holder.host()))
                    .orElse("a process");
            throw new NotResumableException(run, who + " is executing it; stop that first");
        }
    }

    private static String ending(Optional<RunOutcome> outcome) {
        return outcome.map(end -> switch (end) {
                    case RunOutcome.Stopped stopped -> "stopped at step " + stopped.steps();
                    case RunOutcome.Failed failed -> "failed: " + failed.cause();
                    case RunOutcome.Completed completed -> "completed";
                    case RunOutcome.Diverged diverged -> "diverged";
                })
                .orElse("lost its worker");
    }

    /** A line of events.jsonl; the last one may have been torn by the death of the worker. */
    private static void tell(RunDirectory run, String text) {
        Path file = run.file(RunDirectory.EVENTS);
        String line = RunJson.writeMessage(
                new RunEvent.Message(run.lastStep(), "state", text),
                Instant.now().toString());
        try {
            byte[] tail = FileTail.read(file, 1);
            String gap = tail.length == 0 || tail[0] == '\n' ? "" : "\n";
            Files.write(
                    file,
                    (gap + line + "\n").getBytes(StandardCharsets.UTF_8),
                    StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new RunIoException(file, "cannot append to", e, REMEDY);
        }
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new RunIoException(file, "cannot remove", e, REMEDY);
        }
    }
}
