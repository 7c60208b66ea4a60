package dev.foresight.app.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A command line executed in this process, and what it said. */
record CommandLineRun(int code, String out, String err) {
    static final String TINY = """
            {
              "format": 1, "name": "tiny", "task": "image-classification",
              "architecture": {"id": "mlp", "parameters": {"hidden": 8}},
              "data": {"id": "shapes", "trainExamples": 64, "validationExamples": 32},
              "arms": [
                {"name": "AdamW", "rule": {"id": "adamw"}},
                {"name": "WP s=1", "rule": {"id": "adamw"}, "horizon": 1}
              ],
              "training": {"length": {"steps": 3}, "batch": 16},
              "execution": {"threads": 1},
              "seeds": [1]
            }
            """;

    static CommandLineRun of(String... arguments) {
        return with(List.of("no-such-program"), arguments);
    }

    static CommandLineRun with(List<String> workerCommand, String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        Console console = new Console(new PrintWriter(out), new PrintWriter(err), false, () -> workerCommand);
        int code = ForesightCommand.execute(console, arguments);
        return new CommandLineRun(code, out.toString(), err.toString());
    }

    static Path tinySpec(Path folder) throws IOException {
        return Files.writeString(folder.resolve("tiny.json"), TINY);
    }
}
