package dev.foresight.plots.table;

import dev.foresight.bench.fuzz.FuzzInput;
import dev.foresight.engine.run.RunDirectory;
import dev.foresight.engine.run.RunIoException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import tech.tablesaw.api.Table;

/** {@code steps.csv} and {@code evaluations.csv} as a table: refused as a {@link RunIoException}, or a row a number. */
public final class RunTableFuzz {
    private static final Path FOLDER = FuzzInput.folder();

    static {
        FuzzInput.write(FOLDER.resolve(RunDirectory.SPEC), """
                {"format": 1, "arm": "AdamW", "seed": 1, "experiment": {
                  "format": 1, "name": "tiny", "task": "image-classification",
                  "architecture": {"id": "mlp"}, "data": {"id": "shapes"},
                  "arms": [{"name": "AdamW", "rule": {"id": "adamw"}}],
                  "training": {"length": {"steps": 3}}}}
                """.getBytes(StandardCharsets.UTF_8));
    }

    private RunTableFuzz() {}

    public static void fuzzerTestOneInput(byte[] input) {
        List<byte[]> logs = FuzzInput.parts(input, 2);
        FuzzInput.write(FOLDER.resolve(RunDirectory.STEPS), logs.get(0));
        FuzzInput.write(FOLDER.resolve(RunDirectory.EVALUATIONS), logs.get(1));
        RunDirectory run = new RunDirectory(FOLDER);
        try {
            Table table = RunTable.of(List.of(run));
            int rows = 3 * run.follow(RunDirectory.STEPS).newRows().size()
                    + run.follow(RunDirectory.EVALUATIONS).newRows().size();
            FuzzInput.requireEqual("rows", rows, table.rowCount());
        } catch (RunIoException expected) {
            // A log is damaged.
        }
    }
}
