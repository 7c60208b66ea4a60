package dev.foresight.app;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/**
 * The JVM's cache of what a worker loads (JEP 483, 514 and 515), which shortens the start of one (docs/performance.md). The
 * launcher records it after a build; without it workers only start slower.
 *
 * <p>Its name holds a digest of the jars and of the JDK, because Java up to 25.0.3 takes a cache of other jars for its own
 * and runs the code of those (JDK-8377932).
 */
public final class StartCache {
    private static final String LIBRARIES = "lib";
    private static final int DIGITS = 16;

    private StartCache() {}

    /** Prints for the launcher where the cache of this program belongs. */
    public static void main(String[] arguments) throws IOException {
        System.out.println(file(jar(System.getProperty("java.class.path"))));
    }

    /** What a worker's java is told of the cache; nothing where these very jars have none. */
    static List<String> options(String classPath) {
        Path cache;
        try {
            cache = file(jar(classPath));
        } catch (IOException | UncheckedIOException e) {
            // Not started from a jar, or a build is replacing the jars at this moment.
            return List.of();
        }
        if (!Files.isReadable(cache)) {
            return List.of();
        }
        return List.of(
                "-XX:AOTCache=" + cache,
                // A damaged one is found by its checksum and left aside. Unchecked it ends the JVM.
                "-XX:+VerifySharedSpaces",
                // What the JVM says when it leaves one aside is nothing that a reader of worker.log need know.
                "-Xlog:aot=off",
                "-Xlog:cds=off");
    }

    private static Path jar(String classPath) {
        return Path.of(classPath.split(File.pathSeparator, 2)[0]).toAbsolutePath();
    }

    /** @throws IOException where the jar is none or cannot be read */
    private static Path file(Path jar) throws IOException {
        if (!Files.isRegularFile(jar)) {
            throw new IOException(jar + " is no file");
        }
        List<Path> jars = new ArrayList<>(List.of(jar));
        Path libraries = jar.resolveSibling(LIBRARIES);
        if (Files.isDirectory(libraries)) {
            try (Stream<Path> files = Files.list(libraries)) {
                files.sorted().forEach(jars::add);
            }
        }
        StringBuilder origin = new StringBuilder(Runtime.version().toString());
        for (Path file : jars) {
            origin.append('\n').append(file);
            origin.append('\n').append(Files.size(file));
            origin.append('\n').append(Files.getLastModifiedTime(file).toMillis());
        }
        return jar.resolveSibling("worker-" + digest(origin.toString()) + ".aot");
    }

    private static String digest(String text) {
        try {
            byte[] sum = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(sum).substring(0, DIGITS);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
