package dev.foresight.app.shell;

import dev.foresight.app.SampleRuns;
import dev.foresight.app.experiment.ExperimentTemplate;
import dev.foresight.engine.project.Project;
import dev.foresight.engine.run.RunDirectory;
import dev.foresight.engine.run.RunOutcome;
import java.nio.file.Path;
import java.util.List;

/** Writes a project with invented runs to look at: {@code FOLDER}. */
public final class SampleProject {
    private SampleProject() {}

    public static void main(String[] args) {
        Project project = SampleRuns.project(Path.of(args[0]));
        List<RunDirectory> runs =
                SampleRuns.create(project, ExperimentTemplate.all().getFirst().spec());
        SampleRuns.confuse(runs.get(0), "validation", 50);
        SampleRuns.fill(runs.get(0), 5, 60);
        SampleRuns.complete(runs.get(0), 300);
        SampleRuns.fill(runs.get(1), 4, 60);
        runs.get(1).end(new RunOutcome.Failed("the worker was ended from outside (exit code 137); see worker.log"));
    }
}
