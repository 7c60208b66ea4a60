package dev.foresight.app.project;

import dev.foresight.bench.fuzz.FuzzInput;
import dev.foresight.engine.run.RunDirectory;
import dev.foresight.engine.run.RunIoException;
import dev.foresight.plots.table.Plotted;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/** The files of a run as the window follows them: shown as far as they can be, or refused as a {@link RunIoException}. */
public final class RunReaderFuzz {
    private static final Path FOLDER = FuzzInput.folder();
    private static final List<String> FILES = List.of(
            RunDirectory.EVALUATIONS,
            RunDirectory.STEPS,
            RunDirectory.EVENTS,
            RunDirectory.PROVENANCE,
            RunDirectory.OUTCOME,
            RunDirectory.WORKER_LOG,
            RunDirectory.LEDGER,
            RunDirectory.LAYERS,
            "confusion-validation.csv");

    private static final Set<Plotted> QUANTITIES =
            Set.of(Plotted.parse("prediction/cosine/1"), Plotted.parse("cost/step"), Plotted.parse("cost/update"));

    private RunReaderFuzz() {}

    public static void fuzzerTestOneInput(byte[] input) {
        List<byte[]> contents = FuzzInput.parts(input, FILES.size());
        for (int i = 0; i < FILES.size(); i++) {
            FuzzInput.write(FOLDER.resolve(FILES.get(i)), contents.get(i));
        }
        RunReader reader = new RunReader(new RunDirectory(FOLDER), "label");
        RunCurves curves = new RunCurves();
        try {
            RunUpdate update = reader.read(true, QUANTITIES);
            curves.addSteps(update.steps());
            update.evaluations().forEach(curves::add);
            curves.add(update.quantities());
            reader.read(true, QUANTITIES);
        } catch (RunIoException expected) {
            // A file is no text.
        }
    }
}
