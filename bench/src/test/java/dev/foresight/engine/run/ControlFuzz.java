package dev.foresight.engine.run;

import dev.foresight.bench.fuzz.FuzzInput;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** {@code control.jsonl}: every line that is not blank is a request or is told as unknown. */
public final class ControlFuzz {
    private static final Path FOLDER = FuzzInput.folder();

    private ControlFuzz() {}

    public static void fuzzerTestOneInput(byte[] input) {
        RunDirectory run = new RunDirectory(FOLDER);
        FuzzInput.write(run.file(RunDirectory.CONTROL), input);
        List<String> unknown = new ArrayList<>();
        List<Control> requests = new ControlReader(run, unknown::add).poll();
        FuzzInput.requireEqual(
                "lines", run.follow(RunDirectory.CONTROL).newRows().size(), requests.size() + unknown.size());
        ControlReader.pauseRequested(run);
    }
}
