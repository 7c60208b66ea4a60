package dev.foresight.engine.project;

import dev.foresight.engine.run.RunDirectory;
import java.nio.file.Path;
import java.util.List;

/** A project on disk: project.json, experiments/NAME.json, runs/. */
public record Project(Path folder) {
    public List<Path> experimentFiles() {
        throw new UnsupportedOperationException();
    }

    /** Newest last; folders that are no runs are skipped. */
    public List<RunDirectory> runs() {
        throw new UnsupportedOperationException();
    }

    public Path runsFolder() {
        return folder.resolve("runs");
    }
}
