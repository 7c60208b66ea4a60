package dev.foresight.plots.table;

import dev.foresight.bench.fuzz.FuzzInput;
import dev.foresight.engine.run.RunDirectory;
import dev.foresight.engine.run.RunIoException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/**
 * {@code steps.csv}, {@code ledger.csv}, {@code update-times.json} and {@code events.jsonl} as the cost of a run: refused
 * as a {@link RunIoException}, or a line of the table for each phase of each span.
 */
public final class OverheadFuzz {
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

    private OverheadFuzz() {}

    public static void fuzzerTestOneInput(byte[] input) {
        List<byte[]> files = FuzzInput.parts(input, 4);
        FuzzInput.write(FOLDER.resolve(RunDirectory.STEPS), files.get(0));
        FuzzInput.write(FOLDER.resolve(RunDirectory.LEDGER), files.get(1));
        FuzzInput.write(FOLDER.resolve(RunDirectory.UPDATE_TIMES), files.get(2));
        FuzzInput.write(FOLDER.resolve(RunDirectory.EVENTS), files.get(3));
        RunDirectory run = new RunDirectory(FOLDER);
        try {
            int lines = 1;
            for (RunCost.Span span : RunCost.read(run).spans()) {
                lines += span.phases().size() + span.bytes().size();
            }
            FuzzInput.requireEqual(
                    "lines", lines, OverheadTable.lines(List.of(run)).size());
            OverheadWords.of(Overhead.of(List.of(run)).getFirst());
        } catch (RunIoException expected) {
            // A log is damaged.
        }
    }
}
