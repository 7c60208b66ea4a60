package dev.foresight.engine.train;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A NumPy file as the tests read it. */
record Npy(String type, List<Integer> shape, ByteBuffer entries) {
    private static final Pattern HEADER =
            Pattern.compile("\\{'descr': '([^']+)', 'fortran_order': False, 'shape': \\(([^)]*)\\), \\}");

    static Npy read(Path file) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
        int length = bytes.getShort(8);
        String header = new String(bytes.array(), 10, length, StandardCharsets.US_ASCII);
        Matcher matcher = HEADER.matcher(header.strip());
        if (!matcher.matches()) {
            throw new IOException(file + ": header " + header);
        }
        List<Integer> shape = Arrays.stream(matcher.group(2).split(","))
                .map(String::strip)
                .filter(number -> !number.isEmpty())
                .map(Integer::valueOf)
                .toList();
        return new Npy(
                matcher.group(1),
                shape,
                bytes.slice(10 + length, bytes.capacity() - 10 - length).order(ByteOrder.LITTLE_ENDIAN));
    }

    float[] floats() {
        float[] values = new float[entries.capacity() / Float.BYTES];
        entries.asFloatBuffer().get(values);
        return values;
    }

    double[] doubles() {
        double[] values = new double[entries.capacity() / Double.BYTES];
        entries.asDoubleBuffer().get(values);
        return values;
    }

    int[] ints() {
        int[] values = new int[entries.capacity() / Long.BYTES];
        for (int i = 0; i < values.length; i++) {
            values[i] = Math.toIntExact(entries.getLong(i * Long.BYTES));
        }
        return values;
    }
}
