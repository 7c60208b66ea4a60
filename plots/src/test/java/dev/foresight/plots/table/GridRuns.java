package dev.foresight.plots.table;

import dev.foresight.engine.run.RunDirectory;
import dev.foresight.engine.run.RunOutcome;
import dev.foresight.engine.spec.ExperimentSpec;
import dev.foresight.engine.spec.RunSpec;
import dev.foresight.engine.spec.SpecJson;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Folders of runs of an experiment whose arms are made up for a test, with made-up accuracies. */
final class GridRuns {
    private final Path folder;
    private final String name;
    private final String architecture;
    private final List<String> arms = new ArrayList<>();
    private final List<RunDirectory> runs = new ArrayList<>();
    private List<Long> seeds = List.of();
    private String ofArchitecture = "";

    GridRuns(Path folder, String name, String architecture) {
        this.folder = folder;
        this.name = name;
        this.architecture = architecture;
    }

    GridRuns seeds(Long... planned) {
        seeds = List.of(planned);
        return this;
    }

    GridRuns arm(String arm, String rule, double learningRate, double horizon) {
        return arm(arm, rule, "", learningRate, horizon);
    }

    /** @param parameters of the rule, as in JSON without its braces */
    GridRuns arm(String arm, String rule, String parameters, double learningRate, double horizon) {
        arms.add("""
                {"name": "%s", "color": "#7a869a", "rule": {"id": "%s", "parameters": {%s}},
                 "learningRate": %s, "horizon": %s}
                """.formatted(arm, rule, parameters, learningRate, horizon));
        return this;
    }

    /** @param parameters of the architecture, as in JSON without its braces */
    GridRuns architecture(String parameters) {
        ofArchitecture = parameters;
        return this;
    }

    private ExperimentSpec spec() {
        return SpecJson.read(
                """
                {"format": 1, "name": "%s", "description": "", "task": "image-classification",
                 "architecture": {"id": "%s", "parameters": {%s}}, "data": {"id": "shapes"}, "arms": [%s],
                 "training": {"length": {"steps": 100}, "batch": 4}, "seeds": %s}
                """.formatted(name, architecture, ofArchitecture, String.join(",", arms), seeds), "made up");
    }

    /** A run with evaluations after steps 10, 20, ..., which are epochs 1, 2, ... */
    RunDirectory run(String arm, long seed, double secondsPerStep, double... accuracies) {
        RunSpec run = spec().runs().stream()
                .filter(one -> one.arm().name().equals(arm) && one.seed() == seed)
                .findFirst()
                .orElseThrow();
        StringBuilder steps = new StringBuilder("step,epoch,seconds,lr,loss,gradient_norm\n");
        StringBuilder evaluations = new StringBuilder("step,epoch,seconds,split,metric,value\n");
        evaluations.append("0,0.0,0.0,validation,accuracy,0.999\n");
        for (int step = 1; step <= 10 * accuracies.length; step++) {
            double seconds = step * secondsPerStep;
            steps.append(step).append(',').append(step / 10.0).append(',').append(seconds);
            steps.append(",0.001,1.0,1.0\n");
            if (step % 10 == 0) {
                evaluations
                        .append(step)
                        .append(',')
                        .append(step / 10.0)
                        .append(',')
                        .append(seconds);
                evaluations
                        .append(",validation,accuracy,")
                        .append(accuracies[step / 10 - 1])
                        .append('\n');
            }
        }
        try {
            RunDirectory directory = RunDirectory.create(folder, run);
            Files.writeString(directory.file(RunDirectory.STEPS), steps);
            Files.writeString(directory.file(RunDirectory.EVALUATIONS), evaluations);
            runs.add(directory);
            return directory;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void completed(String arm, long seed, double... accuracies) {
        run(arm, seed, 0.5, accuracies).end(new RunOutcome.Completed(10L * accuracies.length));
    }

    /** Final accuracies for seeds 1, 2, ... */
    void finals(String arm, double... accuracies) {
        for (int i = 0; i < accuracies.length; i++) {
            completed(arm, i + 1, accuracies[i]);
        }
    }

    void diverged(String arm, long seed, long step, double... accuracies) {
        run(arm, seed, 0.5, accuracies).end(new RunOutcome.Diverged(step, "loss", Double.NaN));
    }

    List<RunDirectory> runs() {
        return List.copyOf(runs);
    }
}
