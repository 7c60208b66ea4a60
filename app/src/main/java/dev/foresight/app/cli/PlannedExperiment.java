package dev.foresight.app.cli;

import dev.foresight.engine.data.Dataset;
import dev.foresight.engine.project.Control;
import dev.foresight.engine.project.Project;
import dev.foresight.engine.project.SpecValidation;
import dev.foresight.engine.run.RunDirectory;
import dev.foresight.engine.run.RunIoException;
import dev.foresight.engine.spec.ComponentSpec;
import dev.foresight.engine.spec.ExperimentSpec;
import dev.foresight.engine.spec.Parameter;
import dev.foresight.engine.spec.Registry;
import dev.foresight.engine.spec.SpecProblem;
import dev.foresight.engine.sweep.SweepSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An experiment that is about to run, found valid.
 *
 * @param output the folder that receives {@code runs/} and {@code figures/}
 * @param warnings what is unusual in it
 */
record PlannedExperiment(ExperimentSpec spec, Path output, List<SpecProblem> warnings) {
    /** As {@link #of(Path, Map, List, Path)} without controls added. */
    static List<PlannedExperiment> of(Path path, Map<String, String> changes, @Nullable Path out) {
        return of(path, changes, List.of(), out);
    }

    /**
     * The experiments of a path: the spec in a file, or all of a project's.
     *
     * @param changes values changed by path
     * @param controls arms added to each, where they are not there yet
     * @param out the output folder; by default the project, or for a spec outside any project NAME-results in the
     *     working folder
     * @throws CommandException when there is nothing to run
     */
    static List<PlannedExperiment> of(
            Path path, Map<String, String> changes, List<Control> controls, @Nullable Path out) {
        List<Path> files = Files.isDirectory(path) ? Project.open(path).experimentFiles() : List.of(path);
        if (files.isEmpty()) {
            throw new CommandException(
                    ExitCode.USAGE,
                    path + ": the project has no experiments; put one at "
                            + path.resolve("experiments").resolve("NAME.json"));
        }
        List<PlannedExperiment> planned = new ArrayList<>();
        for (Path file : files) {
            ExperimentSpec spec = controlled(file, Project.readExperiment(file, changes), controls);
            List<SpecProblem> warnings = SpecValidation.require(spec, file.toString());
            planned.add(new PlannedExperiment(spec, out == null ? defaultOutput(file, spec.name()) : out, warnings));
        }
        return planned;
    }

    /**
     * The experiments of a sweep.
     *
     * @param file where it stands
     * @throws dev.foresight.engine.spec.InvalidSpecException when a cell is none that can run; then none is run
     */
    static List<PlannedExperiment> of(SweepSpec sweep, Path file, @Nullable Path out) {
        List<PlannedExperiment> planned = new ArrayList<>();
        for (ExperimentSpec spec : sweep.expand()) {
            List<SpecProblem> warnings = SpecValidation.require(spec, file + ", \"" + spec.name() + "\"");
            planned.add(new PlannedExperiment(spec, out == null ? defaultOutput(file, sweep.name()) : out, warnings));
        }
        return planned;
    }

    private static ExperimentSpec controlled(Path file, ExperimentSpec spec, List<Control> controls) {
        // Arms that cannot run have no controls; what is wrong with them is told in full.
        if (!controls.isEmpty()) {
            SpecValidation.require(spec, file.toString());
        }
        ExperimentSpec controlled = spec;
        for (Control control : controls) {
            if (!Control.apply(controlled)) {
                throw new CommandException(ExitCode.USAGE, file + ": --controls: " + Control.NOTHING_TO_CONTROL);
            }
            controlled = control.addTo(controlled);
        }
        return controlled;
    }

    private static Path defaultOutput(Path file, String name) {
        Path folder = file.toAbsolutePath().normalize().getParent();
        Path above = folder == null ? null : folder.getParent();
        return above != null && Project.isProject(above) ? above : Path.of(name + "-results");
    }

    /** Folders of data that its spec names and that lie outside the project. */
    List<Path> foldersElsewhere() {
        ComponentSpec set = spec.data().set();
        Path project = output.toAbsolutePath().normalize();
        return Registry.of(Dataset.class).get(set.id()).parameters().stream()
                .filter(Parameter.Location.class::isInstance)
                .map(parameter -> set.parameters().get((Parameter.Location) parameter))
                .filter(folder -> !folder.isBlank())
                .map(folder -> Path.of(folder).toAbsolutePath().normalize())
                .filter(folder -> !folder.startsWith(project))
                .toList();
    }

    /** Writes the folders of its runs, which then wait for a worker. */
    List<RunDirectory> createRuns() {
        prepare();
        Path runs = output.resolve("runs");
        return spec.runs().stream().map(run -> RunDirectory.create(runs, run)).toList();
    }

    /** Makes its folders where they are missing. */
    void prepare() {
        try {
            Files.createDirectories(figures());
        } catch (IOException e) {
            throw new RunIoException(figures(), "cannot make", e, "choose a folder that you may write to with --out");
        }
    }

    Path figures() {
        return output.resolve("figures");
    }
}
