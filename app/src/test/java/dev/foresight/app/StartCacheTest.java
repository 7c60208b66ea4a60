package dev.foresight.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A cache of other jars would run their code: Java up to 25.0.3 does not look. */
class StartCacheTest {
    private static final FileTime BUILT = FileTime.fromMillis(1_000_000);

    @TempDir
    Path product;

    private Path jar;
    private Path library;
    private Path cache;

    @BeforeEach
    void recorded() throws IOException {
        jar = file("foresight.jar", "program");
        library = file("lib/a.jar", "library");
        cache = printed(jar);
        assertThat(StartCache.options(jar.toString())).isEmpty();
        Files.writeString(cache, "cache");
        assertThat(StartCache.options(jar.toString())).contains("-XX:AOTCache=" + cache, "-XX:+VerifySharedSpaces");
    }

    private Path file(String name, String content) throws IOException {
        Path file = product.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, content);
        return Files.setLastModifiedTime(file, BUILT);
    }

    /** What the launcher is told. */
    private static Path printed(Path jar) throws IOException {
        String classPath = System.getProperty("java.class.path");
        PrintStream out = System.out;
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        try {
            System.setProperty("java.class.path", jar.toString());
            System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
            StartCache.main(new String[0]);
        } finally {
            System.setOut(out);
            System.setProperty("java.class.path", classPath);
        }
        return Path.of(printed.toString(StandardCharsets.UTF_8).strip());
    }

    @Test
    void aJarOfAnotherTimeHasNoCache() throws IOException {
        // An older one too: a library that is replaced may keep the time at which it was made.
        Files.setLastModifiedTime(library, FileTime.fromMillis(BUILT.toMillis() - 1));
        assertThat(StartCache.options(jar.toString())).isEmpty();
        Files.setLastModifiedTime(library, BUILT);
        Files.setLastModifiedTime(jar, FileTime.fromMillis(BUILT.toMillis() + 1));
        assertThat(StartCache.options(jar.toString())).isEmpty();
    }

    @Test
    void aJarOfAnotherSizeHasNoCache() throws IOException {
        file("lib/a.jar", "a longer library");
        assertThat(StartCache.options(jar.toString())).isEmpty();
    }

    @Test
    void moreOrFewerJarsHaveNoCache() throws IOException {
        file("lib/b.jar", "another");
        assertThat(StartCache.options(jar.toString())).isEmpty();
        Files.delete(product.resolve("lib/b.jar"));
        assertThat(StartCache.options(jar.toString())).isNotEmpty();
        Files.delete(library);
        assertThat(StartCache.options(jar.toString())).isEmpty();
    }

    @Test
    void aClassPathOfFoldersHasNone() {
        assertThat(StartCache.options(product.toString())).isEmpty();
    }
}
