package dev.foresight.app.cli;

import dev.foresight.engine.project.Project;
import dev.foresight.engine.run.RunDirectory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The runs that a command line names: folders of runs, folders that contain runs, or projects. */
final class RunFolders {
    private RunFolders() {}

    /**
     * @param judged by what; null for the metric of each run's task
     * @throws CommandException when a path holds no runs
     */
    static List<RunView> of(List<Path> paths, @Nullable Quality judged) {
        List<RunView> runs = new ArrayList<>();
        for (Path path : paths) {
            List<RunDirectory> found = in(path);
            if (found.isEmpty()) {
                throw new CommandException(
                        ExitCode.USAGE,
                        path + ": no runs there; name the folder of a run, a folder with runs, or a project");
            }
            found.forEach(run -> runs.add(new RunView(run, judged)));
        }
        return runs;
    }

    /** The runs of a path, of which there may be none. */
    static List<RunDirectory> in(Path path) {
        if (isRun(path)) {
            return List.of(new RunDirectory(path));
        }
        if (Files.isDirectory(path.resolve("runs"))) {
            return new Project(path).runs();
        }
        if (!Files.isDirectory(path)) {
            return List.of();
        }
        try (Stream<Path> entries = Files.list(path)) {
            return entries.filter(RunFolders::isRun)
                    .sorted()
                    .map(RunDirectory::new)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(path + ": cannot be listed; check its rights", e);
        }
    }

    private static boolean isRun(Path folder) {
        return Files.isRegularFile(folder.resolve(RunDirectory.SPEC));
    }
}
