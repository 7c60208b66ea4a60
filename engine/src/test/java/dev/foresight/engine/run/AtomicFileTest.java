package dev.foresight.engine.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AtomicFileTest {
    @TempDir
    Path folder;

    @Test
    void replacesTheTextAndLeavesNothingElse() {
        Path file = folder.resolve("a.json");
        AtomicFile.replace(file, "old");
        AtomicFile.replace(file, "new");
        assertThat(file).hasContent("new");
        assertThat(folder.toFile().list()).containsExactly("a.json");
    }

    @Test
    void itsReadersAreThoseOfAnyOtherFileOfTheFolder() throws IOException {
        Path file = folder.resolve("a.json");
        AtomicFile.replace(file, "new");
        Path other = Files.createFile(folder.resolve("other"));
        Assumptions.assumeTrue(Files.getFileStore(folder).supportsFileAttributeView(PosixFileAttributeView.class));
        assertThat(Files.getPosixFilePermissions(file)).isEqualTo(Files.getPosixFilePermissions(other));
    }

    @Test
    void aFailureLeavesWhatWasThereAndNoTemporaryFile() throws IOException {
        // A folder that is not empty cannot be replaced by a file.
        Path file = folder.resolve("a.json");
        Files.createDirectories(file.resolve("inside"));
        assertThatThrownBy(() -> AtomicFile.replace(file, "new"))
                .isInstanceOf(RunIoException.class)
                .hasMessageContaining("a.json")
                .hasMessageContaining("space left");
        assertThat(folder.toFile().list()).containsExactly("a.json");
    }

    @Test
    void aMissingFolderIsNamed() {
        assertThatThrownBy(() -> AtomicFile.replace(folder.resolve("none/a.json"), "x"))
                .isInstanceOf(RunIoException.class)
                .hasMessageContaining("none");
    }
}
