package dev.foresight.engine.run;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Reads what has been appended to a log since the last call; a torn last line waits until it is whole. When what it read
 * is no longer there, since the log was cut where a run went on from a checkpoint, it starts again from the beginning: the
 * same rows may come once more. A line of more than a megabyte is damage, since no log has such lines, and is left out.
 * Not safe for use by several threads at once.
 */
public final class LogFollower {
    private static final int CHUNK = 1 << 20;
    /** So many of the last bytes taken are remembered, to see whether they are still there. */
    private static final int TAIL = 256;

    private final Path file;
    private final boolean csv;
    /** Bytes taken so far: whole lines only. */
    private long position;
    /** The last bytes before the position. */
    private byte[] tail = {};
    /** Whether the bytes from the position on belong to a line that is left out. */
    private boolean leavingOut;

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
        return newRows(false);
    }

    /**
     * The first and the last of the whole lines that are new, as {@link #newRows}; those between are passed over unread,
     * which is much cheaper where there are thousands.
     *
     * @return two rows at most
     * @throws RunIoException when the file is there and cannot be read
     */
    public List<String[]> newEnds() {
        List<String[]> rows = newRows(true);
        return rows.size() < 2 ? rows : List.of(rows.getFirst(), rows.getLast());
    }

    /** @param endsOnly whether of each chunk only the first and the last row are wanted */
    private List<String[]> newRows(boolean endsOnly) {
        List<String[]> rows = new ArrayList<>();
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            if (!continues(channel)) {
                position = 0;
                tail = new byte[0];
                leavingOut = false;
            }
            int taken;
            do {
                taken = take(channel, rows, endsOnly);
            } while (taken > 0);
        } catch (NoSuchFileException e) {
            return rows;
        } catch (IOException e) {
            throw new RunIoException(file, "cannot read", e, "check that the run's folder may be read");
        }
        return rows;
    }

    /**
     * Whether the log still holds what was read. A log that was cut and has grown again differs in its seconds; neither a
     * file's key nor its times would tell that on every system.
     */
    private boolean continues(FileChannel channel) throws IOException {
        long size = channel.size();
        if (size <= position) {
            return size == position;
        }
        ByteBuffer found = ByteBuffer.allocate(tail.length);
        while (found.hasRemaining() && channel.read(found, position - tail.length + found.position()) > 0) {
            // read on: a single read may return less
        }
        return Arrays.equals(found.array(), tail);
    }

    /** Takes the whole lines of the next chunk and returns their bytes. */
    private int take(FileChannel channel, List<String[]> rows, boolean endsOnly) throws IOException {
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
        boolean endless = end == 0 && bytes.position() == CHUNK;
        boolean header = csv && position == 0;
        int start = leavingOut ? afterFirstLine(bytes, end) : 0;
        leavingOut = endless || (leavingOut && end == 0);
        if (endless) {
            end = CHUNK;
            start = CHUNK;
        }
        String text = new String(bytes.array(), start, end - start, StandardCharsets.UTF_8);
        List<String> lines = text.lines()
                .skip(header ? 1 : 0)
                .filter(line -> !line.isBlank())
                .toList();
        (endsOnly && lines.size() > 2 ? List.of(lines.getFirst(), lines.getLast()) : lines)
                .forEach(line -> rows.add(csv ? line.split(",", -1) : new String[] {line}));
        if (end > 0) {
            tail = Arrays.copyOfRange(bytes.array(), Math.max(0, end - TAIL), end);
        }
        position += end;
        return end;
    }

    private static int afterFirstLine(ByteBuffer bytes, int end) {
        int start = 0;
        while (start < end && bytes.get(start) != '\n') {
            start++;
        }
        return Math.min(start + 1, end);
    }
}
