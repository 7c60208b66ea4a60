package dev.foresight.engine.run;

import dev.foresight.bench.fuzz.FuzzInput;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** A confusion matrix: refused as a {@link RunIoException}, or read, and it reads back equal. */
public final class ConfusionTableFuzz {
    private static final Path FOLDER = FuzzInput.folder();

    private ConfusionTableFuzz() {}

    public static void fuzzerTestOneInput(byte[] input) {
        RunDirectory run = new RunDirectory(FOLDER);
        FuzzInput.write(run.file(ConfusionTable.file("test")), input);
        ConfusionTable table;
        try {
            table = ConfusionTable.read(run, "test").orElseThrow();
        } catch (RunIoException expected) {
            return;
        }
        FuzzInput.write(run.file(ConfusionTable.file("test")), table.text().getBytes(StandardCharsets.UTF_8));
        FuzzInput.requireEqual(
                "written and read", table, ConfusionTable.read(run, "test").orElseThrow());
    }
}
