package dev.foresight.engine.project;

import dev.foresight.bench.fuzz.FuzzInput;
import java.nio.file.Path;

/** {@code project.json}: refused as a {@link ProjectException}, or read, and it reads back equal. */
public final class ProjectFileFuzz {
    private static final Path FILE = FuzzInput.folder().resolve(Project.FILE);

    private ProjectFileFuzz() {}

    public static void fuzzerTestOneInput(byte[] input) {
        FuzzInput.write(FILE, input);
        ProjectFile project;
        try {
            project = ProjectFile.read(FILE);
        } catch (ProjectException expected) {
            return;
        }
        FuzzInput.write(FILE, project.json().getBytes(java.nio.charset.StandardCharsets.UTF_8));
        FuzzInput.requireEqual("written and read", project, ProjectFile.read(FILE));
    }
}
