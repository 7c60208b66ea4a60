package dev.foresight.app.cli;

import dev.foresight.engine.project.Control;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code foresight run}: trains every arm of an experiment with every seed and compares them. */
@Command(
        name = "run",
        description = "Runs an experiment, or all experiments of a project, and compares its arms.",
        mixinStandardHelpOptions = true)
final class RunCommand implements Callable<Integer> {
    private final Console console;

    @Parameters(index = "0", paramLabel = "PATH", description = "the file of an experiment, or the folder of a project")
    private Path path = Path.of("");

    @Option(
            names = "--set",
            paramLabel = "path=value",
            description = {
                "changes a value of the spec; may be repeated",
                "for example --set arms[0].learningRate=0.01 --set training.batch=64"
            })
    private Map<String, String> changes = new LinkedHashMap<>();

    @Option(
            names = "--controls",
            paramLabel = "LIST",
            description = {
                "adds arms that rule out other explanations of a gain: no-prediction, larger-rate, nesterov, nadam,"
                        + " random, backward, separated by commas, or all"
            })
    private String controls = "";

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "folder for runs/ and figures/; by default the project, or NAME-results for a single file")
    private @Nullable Path out;

    @Option(
            names = "--threads",
            paramLabel = "N",
            description = "computing threads of a run; 0 for what suits the machine")
    private @Nullable Integer threads;

    @Mixin
    private SlotOption slots = new SlotOption();

    @Option(names = "--json", description = "prints the comparison as one JSON object")
    private boolean json;

    RunCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        Map<String, String> all = new LinkedHashMap<>(changes);
        if (threads != null) {
            all.put("execution.threads", threads.toString());
        }
        return ExperimentRunner.run(PlannedExperiment.of(path, all, controls(), out), slots.slots(), json, console);
    }

    private List<Control> controls() {
        try {
            return controls.isBlank() ? List.of() : Control.parse(controls);
        } catch (IllegalArgumentException none) {
            throw new CommandException(ExitCode.USAGE, "--controls: " + none.getMessage());
        }
    }
}
