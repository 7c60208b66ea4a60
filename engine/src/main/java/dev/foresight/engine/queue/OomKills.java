package dev.foresight.engine.queue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;
import java.util.stream.Stream;

/** How many processes the system has killed for want of memory since it started. */
final class OomKills {
    private static final Path COUNTS = Path.of("/proc/vmstat");
    private static final String KEY = "oom_kill ";

    private OomKills() {}

    /** Empty where the system does not count them, which is everywhere but on Linux. */
    static OptionalLong count() {
        if (!Files.isReadable(COUNTS)) {
            return OptionalLong.empty();
        }
        try (Stream<String> lines = Files.lines(COUNTS)) {
            return lines.filter(line -> line.startsWith(KEY))
                    .mapToLong(
                            line -> Long.parseLong(line.substring(KEY.length()).strip()))
                    .findFirst();
        } catch (IOException e) {
            // As on a system that does not count.
            return OptionalLong.empty();
        }
    }

    /** Whether the count is known to have grown since it was this. */
    static boolean since(OptionalLong before) {
        OptionalLong now = count();
        return before.isPresent() && now.isPresent() && now.getAsLong() > before.getAsLong();
    }
}
