package dev.foresight.bench.fuzz;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * One parser under test.
 *
 * @param className its class, which has a method {@code fuzzerTestOneInput(byte[])}
 */
public record FuzzTarget(String className) {
    /** Everything that reads what the program did not write a moment ago itself. */
    public static final List<FuzzTarget> ALL = Stream.of(
                    "engine.project.ExperimentFuzz",
                    "engine.project.ProjectFileFuzz",
                    "engine.spec.RunSpecFuzz",
                    "engine.spec.SpecChangesFuzz",
                    "engine.sweep.SweepFuzz",
                    "engine.graph.LayerGraphFuzz",
                    "engine.run.OutcomeFuzz",
                    "engine.run.ControlFuzz",
                    "engine.run.LogFollowerFuzz",
                    "engine.run.ConfusionTableFuzz",
                    "engine.run.RunLockFuzz",
                    "engine.run.TensorFileFuzz",
                    "engine.run.CheckpointFuzz",
                    "engine.data.CifarFuzz",
                    "engine.data.TextFuzz",
                    "plots.table.OverheadFuzz",
                    "plots.table.RunTableFuzz",
                    "app.project.RunReaderFuzz")
            .map(name -> new FuzzTarget("dev.foresight." + name))
            .toList();

    /** All of them in one process, which takes less time than a process for each. */
    static final FuzzTarget EVERY = new FuzzTarget(EveryParser.class.getName());

    /** Inputs lie beside the sources, a folder a target. */
    private static final Path INPUTS = Path.of("src", "test", "fuzz");

    public String name() {
        return className.substring(className.lastIndexOf('.') + 1);
    }

    /** Well-formed inputs to begin with, and each input that ever broke a promise; the module's folder is the current one. */
    public Path folder() {
        return INPUTS.resolve(name());
    }

    /** What fuzzing begins with. */
    List<byte[]> inputs() {
        return equals(EVERY)
                ? EveryParser.inputs()
                : inputFiles().stream().map(FuzzTarget::read).toList();
    }

    /** Words that inputs are mixed with. */
    public static Path dictionary() {
        return INPUTS.resolve("words.dict");
    }

    /** The files of {@link #folder}. */
    public List<Path> inputFiles() {
        try (Stream<Path> files = Files.list(folder())) {
            return files.sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static byte[] read(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Feeds one input in this process; whatever the target throws comes out. */
    public void feed(byte[] input) throws Throwable {
        Method method = Class.forName(className).getMethod("fuzzerTestOneInput", byte[].class);
        try {
            method.invoke(null, (Object) input);
        } catch (InvocationTargetException e) {
            throw e.getCause() == null ? e : e.getCause();
        }
    }
}
