package dev.foresight.engine.run;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Says which process executes a run. The file appears with all that is in it, for one process among any number that try
 * at once, and stays when the worker ends; without an outcome beside it, that tells that the worker died.
 */
public final class RunLock {
    /** How often a worker renews the time of its lock, for other machines, which cannot see its process. */
    static final Duration BEAT = Duration.ofMinutes(1);

    /** A lock of another machine that was not renewed for this long belongs to a worker that is gone. */
    static final Duration SILENCE = Duration.ofMinutes(15);

    /** Where a file cannot be made in one step: a lock that is still unfinished after this long was torn by a crash. */
    private static final Duration WRITING = Duration.ofSeconds(10);

    private static final String REMEDY = "check that the run's folder may be read and written";

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
        Path file = run.file(RunDirectory.LOCK);
        try {
            create(file, ProcessMark.here().text());
            return true;
        } catch (FileAlreadyExistsException e) {
            return false;
        } catch (IOException e) {
            throw new RunIoException(file, "cannot write", e, REMEDY);
        }
    }

    /** A second name for a finished file: made in one step, and refused where the name is taken. */
    private static void create(Path file, String text) throws IOException {
        Path finished = AtomicFile.temporary(file.toAbsolutePath().resolveSibling("."), ".lock");
        try {
            Files.writeString(finished, text);
            Files.createLink(file, finished);
        } catch (FileAlreadyExistsException e) {
            throw e;
        } catch (UnsupportedOperationException | IOException e) {
            // Some drives (FAT, some networks) have no second names. There a reader may see the file before its text.
            Files.writeString(file, text, StandardOpenOption.CREATE_NEW);
        } finally {
            Files.deleteIfExists(finished);
        }
    }

    /** The process that took the run, dead or alive; empty when none has, or the lock is unfinished. */
    public static Optional<ProcessMark> holder(RunDirectory run) {
        return text(run).flatMap(ProcessMark::parse);
    }

    public static State state(RunDirectory run) {
        Optional<String> text = text(run);
        if (text.isEmpty()) {
            return State.FREE;
        }
        Optional<ProcessMark> holder = text.flatMap(ProcessMark::parse);
        boolean held = holder.isPresent() && holder.get().local()
                ? holder.get().living().isPresent()
                : age(run).compareTo(holder.isPresent() ? SILENCE : WRITING) < 0;
        return held ? State.HELD : State.DEAD;
    }

    /** Tells other machines that the worker lives. */
    static void renew(RunDirectory run) {
        Path file = run.file(RunDirectory.LOCK);
        try {
            Files.setLastModifiedTime(file, FileTime.from(Instant.now()));
        } catch (IOException e) {
            throw new RunIoException(file, "cannot renew the time of", e, REMEDY);
        }
    }

    private static Optional<String> text(RunDirectory run) {
        Path file = run.file(RunDirectory.LOCK);
        try {
            return Optional.of(SmallFile.read(file));
        } catch (CharacterCodingException e) {
            return Optional.of("");
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new RunIoException(file, "cannot read", e, REMEDY);
        }
    }

    private static Duration age(RunDirectory run) {
        Path file = run.file(RunDirectory.LOCK);
        try {
            return Duration.between(Files.getLastModifiedTime(file).toInstant(), Instant.now());
        } catch (IOException e) {
            throw new RunIoException(file, "cannot read", e, REMEDY);
        }
    }
}
