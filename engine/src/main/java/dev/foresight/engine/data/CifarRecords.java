package dev.foresight.engine.data;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Files in CIFAR-10's binary form: records of one label byte (0 to 9) and 3,072 pixel bytes, the planes of red, green and
 * blue, each 32 rows of 32. Nothing stands before, between or after the records.
 */
final class CifarRecords {
    /** In the order of the labels, as batches.meta.txt of the published set has them. */
    static final List<String> CLASSES =
            List.of("airplane", "automobile", "bird", "cat", "deer", "dog", "frog", "horse", "ship", "truck");

    static final int PIXELS = 3 * 32 * 32;
    static final int RECORD = 1 + PIXELS;

    private static final String REMEDY = "; unpack cifar-10-binary.tar.gz (the binary version, for C programs, from"
            + " https://www.cs.toronto.edu/~kriz/cifar.html) again";

    private final int recordsPerFile;

    /** @param recordsPerFile how many records each file must hold: 10,000 in the published set */
    CifarRecords(int recordsPerFile) {
        this.recordsPerFile = recordsPerFile;
    }

    /** What is wrong with a file as far as it shows without reading it; empty when nothing is. */
    Optional<String> problem(Path file) {
        if (!Files.isRegularFile(file)) {
            return Optional.of(file + ": missing, expected a file of " + expected());
        }
        long found;
        try {
            found = Files.size(file);
        } catch (IOException e) {
            return Optional.of(file + ": cannot be read (" + e.getMessage() + "); expected a file of " + expected());
        }
        return sizeProblem(file, found);
    }

    /**
     * Reads files one after the other into one part.
     *
     * @param facts receives size and checksum of each file
     */
    ImagePart read(List<Path> files, Map<String, String> facts) {
        int records = Math.multiplyExact(files.size(), recordsPerFile);
        ImagePart part = new ImagePart(new byte[Math.multiplyExact(records, PIXELS)], new byte[records]);
        for (int i = 0; i < files.size(); i++) {
            read(files.get(i), part, i * recordsPerFile, facts);
        }
        return part;
    }

    private void read(Path file, ImagePart part, int first, Map<String, String> facts) {
        problem(file).ifPresent(problem -> {
            throw new DataException(problem + REMEDY);
        });
        byte[] content;
        try {
            content = Files.readAllBytes(file);
        } catch (IOException e) {
            throw new DataException(file + ": cannot be read (" + e.getMessage() + ")", e);
        }
        // The file may have changed between the two looks at it.
        sizeProblem(file, content.length).ifPresent(problem -> {
            throw new DataException(problem + REMEDY);
        });
        for (int record = 0; record < recordsPerFile; record++) {
            int offset = record * RECORD;
            int label = content[offset] & 0xff;
            if (label >= CLASSES.size()) {
                throw new DataException(String.format(
                        Locale.ROOT,
                        "%s: record %,d of %,d (byte offset %,d): found label %d, allowed 0 to %d; the file is damaged"
                                + " or not in CIFAR-10's binary form%s",
                        file,
                        record + 1,
                        recordsPerFile,
                        offset,
                        label,
                        CLASSES.size() - 1,
                        REMEDY));
            }
            part.labels()[first + record] = (byte) label;
            System.arraycopy(content, offset + 1, part.pixels(), (first + record) * PIXELS, PIXELS);
        }
        Checksum.record(String.valueOf(file.getFileName()), content, facts);
    }

    private Optional<String> sizeProblem(Path file, long found) {
        long expected = (long) recordsPerFile * RECORD;
        if (found == expected) {
            return Optional.empty();
        }
        String where = found < expected
                ? String.format(
                        Locale.ROOT, "truncated: it ends in record %,d at byte offset %,d", found / RECORD + 1, found)
                : String.format(
                        Locale.ROOT,
                        "too large: %,d bytes after record %,d, from byte offset %,d on",
                        found - expected,
                        recordsPerFile,
                        expected);
        return Optional.of(
                String.format(Locale.ROOT, "%s: %s; found %,d bytes, expected %s", file, where, found, expected()));
    }

    private String expected() {
        return String.format(
                Locale.ROOT, "%,d bytes (%,d records of %,d)", (long) recordsPerFile * RECORD, recordsPerFile, RECORD);
    }
}
