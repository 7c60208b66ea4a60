package dev.foresight.plots.table;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** How tables are written: in UTF-8, into a folder that is made where it is not there. */
public final class TableFile {
    private TableFile() {}

    /** What is written. */
    @FunctionalInterface
    public interface Content {
        void appendTo(Writer writer) throws IOException;
    }

    /** @throws UncheckedIOException when the file cannot be written */
    public static void write(Path file, Content content) {
        Path folder = file.toAbsolutePath().getParent();
        try {
            if (folder != null) {
                Files.createDirectories(folder);
            }
            try (Writer writer = Files.newBufferedWriter(file, StandardCharsets.UTF_8)) {
                content.appendTo(writer);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "cannot write the table " + file + " (" + e.getMessage()
                            + "); choose a folder that you may write to, on a disk with room",
                    e);
        }
    }
}
