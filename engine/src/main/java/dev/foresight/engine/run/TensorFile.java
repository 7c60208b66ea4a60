package dev.foresight.engine.run;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Named tensors of float32 and a few texts in a file: a safetensors file (a length of 8 bytes, a JSON header, the numbers)
 * with a checksum over all of it, whose own digits count as zeros. docs/checkpoint-format.md describes it.
 *
 * <p>What is read is bounded by the size of the file before any memory is taken for it. Open until closed; not safe for
 * use by several threads at once.
 */
public final class TensorFile implements AutoCloseable {
    /** Bytes that are read or written at a time. */
    private static final int CHUNK = 1 << 20;

    private final Path file;
    private final FileChannel channel;
    private final TensorHeader header;

    /** Where a tensor that is to be written comes from. */
    public interface Source {
        /** The entries in plain order, as many as the shape says; asked for once, when it is this tensor's turn. */
        float[] entries();
    }

    /** A tensor that is to be written. */
    public record Entry(String name, List<Integer> shape, Source source) {
        public Entry {
            shape = List.copyOf(shape);
        }
    }

    private TensorFile(Path file, FileChannel channel, TensorHeader header) {
        this.file = file;
        this.channel = channel;
        this.header = header;
    }

    /**
     * Writes a file in place of an earlier one, holding one tensor in memory at a time.
     *
     * @param texts by key; {@value TensorHeader#CHECKSUM} is taken
     * @return its bytes
     * @throws RunIoException when it cannot be written; an earlier file is then as it was, and no other is left
     */
    public static long write(Path file, Map<String, String> texts, List<Entry> entries) {
        return write(file, texts, entries, AtomicFile.Opener.DISK);
    }

    static long write(Path file, Map<String, String> texts, List<Entry> entries, AtomicFile.Opener opener) {
        TensorHeader header = TensorHeader.of(texts, entries);
        AtomicFile.replace(file, channel -> write(channel, header, entries), opener);
        return header.fileSize();
    }

    private static void write(FileChannel channel, TensorHeader header, List<Entry> entries) throws IOException {
        Sha256 digest = new Sha256();
        byte[] head = header.bytes();
        digest.update(head, head.length);
        AtomicFile.writeFully(channel, ByteBuffer.wrap(head));
        ByteBuffer chunk = ByteBuffer.allocate(CHUNK).order(ByteOrder.LITTLE_ENDIAN);
        for (Entry entry : entries) {
            float[] values = entry.source().entries();
            if ((long) values.length * Float.BYTES != header.place(entry.name()).length()) {
                throw new IllegalArgumentException(
                        entry.name() + ": found " + values.length + " entries for the shape " + entry.shape());
            }
            for (float value : values) {
                if (!chunk.hasRemaining()) {
                    flush(channel, chunk, digest);
                }
                chunk.putFloat(value);
            }
        }
        flush(channel, chunk, digest);
        channel.position(header.checksumAt());
        AtomicFile.writeFully(channel, ByteBuffer.wrap(digest.digits()));
    }

    private static void flush(FileChannel channel, ByteBuffer chunk, Sha256 digest) throws IOException {
        digest.update(chunk.array(), chunk.position());
        AtomicFile.writeFully(channel, chunk.flip());
        chunk.clear();
    }

    /**
     * Opens a file after checking all of it.
     *
     * @throws RunIoException when it cannot be read, is no such file, or is damaged
     */
    public static TensorFile open(Path file) {
        try {
            FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
            boolean whole = false;
            try {
                TensorHeader header = TensorHeader.read(channel);
                check(channel, header);
                whole = true;
                return new TensorFile(file, channel, header);
            } finally {
                if (!whole) {
                    channel.close();
                }
            }
        } catch (IOException e) {
            throw unusable(file, e);
        }
    }

    private static void check(FileChannel channel, TensorHeader header) throws IOException {
        Sha256 digest = new Sha256();
        byte[] head = header.bytes();
        digest.update(head, head.length);
        ByteBuffer chunk = ByteBuffer.allocate(CHUNK);
        for (long at = head.length; at < header.fileSize(); at += chunk.position()) {
            chunk.clear().limit((int) Math.min(CHUNK, header.fileSize() - at));
            readFully(channel, chunk, at);
            digest.update(chunk.array(), chunk.position());
        }
        String found = digest.hex();
        if (!found.equals(header.checksum())) {
            throw new IOException("its content has the SHA-256 " + found + ", but " + header.checksum()
                    + " was written into it: it was damaged or changed");
        }
    }

    static void readFully(FileChannel channel, ByteBuffer bytes, long from) throws IOException {
        while (bytes.hasRemaining()) {
            if (channel.read(bytes, from + bytes.position()) < 0) {
                throw new IOException(
                        "it ends at byte " + (from + bytes.position()) + ", in the middle of its content");
            }
        }
    }

    /** The texts without the checksum. */
    public Map<String, String> texts() {
        return header.texts();
    }

    /** The names of the tensors, in the order of the file. */
    public Set<String> names() {
        return header.names();
    }

    /** Whether there is a tensor of this name and shape. */
    public boolean has(String name, List<Integer> shape) {
        return header.names().contains(name) && header.place(name).shape().equals(shape);
    }

    /** The shapes by name, for messages. */
    public Map<String, List<Integer>> shapes() {
        Map<String, List<Integer>> shapes = new LinkedHashMap<>();
        header.names().forEach(name -> shapes.put(name, header.place(name).shape()));
        return shapes;
    }

    /**
     * The entries of a tensor in plain order.
     *
     * @throws IllegalArgumentException when there is none of this name
     * @throws RunIoException when it cannot be read
     */
    public float[] read(String name) {
        TensorHeader.Place place = header.place(name);
        // The header's check has bounded the length by what an array can hold.
        float[] values = new float[(int) (place.length() / Float.BYTES)];
        ByteBuffer chunk =
                ByteBuffer.allocate((int) Math.min(CHUNK, place.length())).order(ByteOrder.LITTLE_ENDIAN);
        try {
            int next = 0;
            while (next < values.length) {
                int count = Math.min(chunk.capacity() / Float.BYTES, values.length - next);
                chunk.clear().limit(count * Float.BYTES);
                readFully(channel, chunk, place.from() + (long) next * Float.BYTES);
                chunk.flip().asFloatBuffer().get(values, next, count);
                next += count;
            }
            return values;
        } catch (IOException e) {
            throw unusable(file, e);
        }
    }

    private static RunIoException unusable(Path file, IOException cause) {
        return new RunIoException(file, "cannot use", cause, "put back a copy of the file, or use an earlier one");
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw unusable(file, e);
        }
    }
}
