package dev.foresight.bench.fuzz;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** What targets need to make files out of bytes. */
public final class FuzzInput {
    /** Parts the files of an input that stands for several: ASCII's record separator, which no text of ours has. */
    private static final byte SEPARATOR = 0x1e;

    private FuzzInput() {}

    /** A folder for the files of a target, for as long as its process lives. */
    public static Path folder() {
        try {
            return Files.createTempDirectory("fuzz");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static void write(Path file, byte[] content) {
        try {
            Files.write(file, content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** As text, malformed bytes replaced. */
    public static String text(byte[] input) {
        return new String(input, StandardCharsets.UTF_8);
    }

    /** What a file of this text gives back: a text that has no form in UTF-8 comes back changed. */
    public static String throughAFile(String text) {
        return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
    }

    /** The contents of so many files; those after the last separator are empty. */
    public static List<byte[]> parts(byte[] input, int count) {
        List<byte[]> parts = new ArrayList<>();
        int start = 0;
        for (int i = 0; i < input.length && parts.size() < count - 1; i++) {
            if (input[i] == SEPARATOR) {
                parts.add(Arrays.copyOfRange(input, start, i));
                start = i + 1;
            }
        }
        parts.add(Arrays.copyOfRange(input, start, input.length));
        while (parts.size() < count) {
            parts.add(new byte[0]);
        }
        return parts;
    }

    /** Two values that a promise says are equal. */
    public static void requireEqual(String promise, Object one, Object other) {
        if (!one.equals(other)) {
            throw new AssertionError(promise + ": " + one + " became " + other);
        }
    }
}
