package dev.foresight.engine.queue;

import dev.foresight.engine.run.FileTail;
import dev.foresight.engine.run.RunDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;

/** Why a worker ended without an outcome, as far as its exit code and what it left behind tell. */
final class WorkerDeath {
    /** Bytes of worker.log that are searched for its last line. */
    private static final int LAST_WORDS = 16_384;

    /** The JVM's report of a crash, which it prints as well; the file is named instead. */
    private static final String REPORT = "#.*";

    private WorkerDeath() {}

    /** @param exit the exit code, where this process is the worker's parent */
    static String words(RunDirectory run, long pid, OptionalInt exit) {
        String how = exit.isPresent()
                ? "ended with exit code " + exit.getAsInt() + meaning(exit.getAsInt())
                : "is gone (exit code unknown, since another process had started it)";
        return "the worker process " + pid + " " + how + " before it wrote an outcome" + report(run, pid) + "; "
                + lastWords(run.file(RunDirectory.WORKER_LOG));
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
        Path file = run.file(RunQueue.CRASH_REPORT.replace("%p", Long.toString(pid)));
        return Files.exists(file) ? "; it crashed in native code, and the JVM's report is " + file : "";
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
