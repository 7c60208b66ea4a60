package dev.foresight.app.welcome;

import dev.foresight.engine.project.Project;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The sample project, copied into the user's folder so that it can be changed freely and the original stays. */
public final class WelcomeSample {
    /** Where the program's own sample projects lie; set by the launcher. */
    public static final String SAMPLES = "foresight.samples";

    /** Where projects of this user lie; {@code ~/Foresight} unless set. */
    public static final String HOME = "foresight.home";

    private static final String NAME = "welcome";

    private WelcomeSample() {}

    public static Path home() {
        String set = System.getProperty(HOME, "");
        return set.isBlank() ? Path.of(System.getProperty("user.home"), "Foresight") : Path.of(set);
    }

    /**
     * The user's copy, made if it is not there; empty when the program came without samples.
     *
     * @throws IOException when it cannot be copied
     */
    public static Optional<Path> open() throws IOException {
        Path copy = home().resolve(NAME);
        if (Project.isProject(copy)) {
            return Optional.of(copy);
        }
        String samples = System.getProperty(SAMPLES, "");
        Path original = Path.of(samples).resolve(NAME);
        if (samples.isBlank() || !Project.isProject(original)) {
            return Optional.empty();
        }
        copy(original, copy);
        return Optional.of(copy);
    }

    private static void copy(Path from, Path to) throws IOException {
        List<Path> files;
        try (Stream<Path> all = Files.walk(from)) {
            files = all.toList();
        }
        for (Path file : files) {
            Path target = to.resolve(from.relativize(file).toString());
            if (Files.isDirectory(file)) {
                Files.createDirectories(target);
            } else if (!file.getFileName().toString().equals(Project.FILE)) {
                Files.copy(file, target, StandardCopyOption.REPLACE_EXISTING);
            }
        }
        // Last, because it makes the folder a project: a copy cut short is made again next time.
        Files.copy(from.resolve(Project.FILE), to.resolve(Project.FILE));
    }
}
