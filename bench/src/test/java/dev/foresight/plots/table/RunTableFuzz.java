package dev.foresight.plots.table;

import dev.foresight.bench.fuzz.FuzzInput;
import dev.foresight.engine.run.RunDirectory;
import dev.foresight.engine.run.RunIoException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import tech.tablesaw.api.Table;

/**
 * {@code steps.csv} and {@code evaluations.csv} as a table, and {@code layers.csv}: refused as a {@link RunIoException}, or
 * a row a number.
 */
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
        List<byte[]> logs = FuzzInput.parts(input, 3);
        FuzzInput.write(FOLDER.resolve(RunDirectory.STEPS), logs.get(0));
        FuzzInput.write(FOLDER.resolve(RunDirectory.EVALUATIONS), logs.get(1));
        FuzzInput.write(FOLDER.resolve(RunDirectory.LAYERS), logs.get(2));
        RunDirectory run = new RunDirectory(FOLDER);
        readTable(run);
        readSamples(run);
    }

    private static void readTable(RunDirectory run) {
        try {
            Table table = RunTable.of(List.of(run));
            int rows = 3 * run.follow(RunDirectory.STEPS).newRows().size()
                    + run.follow(RunDirectory.EVALUATIONS).newRows().size();
            FuzzInput.requireEqual("rows", rows, table.rowCount());
        } catch (RunIoException expected) {
            // A log is damaged.
        }
    }

    private static void readSamples(RunDirectory run) {
        try {
            int samples = Samples.of(run, all -> true).size();
            int rows = run.follow(RunDirectory.LAYERS).newRows().size();
            FuzzInput.requireEqual("samples", rows, samples);
            for (String layer : PredictionQuality.layers(List.of(run))) {
                PredictionQuality.of(List.of(run), layer).forEach(PredictionQuality::verdict);
            }
        } catch (RunIoException expected) {
            // The log is damaged, or those that say what else was measured.
        }
    }
}
