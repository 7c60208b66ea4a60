package dev.foresight.app;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.stream.Stream;

/**
 * The JVM's cache of what a worker loads (JEP 483, 514 and 515), which halves the start of one (docs/performance.md). The
 * launcher records it after a build, with the JDK and the collector of the workers; without it they only start slower.
 */
final class StartCache {
    /** Beside the jar of this program; {@code foresight} writes it. */
    static final String FILE = "worker.aot";

    private static final String LIBRARIES = "lib";

    private StartCache() {}

    /** What a worker's java is told of it; nothing where there is none that is newer than every jar. */
    static List<String> options(String classPath) {
        Path jar = Path.of(classPath.split(File.pathSeparator, 2)[0]).toAbsolutePath();
        Path cache = jar.resolveSibling(FILE);
        if (!Files.isRegularFile(jar) || !Files.isReadable(cache)) {
            return List.of();
        }
        try {
            if (!isNewer(cache, jar)) {
                return List.of();
            }
        } catch (IOException e) {
            // A build is replacing the jars at this moment.
            return List.of();
        }
        return List.of(
                "-XX:AOTCache=" + cache,
                // A damaged one is found by its checksum and left aside. Unchecked it could end the JVM.
                "-XX:+VerifySharedSpaces",
                // One of another JDK or of other jars is left aside too: nothing that a reader of worker.log need know.
                "-Xlog:aot=off",
                "-Xlog:cds=off");
    }

    private static boolean isNewer(Path cache, Path jar) throws IOException {
        FileTime made = Files.getLastModifiedTime(cache);
        if (made.compareTo(Files.getLastModifiedTime(jar)) <= 0) {
            return false;
        }
        Path libraries = jar.resolveSibling(LIBRARIES);
        if (!Files.isDirectory(libraries)) {
            return true;
        }
        try (Stream<Path> jars = Files.list(libraries)) {
            for (Path library : jars.toList()) {
                if (made.compareTo(Files.getLastModifiedTime(library)) <= 0) {
                    return false;
                }
            }
        }
        return true;
    }
}
