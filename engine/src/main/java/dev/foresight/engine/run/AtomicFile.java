package dev.foresight.engine.run;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/** Replaces a small file in one step: a reader sees the old text or the new one, also after a crash. */
public final class AtomicFile {
    private AtomicFile() {}

    /**
     * Writes a temporary file in the same folder, forces it to the disk and renames it.
     *
     * @throws RunIoException when the folder cannot be written to; the old file is then as it was
     */
    public static void replace(Path file, String text) {
        Path target = file.toAbsolutePath();
        Path folder = target.resolveSibling(".");
        try {
            Path temporary = Files.createTempFile(folder, "." + target.getFileName(), ".tmp");
            try {
                try (FileChannel channel = FileChannel.open(temporary, StandardOpenOption.WRITE)) {
                    ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
                    while (bytes.hasRemaining()) {
                        channel.write(bytes);
                    }
                    channel.force(true);
                }
                Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            } finally {
                Files.deleteIfExists(temporary);
            }
        } catch (IOException e) {
            throw new RunIoException(
                    file, "cannot write", e, "check that the folder exists, may be written to, and has space left");
        }
        forceFolder(folder);
    }

    private static void forceFolder(Path folder) {
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        } catch (IOException e) {
            // Windows and some network drives cannot force a folder; there the rename alone has to do.
            System.getLogger(AtomicFile.class.getName()).log(System.Logger.Level.TRACE, "folder not forced", e);
        }
    }
}
