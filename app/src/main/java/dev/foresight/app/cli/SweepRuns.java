package dev.foresight.app.cli;

import dev.foresight.engine.run.RunDirectory;
import dev.foresight.engine.run.RunStatus;
import dev.foresight.engine.spec.RunSpec;
import dev.foresight.engine.sweep.RunIdentity;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The runs of a sweep: those that are there already, found by what they compute, and those that are missing. */
final class SweepRuns {
    /** By experiment, in its order; of each run the folder once there is one. */
    private final Map<PlannedExperiment, Map<RunSpec, @Nullable RunView>> found = new LinkedHashMap<>();

    private SweepRuns() {}

    static SweepRuns of(List<PlannedExperiment> experiments) {
        Path output = experiments.getFirst().output();
        Map<RunIdentity, RunView> there = new HashMap<>();
        if (Files.isDirectory(output.resolve("runs"))) {
            for (RunView run : RunFolders.there(output)) {
                // Of several that compute the same the one that is furthest counts, of those the first.
                there.merge(RunIdentity.of(run.spec()), run, (first, next) -> rank(next) < rank(first) ? next : first);
            }
        }
        SweepRuns runs = new SweepRuns();
        for (PlannedExperiment experiment : experiments) {
            Map<RunSpec, @Nullable RunView> of = new LinkedHashMap<>();
            for (RunSpec run : experiment.spec().runs()) {
                of.put(run, there.get(RunIdentity.of(run)));
            }
            runs.found.put(experiment, of);
        }
        return runs;
    }

    private static int rank(RunView run) {
        return rank(run.status());
    }

    private static int rank(RunStatus status) {
        return switch (status) {
            case COMPLETED -> 0;
            case DIVERGED -> 1;
            case RUNNING, PAUSED -> 2;
            case STOPPED -> 3;
            case FAILED -> 4;
            case WAITING -> 5;
        };
    }

    int size() {
        return found.values().stream().mapToInt(Map::size).sum();
    }

    int missing() {
        return size() - runs().size();
    }

    /** How many runs each experiment lacks. */
    Map<PlannedExperiment, Integer> planned() {
        Map<PlannedExperiment, Integer> missing = new LinkedHashMap<>();
        found.forEach((experiment, runs) -> missing.put(experiment, (int)
                runs.values().stream().filter(run -> run == null).count()));
        return missing;
    }

    /** Writes the folders of the runs that are missing, which then wait for a worker. */
    void complete() {
        found.forEach((experiment, runs) -> {
            experiment.prepare();
            runs.replaceAll((spec, run) -> run != null
                    ? run
                    : new RunView(RunDirectory.create(experiment.output().resolve("runs"), spec)));
        });
    }

    /** All that have a folder. */
    List<RunView> runs() {
        List<RunView> runs = new ArrayList<>();
        found.values()
                .forEach(of -> of.values().stream().filter(run -> run != null).forEach(runs::add));
        return runs;
    }

    /** Those that wait for a worker, or can go on. */
    List<RunView> open() {
        return runs().stream()
                .filter(run -> rank(run) >= rank(RunStatus.STOPPED))
                .toList();
    }

    Map<PlannedExperiment, List<RunView>> byExperiment() {
        Map<PlannedExperiment, List<RunView>> runs = new LinkedHashMap<>();
        found.forEach((experiment, of) -> runs.put(experiment, List.copyOf(of.values())));
        return runs;
    }
}
