package dev.foresight.app.cli;

import dev.foresight.engine.run.RunDirectory;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Parameters;

/** The runs that a command is given: a parameter that several commands share. */
final class RunsParameter {
    @Parameters(
            arity = "1..*",
            paramLabel = "RUNS",
            description = "folders of runs, folders that contain runs, or projects")
    private List<Path> paths = List.of();

    /**
     * @param judged by what; null for the metric of each run's task
     * @throws CommandException when a path holds no runs
     */
    List<RunView> views(@Nullable Quality judged) {
        return RunFolders.of(paths, judged);
    }

    /** The same, of which only the folders are of interest. */
    List<RunDirectory> directories(@Nullable Quality judged) {
        return views(judged).stream().map(RunView::directory).toList();
    }
}
