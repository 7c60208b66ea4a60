package dev.foresight.engine.queue;

import dev.foresight.engine.run.FileTail;
import dev.foresight.engine.run.RunDirectory;
import dev.foresight.engine.run.RunOutcome;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Stream;

/** Why a worker ended without an outcome, as far as its exit code and what it left behind tell. */
final class WorkerDeath {
    /** Bytes of worker.log that are searched for its last line. */
    private static final int LAST_WORDS = 16_384;

    /** The JVM's report of a crash, which it prints as well; the file is named instead. */
    private static final String REPORT = "#.*";

    private static final int KILLED = 137;
    private static final String FOR_MEMORY = " (killed; the system has killed processes for want of memory meanwhile)";
    /** In the first lines of the JVM's report. */
    private static final String WANT = "There is insufficient memory";

    private static final int REPORT_HEAD = 20;

    private WorkerDeath() {}

    /**
     * The outcome that the worker could not write itself.
     *
     * @param exit the exit code, where this process is the worker's parent
     * @param kills whether the system has killed processes for want of memory meanwhile
     */
    static RunOutcome.Failed outcome(RunDirectory run, long pid, OptionalInt exit, boolean kills) {
        boolean killed = kills && exit.isPresent() && exit.getAsInt() == KILLED;
        String how = exit.isPresent()
                ? "ended with exit code " + exit.getAsInt() + (killed ? FOR_MEMORY : meaning(exit.getAsInt()))
                : "is gone (exit code unknown, since another process had started it)";
        String last = lastWords(run.file(RunDirectory.WORKER_LOG));
        boolean memory = killed || last.contains(OutOfMemoryError.class.getSimpleName()) || reportsWant(run, pid);
        return new RunOutcome.Failed(
                "the worker process " + pid + " " + how + " before it wrote an outcome" + report(run, pid) + "; " + last
                        + (memory
                                ? "; out of memory: make the batch or the network smaller, or run fewer at a time"
                                : ""),
                true,
                memory ? RunOutcome.Failed.Reason.MEMORY : RunOutcome.Failed.Reason.OTHER);
    }

    /** Whether the JVM's report says that the system gave it no more memory. */
    private static boolean reportsWant(RunDirectory run, long pid) {
        Path file = reportFile(run, pid);
        if (!Files.exists(file)) {
            return false;
        }
        try (Stream<String> lines = Files.lines(file, StandardCharsets.ISO_8859_1)) {
            return lines.limit(REPORT_HEAD).anyMatch(line -> line.contains(WANT));
        } catch (IOException | UncheckedIOException e) {
            // The report's path stands in the words; whoever opens it learns why it cannot be read.
            return false;
        }
    }

    /** 128 and the signal on POSIX systems; on Windows an NTSTATUS. */
    private static String meaning(int exit) {
        return switch (exit) {
            case 129 -> " (its session was closed)";
            case 130 -> " (interrupted from the keyboard)";
            case 131, 132, 133, 134, 135, 136, 139, 159 -> " (crash, signal " + (exit - 128) + ")";
            case 137 -> " (killed, perhaps by the system for want of memory)";
            case 143 -> " (ended from outside)";
            case 152 -> " (used up the processor time it was allowed)";
            case 0xC0000005, 0xC00000FD, 0xC000001D, 0xC0000374 -> " (crash, " + Integer.toHexString(exit) + ")";
            default -> "";
        };
    }

    private static String report(RunDirectory run, long pid) {
        Path file = reportFile(run, pid);
        return Files.exists(file) ? "; it crashed in native code, and the JVM's report is " + file : "";
    }

    private static Path reportFile(RunDirectory run, long pid) {
        return run.file(RunQueue.CRASH_REPORT.replace("%p", Long.toString(pid)));
    }

    private static String lastWords(Path log) {
        try {
            List<String> lines = FileTail.lines(log, LAST_WORDS).stream()
                    .filter(line -> !line.isBlank() && !line.matches(REPORT))
                    .toList();
            return lines.isEmpty()
                    ? "it printed nothing"
                    : "its last line was: " + lines.getLast() + " (all of it in " + log + ")";
        } catch (IOException e) {
            return log + " cannot be read: " + e.getMessage();
        }
    }
}
