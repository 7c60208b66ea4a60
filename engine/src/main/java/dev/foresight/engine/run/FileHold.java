package dev.foresight.engine.run;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * A file that one holder among all processes has at a time. The system lets go of it when the process ends, however that
 * happens, so a hold is never left behind; the file stays, empty.
 */
public final class FileHold implements AutoCloseable {
    /** Between two attempts to take a file that another holds. */
    private static final int PAUSE_MILLIS = 10;

    private static final String REMEDY =
            "the folder has to be writable, on a file system that can lock files (a network drive may need it switched on)";

    /**
     * What this process holds; guarded by the class. Asked before a file is opened, since on POSIX systems closing any
     * channel of a file gives up the process's lock on it.
     */
    private static final Set<Path> HELD = new HashSet<>();

    private final Path file;
    private final FileChannel channel;

    private FileHold(Path file, FileChannel channel) {
        this.file = file;
        this.channel = channel;
    }

    /**
     * Takes the file, and makes it if it is not there; empty when another has it.
     *
     * @throws RunIoException when the file cannot be opened or its system cannot lock
     */
    public static Optional<FileHold> tryTake(Path file) {
        Path absolute = file.toAbsolutePath().normalize();
        synchronized (FileHold.class) {
            if (!HELD.add(absolute)) {
                return Optional.empty();
            }
        }
        Optional<FileHold> hold = Optional.empty();
        try {
            hold = open(absolute);
            return hold;
        } catch (IOException e) {
            throw new RunIoException(file, "cannot lock", e, REMEDY);
        } finally {
            if (hold.isEmpty()) {
                forget(absolute);
            }
        }
    }

    private static Optional<FileHold> open(Path file) throws IOException {
        FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock lock = null;
        try {
            lock = channel.tryLock();
            return lock == null ? Optional.empty() : Optional.of(new FileHold(file, channel));
        } finally {
            if (lock == null) {
                channel.close();
            }
        }
    }

    /**
     * Waits for the file; for work that is over in a moment.
     *
     * @throws RunIoException when it stays with another for too long, or as {@link #tryTake} does
     */
    public static FileHold take(Path file, Duration atMost) {
        long end = System.nanoTime() + atMost.toNanos();
        while (true) {
            Optional<FileHold> hold = tryTake(file);
            if (hold.isPresent()) {
                return hold.get();
            }
            if (System.nanoTime() - end > 0) {
                throw new RunIoException(
                        file,
                        "cannot lock",
                        new IOException("another process has held it for " + atMost.toSeconds() + " s"),
                        "try again; if it stays so, look for a Foresight process that hangs");
            }
            pause();
        }
    }

    private static void pause() {
        try {
            Thread.sleep(PAUSE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static synchronized void forget(Path file) {
        HELD.remove(file);
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new RunIoException(file, "cannot let go of", e, REMEDY);
        } finally {
            forget(file);
        }
    }
}
