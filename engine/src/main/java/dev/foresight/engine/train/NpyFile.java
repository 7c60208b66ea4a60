package dev.foresight.engine.train;

import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Writes arrays as NumPy files, format 1.0: magic, version, a header whose length makes the data start at a multiple of
 * 64 bytes, then the entries, little-endian and row-major (C order).
 */
final class NpyFile {
    private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0};
    private static final int BLOCK = 8192;

    private NpyFile() {}

    /** float32. */
    static void write(Path file, List<Integer> shape, float[] entries) throws IOException {
        try (OutputStream out = open(file, shape, entries.length, "<f4")) {
            ByteBuffer block = ByteBuffer.allocate(BLOCK * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
            for (int from = 0; from < entries.length; from += BLOCK) {
                int length = Math.min(BLOCK, entries.length - from);
                block.clear().asFloatBuffer().put(entries, from, length);
                out.write(block.array(), 0, length * Float.BYTES);
            }
        }
    }

    /** int64, as PyTorch wants labels and tokens. */
    static void write(Path file, List<Integer> shape, int[] entries) throws IOException {
        try (OutputStream out = open(file, shape, entries.length, "<i8")) {
            ByteBuffer block = ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
            for (int entry : entries) {
                out.write(block.putLong(0, entry).array());
            }
        }
    }

    /** uint8. */
    static void write(Path file, List<Integer> shape, byte[] entries) throws IOException {
        try (OutputStream out = open(file, shape, entries.length, "|u1")) {
            out.write(entries);
        }
    }

    private static OutputStream open(Path file, List<Integer> shape, int length, String type) throws IOException {
        int size = shape.stream().mapToInt(Integer::intValue).reduce(1, Math::multiplyExact);
        if (size != length) {
            throw new IllegalArgumentException(file + ": " + length + " entries for the shape " + shape);
        }
        // One dimension needs the comma of a Python tuple.
        String tuple =
                shape.stream().map(String::valueOf).collect(Collectors.joining(", ")) + (shape.size() == 1 ? "," : "");
        String header = "{'descr': '" + type + "', 'fortran_order': False, 'shape': (" + tuple + "), }";
        int unpadded = MAGIC.length + Short.BYTES + header.length() + 1;
        int padding = (64 - unpadded % 64) % 64;
        DataOutputStream out = new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(file)));
        out.write(MAGIC);
        out.writeShort(Short.reverseBytes((short) (header.length() + padding + 1)));
        out.write((header + " ".repeat(padding) + "\n").getBytes(StandardCharsets.US_ASCII));
        return out;
    }
}
