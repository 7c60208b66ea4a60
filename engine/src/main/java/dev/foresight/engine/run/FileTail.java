package dev.foresight.engine.run;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** The end of a file that may be of any size. */
public final class FileTail {
    private FileTail() {}

    /** The last bytes, fewer where the file is shorter, none where it is missing. */
    static byte[] read(Path file, int most) throws IOException {
        try (SeekableByteChannel channel = Files.newByteChannel(file)) {
            long begin = Math.max(0, channel.size() - most);
            channel.position(begin);
            ByteBuffer bytes = ByteBuffer.allocate((int) Math.min(most, channel.size()));
            while (bytes.hasRemaining() && channel.read(bytes) >= 0) {
                // A file that is cut short meanwhile gives less.
            }
            return Arrays.copyOf(bytes.array(), bytes.position());
        } catch (NoSuchFileException e) {
            return new byte[0];
        }
    }

    /**
     * The lines among the last {@code most} bytes; the first may lack its beginning. Bytes that are no UTF-8 become
     * replacement characters.
     *
     * @throws IOException when the file is there and cannot be read
     */
    public static List<String> lines(Path file, int most) throws IOException {
        return text(file, most).lines().toList();
    }

    /** The same without what follows the last line end. */
    static List<String> wholeLines(Path file, int most) throws IOException {
        String text = text(file, most);
        return text.substring(0, text.lastIndexOf('\n') + 1).lines().toList();
    }

    private static String text(Path file, int most) throws IOException {
        return new String(read(file, most), StandardCharsets.UTF_8);
    }
}
