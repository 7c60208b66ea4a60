package dev.foresight.engine.run;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;

/**
 * Cuts the logs of a run back to what they were at a checkpoint, so that what is trained again is not told twice. Each
 * log is replaced by its beginning in one step; a {@link LogFollower} notices.
 */
public final class LogCut {
    private static final String REMEDY = "put the run's folder back from a copy, or start the run anew";

    private LogCut() {}

    /**
     * @param lengths bytes to keep of each log by file name, as {@link MetricsLog#settle} gave them
     * @throws RunIoException when a log is missing or shorter than that, or cannot be written; the logs before it are cut
     *     then, and the same call does the rest later
     */
    public static void cut(RunDirectory run, Map<String, Long> lengths) {
        lengths.forEach((file, length) -> cut(run.file(file), length));
    }

    private static void cut(Path file, long length) {
        try (FileChannel log = FileChannel.open(file, StandardOpenOption.READ)) {
            if (log.size() < length) {
                throw new RunIoException(
                        file,
                        "cannot continue",
                        new IOException("it has " + log.size() + " bytes, but had " + length + " at the checkpoint"),
                        REMEDY);
            }
            if (log.size() > length) {
                AtomicFile.replace(file, copy -> copy(log, length, copy), AtomicFile.Opener.DISK);
            }
        } catch (NoSuchFileException e) {
            if (length > 0) {
                throw new RunIoException(file, "cannot continue", e, REMEDY);
            }
        } catch (IOException e) {
            throw new RunIoException(file, "cannot read", e, REMEDY);
        }
    }

    private static void copy(FileChannel log, long length, FileChannel copy) throws IOException {
        long done = 0;
        while (done < length) {
            done += log.transferTo(done, length - done, copy);
        }
    }
}
