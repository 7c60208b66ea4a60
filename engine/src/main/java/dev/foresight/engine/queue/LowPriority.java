package dev.foresight.engine.queue;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/** Lets workers take every core and the rest of the desktop go first. */
final class LowPriority {
    private LowPriority() {}

    /** What to put before a command: {@code nice} where the system has it, nothing elsewhere. */
    static List<String> prefix() {
        String path = System.getenv("PATH");
        if (path == null || File.separatorChar == '\\') {
            return List.of();
        }
        return Pattern.compile(File.pathSeparator, Pattern.LITERAL)
                .splitAsStream(path)
                .map(folder -> Path.of(folder, "nice"))
                .filter(Files::isExecutable)
                .findFirst()
                .map(nice -> List.of(nice.toString(), "-n", "10"))
                .orElse(List.of());
    }
}
