package dev.foresight.app.cli;

import dev.foresight.plots.table.ComparisonWords;
import dev.foresight.plots.table.HorizonChoice;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code foresight compare}: the table of runs that are there. */
@Command(name = "compare", description = "Compares runs by experiment, arm and seed.", mixinStandardHelpOptions = true)
final class CompareCommand implements Callable<Integer> {
    private final Console console;

    @Mixin
    private RunsParameter runs = new RunsParameter();

    @Option(names = "--json", description = "prints one JSON object")
    private boolean json;

    @Mixin
    private QuestionOptions options = new QuestionOptions();

    @Option(
            names = "--target",
            paramLabel = "VALUE",
            description = "value to which steps and seconds are counted, accuracies in percent; by default the mean"
                    + " final value of the baseline")
    private @Nullable Double target;

    CompareCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        List<RunView> named = runs.views(options.quality());
        List<Comparison> comparisons = Comparison.of(named, options.question(QuestionOptions.target(target, named)));
        if (json) {
            console.out().println(ComparisonJson.of(comparisons).toPrettyString());
        } else {
            console.out()
                    .print(String.join(
                            System.lineSeparator(),
                            comparisons.stream().map(ComparisonText::of).toList()));
            HorizonChoice.perArchitecture(
                            comparisons.stream().map(Comparison::result).toList())
                    .forEach((id, choices) -> choices.forEach(choice -> console.out()
                            .println("recommended horizon for " + id + ", " + ComparisonWords.ofHorizon(choice))));
        }
        return ExitCode.OK;
    }
}
