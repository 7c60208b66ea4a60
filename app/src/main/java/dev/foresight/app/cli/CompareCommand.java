package dev.foresight.app.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code foresight compare}: the table of runs that are there. */
@Command(name = "compare", description = "Compares runs by experiment, arm and seed.", mixinStandardHelpOptions = true)
final class CompareCommand implements Callable<Integer> {
    private final Console console;

    @Parameters(
            arity = "1..*",
            paramLabel = "RUNS",
            description = "folders of runs, folders that contain runs, or projects")
    private List<Path> paths = List.of();

    @Option(names = "--json", description = "prints one JSON object")
    private boolean json;

    CompareCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        List<Comparison> comparisons = Comparison.of(RunFolders.of(paths));
        if (json) {
            console.out().println(ComparisonJson.of(comparisons).toPrettyString());
        } else {
            console.out()
                    .print(String.join(
                            System.lineSeparator(),
                            comparisons.stream().map(ComparisonText::of).toList()));
        }
        return ExitCode.OK;
    }
}
