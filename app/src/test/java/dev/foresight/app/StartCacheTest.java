package dev.foresight.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StartCacheTest {
    @TempDir
    Path product;

    private Path file(String name, long millis) throws IOException {
        Path file = product.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, name);
        return Files.setLastModifiedTime(file, FileTime.fromMillis(millis));
    }

    @Test
    void aCacheIsUsedWhereItIsNewerThanEveryJar() throws IOException {
        String jar = file("foresight.jar", 1_000).toString();
        Path library = file("lib/a.jar", 2_000);
        assertThat(StartCache.options(jar)).isEmpty();
        Path cache = file(StartCache.FILE, 3_000);
        assertThat(StartCache.options(jar)).contains("-XX:AOTCache=" + cache, "-XX:+VerifySharedSpaces");
        Files.setLastModifiedTime(library, FileTime.fromMillis(3_000));
        assertThat(StartCache.options(jar)).isEmpty();
    }

    @Test
    void aClassPathOfFoldersHasNone() throws IOException {
        file(StartCache.FILE, 3_000);
        assertThat(StartCache.options(product.toString())).isEmpty();
    }
}
