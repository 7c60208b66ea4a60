package dev.foresight.engine.run;

import dev.foresight.bench.fuzz.FuzzInput;
import java.nio.file.Path;

/** A tensor file: its tensors, or a {@link RunIoException}; memory stays within what the file's size allows. */
public final class TensorFileFuzz {
    private static final Path FILE = FuzzInput.folder().resolve("tensors.safetensors");

    private TensorFileFuzz() {}

    public static void fuzzerTestOneInput(byte[] input) {
        FuzzInput.write(FILE, input);
        try (TensorFile file = TensorFile.open(FILE)) {
            long entries = 0;
            for (String name : file.names()) {
                entries += file.read(name).length;
            }
            if (entries * Float.BYTES > input.length) {
                throw new AssertionError(entries + " entries came out of " + input.length + " bytes");
            }
        } catch (RunIoException expected) {
            // It is no such file.
        }
    }
}
