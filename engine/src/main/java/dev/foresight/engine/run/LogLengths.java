package dev.foresight.engine.run;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How long the logs of a run were when its state was taken, in bytes; what came later is measured again.
 *
 * @param layers 0 where diagnostics are off
 */
public record LogLengths(long steps, long evaluations, long layers, long ledger) {
    /** Before anything was measured. */
    public static final LogLengths NONE = new LogLengths(0, 0, 0, 0);

    private static final int CHUNK = 1 << 20;

    Map<String, Long> byFile() {
        Map<String, Long> lengths = new LinkedHashMap<>();
        lengths.put(RunDirectory.STEPS, steps);
        lengths.put(RunDirectory.EVALUATIONS, evaluations);
        lengths.put(RunDirectory.LAYERS, layers);
        lengths.put(RunDirectory.LEDGER, ledger);
        return lengths;
    }

    /**
     * Cuts the logs of a run to these lengths. Each is replaced by its beginning in one step, so a crash leaves it whole or
     * cut, and it can be cut again; what such a crash left beside it is deleted.
     *
     * @throws CheckpointMismatch when a log is shorter already
     * @throws RunIoException when a log cannot be read or written
     */
    public void cut(RunDirectory run) {
        // All are looked at before the first is changed.
        byFile().forEach((name, length) -> check(run.file(name), length));
        byFile().forEach((name, length) -> cut(run.file(name), length));
    }

    private static void check(Path file, long length) {
        long found = length(file);
        if (found < length) {
            throw new CheckpointMismatch(file + " has " + found + " bytes, but " + length
                    + " when the checkpoint was written; put the file back, or start the run as a new one");
        }
    }

    /** 0 of what is absent or no file; who opens it for writing says so. */
    private static long length(Path file) {
        return file.toFile().isFile() ? file.toFile().length() : 0;
    }

    private static void cut(Path file, long length) {
        try {
            AtomicFile.deleteLeftovers(file.resolveSibling("."), String.valueOf(file.getFileName()));
        } catch (IOException e) {
            throw new RunIoException(file, "cannot tidy up beside", e, "check that the run's folder may be written to");
        }
        if (length(file) == length) {
            return;
        }
        try (FileChannel log = FileChannel.open(file, StandardOpenOption.READ)) {
            AtomicFile.replace(file, channel -> copy(log, length, channel), AtomicFile.Opener.DISK);
        } catch (IOException e) {
            throw new RunIoException(file, "cannot read", e, "check that the run's folder may be read");
        }
    }

    private static void copy(FileChannel from, long length, FileChannel to) throws IOException {
        ByteBuffer chunk = ByteBuffer.allocate((int) Math.min(CHUNK, length));
        for (long at = 0; at < length; at += chunk.limit()) {
            chunk.clear().limit((int) Math.min(chunk.capacity(), length - at));
            TensorFile.readFully(from, chunk, at);
            AtomicFile.writeFully(to, chunk.flip());
        }
    }
}
