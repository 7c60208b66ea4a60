package dev.foresight.app.cli;

import dev.foresight.engine.run.RunDirectory;
import dev.foresight.plots.table.Overhead;
import dev.foresight.plots.table.OverheadTable;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code foresight overhead}: what runs that are there cost, and what prediction adds. */
@Command(
        name = "overhead",
        description = "Tells what the arms of runs cost in time and memory, and what prediction adds.",
        mixinStandardHelpOptions = true)
final class OverheadCommand implements Callable<Integer> {
    private final Console console;

    @Mixin
    private RunsParameter runs = new RunsParameter();

    @Option(names = "--json", description = "prints one JSON object")
    private boolean json;

    @Option(
            names = "--csv",
            paramLabel = "FILE",
            description = "writes the ledgers of all runs as one long table, seconds a step and bytes")
    private @Nullable Path csv;

    OverheadCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        List<RunDirectory> named = runs.directories(null);
        List<Overhead> overheads = Overhead.of(named);
        if (csv != null) {
            OverheadTable.write(named, csv);
        }
        if (json) {
            console.out().println(OverheadJson.of(overheads).toPrettyString());
        } else {
            console.out()
                    .print(String.join(
                            System.lineSeparator(),
                            overheads.stream().map(OverheadText::of).toList()));
            if (csv != null) {
                console.out().println("wrote " + csv);
            }
        }
        return ExitCode.OK;
    }
}
