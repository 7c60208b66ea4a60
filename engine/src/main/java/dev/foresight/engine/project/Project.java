package dev.foresight.engine.project;

import dev.foresight.engine.run.AtomicFile;
import dev.foresight.engine.run.RunDirectory;
import dev.foresight.engine.run.SmallFile;
import dev.foresight.engine.spec.ExperimentSpec;
import dev.foresight.engine.spec.SpecJson;
import dev.foresight.engine.spec.SpecRanges;
import dev.foresight.engine.sweep.SweepSpec;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * A project on disk: project.json, experiments/NAME.json, sweeps/NAME.json, runs/, and deleted/ for runs that somebody deleted. Runs are
 * written by others; it lists them and moves them aside.
 */
public record Project(Path folder) {
    public static final String FILE = "project.json";
    private static final String EXPERIMENTS = "experiments";
    private static final String SWEEPS = "sweeps";

    /** Whether a folder looks like a project, without reading anything. */
    public static boolean isProject(Path folder) {
        return Files.isRegularFile(folder.resolve(FILE));
    }

    /**
     * @throws ProjectException when the folder is none, is no project or was written by a newer version
     */
    public static Project open(Path folder) {
        if (!Files.isDirectory(folder)) {
            throw new ProjectException(folder, "no such folder; the folder of a project is expected");
        }
        if (!isProject(folder)) {
            throw new ProjectException(
                    folder, "not a Foresight project, because it holds no " + FILE + "; choose the folder that does");
        }
        ProjectFile.read(folder.resolve(FILE));
        return new Project(folder);
    }

    /**
     * Makes a project in a new or empty folder.
     *
     * @throws ProjectException when it already is a project or cannot be written
     */
    public static Project create(Path folder, String name, String description) {
        if (isProject(folder)) {
            throw new ProjectException(folder, "already is a project; open it, or choose another folder");
        }
        Project project = new Project(folder);
        try {
            Files.createDirectories(folder.resolve(EXPERIMENTS));
            Files.createDirectories(project.runsFolder());
        } catch (IOException e) {
            throw new ProjectException(folder, "cannot be made; choose a folder that you may write to", e);
        }
        AtomicFile.replace(folder.resolve(FILE), new ProjectFile(name, description).json());
        return project;
    }

    public String name() {
        return ProjectFile.read(folder.resolve(FILE)).name();
    }

    public String description() {
        return ProjectFile.read(folder.resolve(FILE)).description();
    }

    /** Experiments by name of file. */
    public List<Path> experimentFiles() {
        return jsonFiles(EXPERIMENTS);
    }

    /** Sweeps by name of file. */
    public List<Path> sweepFiles() {
        return jsonFiles(SWEEPS);
    }

    private List<Path> jsonFiles(String name) {
        return list(
                folder.resolve(name),
                file -> file.getFileName().toString().endsWith(".json") && Files.isRegularFile(file));
    }

    /**
     * Where the experiment of this name lies: always in this project, for a name with a path in it is refused.
     *
     * @throws ProjectException when the name cannot be that of a file
     */
    public Path experimentFile(String name) {
        return file(EXPERIMENTS, "an experiment", name);
    }

    /**
     * Where the sweep of this name lies, as {@link #experimentFile}.
     *
     * @throws ProjectException when the name cannot be that of a file
     */
    public Path sweepFile(String name) {
        return file(SWEEPS, "a sweep", name);
    }

    private Path file(String where, String what, String name) {
        if (!SpecRanges.isFileName(name)) {
            throw new ProjectException(
                    folder, what + " cannot be called \"" + name + "\"; allowed: " + SpecRanges.FILE_NAMES);
        }
        return folder.resolve(where).resolve(name + ".json");
    }

    /**
     * The experiment in a file.
     *
     * @throws ProjectException when it cannot be read
     * @throws dev.foresight.engine.spec.InvalidSpecException with all problems of form
     */
    public static ExperimentSpec readExperiment(Path file) {
        return readExperiment(file, Map.of());
    }

    /** The same, with values changed by path as {@link SpecJson#read(String, String, Map)} does. */
    public static ExperimentSpec readExperiment(Path file, Map<String, String> changes) {
        return SpecJson.read(text(file, "an experiment"), file.toString(), changes);
    }

    /**
     * The sweep in a file.
     *
     * @throws ProjectException when it cannot be read
     * @throws dev.foresight.engine.spec.InvalidSpecException with all problems of form
     */
    public static SweepSpec readSweep(Path file) {
        return SweepSpec.read(readSweepText(file), file.toString());
    }

    /**
     * The text of a sweep's file, for those who change a part of it.
     *
     * @throws ProjectException when it cannot be read
     */
    public static String readSweepText(Path file) {
        return text(file, "a sweep");
    }

    private static String text(Path file, String what) {
        try {
            return SmallFile.read(file);
        } catch (NoSuchFileException e) {
            throw new ProjectException(file, "no such file; the file of " + what + " is expected");
        } catch (CharacterCodingException e) {
            throw new ProjectException(file, "not a text in UTF-8; save it as UTF-8");
        } catch (IOException e) {
            throw new ProjectException(file, "cannot be read; check that it may be read", e);
        }
    }

    /**
     * Writes an experiment to experiments/NAME.json, in place of an earlier one. A link of that name is replaced; what it
     * points to stays as it is.
     *
     * @throws ProjectException when the folder cannot be written, or is a link that leads out of the project
     */
    public Path save(ExperimentSpec spec) {
        return write(experimentFile(spec.name()), EXPERIMENTS, SpecJson.write(spec));
    }

    /**
     * Writes a sweep to sweeps/NAME.json, in place of an earlier one, as {@link #save} does an experiment.
     *
     * @param name of the file
     * @throws ProjectException as {@link #save}
     */
    public Path saveSweep(String name, String text) {
        return write(sweepFile(name), SWEEPS, text);
    }

    private Path write(Path file, String where, String text) {
        Path parent = folder.resolve(where);
        try {
            Files.createDirectories(parent);
            Path real = parent.toRealPath();
            if (!real.startsWith(folder.toRealPath())) {
                throw new ProjectException(
                        file,
                        "is not written, because " + parent + " is a link to " + real
                                + ", outside the project; put a folder in place of the link");
            }
        } catch (IOException e) {
            throw new ProjectException(file, "cannot be written; check the rights of the folder", e);
        }
        AtomicFile.replace(file, text);
        return file;
    }

    /**
     * Writes a new experiment to experiments/NAME.json.
     *
     * @return empty when there is a file of that name already, whoever made it; it is left alone
     */
    public Optional<Path> add(ExperimentSpec spec) {
        Path file = experimentFile(spec.name());
        try {
            Files.createDirectories(file.getParent());
            // The name is taken in one step; what stands under it comes whole, as always.
            Files.createFile(file);
        } catch (FileAlreadyExistsException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new ProjectException(file, "cannot be written; check the rights of the folder", e);
        }
        return Optional.of(save(spec));
    }

    /** Newest last; folders that are no runs are skipped. */
    public List<RunDirectory> runs() {
        return runsIn(runsFolder());
    }

    static List<RunDirectory> runsIn(Path folder) {
        return list(folder, run -> Files.isRegularFile(run.resolve(RunDirectory.SPEC))).stream()
                .map(RunDirectory::new)
                .toList();
    }

    /** Runs that were deleted and can be restored. */
    public DeletedRuns deleted() {
        return new DeletedRuns(folder.resolve("deleted"));
    }

    /**
     * Moves a run to the deleted ones; nothing of it is lost.
     *
     * @return where it lies now
     * @throws ProjectException when a living worker has it, or it cannot be moved
     */
    public RunDirectory delete(RunDirectory run) {
        return deleted().take(run);
    }

    /**
     * Moves a deleted run back among the others.
     *
     * @return where it lies now
     * @throws ProjectException when it cannot be moved
     */
    public RunDirectory restore(RunDirectory run) {
        return deleted().restore(run, runsFolder());
    }

    public Path runsFolder() {
        return folder.resolve("runs");
    }

    /** Names of runs begin with their time, so their order is that of their age. */
    private static List<Path> list(Path folder, Predicate<Path> wanted) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.filter(wanted).sorted().toList();
        } catch (IOException e) {
            throw new ProjectException(folder, "cannot be listed; check its rights", e);
        }
    }
}
