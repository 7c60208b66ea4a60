package dev.foresight.engine.run;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Reads what has been appended to a log since the last call; a torn last line waits until it is whole. A log that was cut
 * and replaced, because its run goes on from an earlier step, is read again from its start. Not safe for use by several
 * threads at once.
 */
public final class LogFollower {
    private static final int CHUNK = 1 << 20;

    private final Path file;
    private final boolean csv;
    /** Bytes taken so far: whole lines only. */
    private long position;
    /** What the system knows the file by; null before it is there, and where the system does not tell. */
    private @Nullable Object key;

    LogFollower(Path file) {
        this.file = file;
        this.csv = file.toString().endsWith(".csv");
    }

    /**
     * The whole lines that are new, or all where the file is another one than last time. Of CSV the header is skipped and each row is split at commas; a line of another file
     * is a row of one. An absent file has no rows yet.
     *
     * @throws RunIoException when the file is there and cannot be read
     */
    public List<String[]> newRows() {
        List<String[]> rows = new ArrayList<>();
        try {
            Object before = findKey();
            try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
                if (!Objects.equals(before, findKey())) {
                    // Replaced at this moment: which of the two was opened shows with the next call.
                    return rows;
                }
                startAgainIfReplaced(channel, before);
                int taken;
                do {
                    taken = take(channel, rows);
                } while (taken > 0);
            }
        } catch (NoSuchFileException e) {
            return rows;
        } catch (IOException e) {
            throw new RunIoException(file, "cannot read", e, "check that the run's folder may be read");
        }
        return rows;
    }

    private void startAgainIfReplaced(FileChannel channel, @Nullable Object found) throws IOException {
        if (key != null && !key.equals(found) || channel.size() < position) {
            position = 0;
        }
        key = found;
    }

    private @Nullable Object findKey() throws IOException {
        return Files.readAttributes(file, BasicFileAttributes.class).fileKey();
    }

    /** Takes the whole lines of the next chunk and returns their bytes. */
    private int take(FileChannel channel, List<String[]> rows) throws IOException {
        long left = channel.size() - position;
        if (left <= 0) {
            return 0;
        }
        ByteBuffer bytes = ByteBuffer.allocate((int) Math.min(left, CHUNK));
        while (bytes.hasRemaining() && channel.read(bytes, position + bytes.position()) > 0) {
            // read on: a single read may return less
        }
        int end = bytes.position();
        while (end > 0 && bytes.get(end - 1) != '\n') {
            end--;
        }
        boolean header = csv && position == 0;
        String text = new String(bytes.array(), 0, end, StandardCharsets.UTF_8);
        for (String line : text.lines().toList()) {
            if (header) {
                header = false;
            } else if (!line.isBlank()) {
                rows.add(csv ? line.split(",", -1) : new String[] {line});
            }
        }
        position += end;
        return end;
    }
}
