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
        List<SweepItem> sweeps,
        Map<RunDirectory, RunSpec> runs,
        List<LogLine> trouble) {

    /** Reads it; for the background. A single bad file is told and does not hide the rest. */
    static Contents read(Path folder, SpecPool pool) {
        Project project = Project.open(folder);
        List<ExperimentItem> experiments =
                project.experimentFiles().stream().map(Contents::experiment).toList();
        List<SweepItem> sweeps =
                project.sweepFiles().stream().map(Contents::sweep).toList();
        Map<RunDirectory, RunSpec> runs = new LinkedHashMap<>();
        List<LogLine> trouble = new ArrayList<>();
        project.runs().forEach(run -> readSpec(run, pool, runs, trouble));
        return new Contents(project, project.name(), experiments, sweeps, runs, List.copyOf(trouble));
    }

    static void readSpec(RunDirectory run, SpecPool pool, Map<RunDirectory, RunSpec> found, List<LogLine> trouble) {
        try {
            found.put(run, pool.pooled(run.spec()));
        } catch (RuntimeException unreadable) {
            trouble.add(new LogLine(
                    String.valueOf(run.folder().getFileName()), "problem", String.valueOf(unreadable.getMessage())));
        }
    }

    static SweepItem sweep(Path file) {
        String name = String.valueOf(file.getFileName()).replaceFirst("\\.json$", "");
        try {
            return new SweepItem(name, file, Project.readSweep(file).name(), "");
        } catch (RuntimeException malformed) {
            return new SweepItem(name, file, name, String.valueOf(malformed.getMessage()));
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
