package dev.foresight.engine.data;

import dev.foresight.bench.fuzz.FuzzInput;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;

/** A file of one CIFAR-10 record: refused as a {@link DataException}, or its label and pixels are those of the file. */
public final class CifarFuzz {
    private static final Path FILE = FuzzInput.folder().resolve("data_batch_1.bin");

    private CifarFuzz() {}

    public static void fuzzerTestOneInput(byte[] input) {
        FuzzInput.write(FILE, input);
        try {
            ImagePart part = new CifarRecords(1).read(List.of(FILE), new HashMap<>());
            FuzzInput.requireEqual("label", part.labels()[0], input[0]);
            FuzzInput.requireEqual("last pixel", part.pixels()[CifarRecords.PIXELS - 1], input[input.length - 1]);
        } catch (DataException expected) {
            // The file is too short, too long or its label is none.
        }
    }
}
