package dev.foresight.engine.run;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.UUID;

/** Replaces a file in one step: a reader sees the old content or the new one, also after a crash. */
public final class AtomicFile {
    /** How the names of temporary files end; one that is found later was left by a process that was killed. */
    private static final String TEMPORARY = ".tmp";

    private AtomicFile() {}

    /** Writes the bytes of a file, and may come back to earlier ones. */
    interface Content {
        void write(FileChannel channel) throws IOException;
    }

    /** How the temporary file is opened; a test puts a full disk here. */
    public interface Opener {
        Opener DISK = file -> FileChannel.open(file, StandardOpenOption.WRITE);

        FileChannel open(Path temporary) throws IOException;
    }

    /**
     * Writes a temporary file in the same folder, forces it to the disk and renames it.
     *
     * @throws RunIoException when the folder cannot be written to; the old file is then as it was
     */
    public static void replace(Path file, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        replace(file, channel -> writeFully(channel, ByteBuffer.wrap(bytes)), Opener.DISK);
    }

    /** As the other, of a content that may be too large for memory. */
    static void replace(Path file, Content content, Opener opener) {
        Path target = file.toAbsolutePath();
        Path folder = target.resolveSibling(".");
        try {
            Path temporary = temporary(folder, "." + target.getFileName());
            try {
                try (FileChannel channel = opener.open(temporary)) {
                    content.write(channel);
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

    /**
     * A new empty file, which whoever may read other files of this user may read too; the system's own temporary files are
     * for the user alone, and a project may lie where a group works on it.
     *
     * @param start how its name starts
     */
    static Path temporary(Path folder, String start) throws IOException {
        return Files.createFile(folder.resolve(start + UUID.randomUUID() + TEMPORARY));
    }

    /**
     * Deletes what processes left that were killed while they replaced files of this folder; only where no other process
     * may be at it.
     *
     * @param start how the names of these files start
     */
    static void deleteLeftovers(Path folder, String start) throws IOException {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "." + start + "*" + TEMPORARY)) {
            for (Path file : files) {
                Files.deleteIfExists(file);
            }
        }
    }

    /** A single write may take less than all. */
    static void writeFully(FileChannel channel, ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
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
