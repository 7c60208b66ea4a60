package dev.foresight.engine.run;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Says which process executes a run: its id and the time it started, since an id alone is used again by the system. The
 * file stays when the worker ends; without an outcome beside it, that tells that the worker died.
 */
public final class RunLock {
    /** A lock that is still empty after this long was torn by a crash. */
    private static final Duration WRITING = Duration.ofSeconds(10);

    /** Process start times are rounded differently by different looks at them. */
    private static final Duration SAME_START = Duration.ofSeconds(2);

    private RunLock() {}

    /** Whether a process has taken the run, and lives. */
    public enum State {
        FREE,
        HELD,
        DEAD
    }

    /**
     * Takes the run for this process; false when one has taken it before.
     *
     * @throws RunIoException when the lock cannot be written
     */
    public static boolean take(RunDirectory run) {
        ProcessHandle self = ProcessHandle.current();
        Path file = run.file(RunDirectory.LOCK);
        try {
            Files.writeString(file, self.pid() + " " + startMillis(self) + "\n", StandardOpenOption.CREATE_NEW);
            return true;
        } catch (FileAlreadyExistsException e) {
            return false;
        } catch (IOException e) {
            throw new RunIoException(file, "cannot write", e, "check that the run's folder may be written to");
        }
    }

    public static State state(RunDirectory run) {
        Path file = run.file(RunDirectory.LOCK);
        try {
            String[] words = SmallFile.read(file).strip().split(" ", -1);
            if (words.length == 2 && words[0].matches("\\d{1,18}") && words[1].matches("-?\\d{1,18}")) {
                return lives(Long.parseLong(words[0]), Long.parseLong(words[1])) ? State.HELD : State.DEAD;
            }
            Instant written = Files.getLastModifiedTime(file).toInstant();
            return written.isAfter(Instant.now().minus(WRITING)) ? State.HELD : State.DEAD;
        } catch (NoSuchFileException e) {
            return State.FREE;
        } catch (IOException e) {
            throw new RunIoException(file, "cannot read", e, "check that the run's folder may be read");
        }
    }

    private static boolean lives(long pid, long startMillis) {
        Optional<ProcessHandle> process = ProcessHandle.of(pid).filter(ProcessHandle::isAlive);
        return process.isPresent() && Math.abs(startMillis(process.get()) - startMillis) <= SAME_START.toMillis();
    }

    /** Milliseconds since 1970; 0 where the system does not tell. */
    private static long startMillis(ProcessHandle process) {
        return process.info().startInstant().map(Instant::toEpochMilli).orElse(0L);
    }
}
