package dev.foresight.app.project;

import dev.foresight.engine.project.Project;
import dev.foresight.engine.run.RunDirectory;
import dev.foresight.engine.spec.RunSpec;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a project's folder holds when it is opened. */
record Contents(
        Project project,
        String name,
        List<ExperimentItem> experiments,
        Map<RunDirectory, RunSpec> runs,
        List<LogLine> trouble) {

    /** Reads it; for the background. A single bad file is told and does not hide the rest. */
    static Contents read(Path folder) {
        Project project = Project.open(folder);
        List<ExperimentItem> experiments =
                project.experimentFiles().stream().map(Contents::experiment).toList();
        Map<RunDirectory, RunSpec> runs = new LinkedHashMap<>();
        List<LogLine> trouble = new ArrayList<>();
        project.runs().forEach(run -> readSpec(run, runs, trouble));
        return new Contents(project, project.name(), experiments, runs, List.copyOf(trouble));
    }

    static void readSpec(RunDirectory run, Map<RunDirectory, RunSpec> found, List<LogLine> trouble) {
        try {
            found.put(run, run.spec());
        } catch (RuntimeException unreadable) {
            trouble.add(new LogLine(
                    String.valueOf(run.folder().getFileName()), "problem", String.valueOf(unreadable.getMessage())));
        }
    }

    static ExperimentItem experiment(Path file) {
        String name = String.valueOf(file.getFileName()).replaceFirst("\\.json$", "");
        try {
            return new ExperimentItem(name, file, Project.readExperiment(file), "");
        } catch (RuntimeException malformed) {
            return new ExperimentItem(name, file, null, String.valueOf(malformed.getMessage()));
        }
    }
}
