package dev.foresight.app.cli;

import dev.foresight.engine.run.RunDirectory;
import dev.foresight.plots.table.Overhead;
import dev.foresight.plots.table.OverheadTable;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code foresight overhead}: what runs that are there cost, and what prediction adds. */
@Command(
        name = "overhead",
        description = "Tells what the arms of runs cost in time and memory, and what prediction adds.",
        mixinStandardHelpOptions = true)
final class OverheadCommand implements Callable<Integer> {
    private final Console console;

    @Parameters(
            arity = "1..*",
            paramLabel = "RUNS",
            description = "folders of runs, folders that contain runs, or projects")
    private List<Path> paths = List.of();

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
        List<RunDirectory> runs =
                RunFolders.of(paths, null).stream().map(RunView::directory).toList();
        List<Overhead> overheads = Overhead.of(runs);
        if (csv != null) {
            OverheadTable.write(runs, csv);
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
