package dev.foresight.engine.run;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads what has been appended to a log since the last call; a torn last line waits until it is whole. Not safe for use
 * by several threads at once.
 */
public final class LogFollower {
    private static final int CHUNK = 1 << 20;

    private final Path file;
    private final boolean csv;
    /** Bytes taken so far: whole lines only. */
    private long position;

    LogFollower(Path file) {
        this.file = file;
        this.csv = file.toString().endsWith(".csv");
    }

    /**
     * The whole lines that are new. Of CSV the header is skipped and each row is split at commas; a line of another file
     * is a row of one. An absent file has no rows yet.
     *
     * @throws RunIoException when the file is there and cannot be read
     */
    public List<String[]> newRows() {
        List<String[]> rows = new ArrayList<>();
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            int taken;
            do {
                taken = take(channel, rows);
            } while (taken > 0);
        } catch (NoSuchFileException e) {
            return rows;
        } catch (IOException e) {
            throw new RunIoException(file, "cannot read", e, "check that the run's folder may be read");
        }
        return rows;
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
