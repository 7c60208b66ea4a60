package dev.foresight.app.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
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

    @Option(
            names = "--metric",
            paramLabel = "NAME",
            description = "by what: accuracy, top5_accuracy, perplexity, bits_per_token, bits_per_character or loss;"
                    + " by default the task's own")
    private @Nullable String metric;

    CompareCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        List<Comparison> comparisons = Comparison.of(RunFolders.of(paths, Quality.named(metric)));
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
