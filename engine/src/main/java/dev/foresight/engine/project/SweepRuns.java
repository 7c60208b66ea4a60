package dev.foresight.engine.project;

import dev.foresight.engine.run.RunDirectory;
import dev.foresight.engine.run.RunStatus;
import dev.foresight.engine.spec.Amount;
import dev.foresight.engine.spec.ArmSpec;
import dev.foresight.engine.spec.ExperimentSpec;
import dev.foresight.engine.spec.RunSpec;
import dev.foresight.engine.sweep.RunIdentity;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The runs that a sweep asks for, seed by seed of each experiment, and which of them are there. */
public record SweepRuns(List<Planned> planned) {
    /** A run that has a folder, as it was when somebody looked. */
    public record There(RunDirectory directory, RunSpec spec, RunStatus status) {
        public static There look(RunDirectory directory) {
            return new There(directory, directory.spec(), directory.status());
        }

        /** Whether it waits for a worker, or ended in a way that lets it go on. */
        public boolean open() {
            return rank(status) >= rank(RunStatus.STOPPED);
        }
    }

    /** A run of the sweep; {@code found} is empty where it has no folder yet. */
    public record Planned(RunSpec spec, Optional<There> found) {}

    public SweepRuns {
        planned = List.copyOf(planned);
    }

    /**
     * Finds the runs of experiments among those that are there by what they compute, whoever made them. Of several that
     * compute the same the one that is furthest counts, of those the first.
     */
    public static SweepRuns of(List<ExperimentSpec> experiments, Collection<There> there) {
        Map<RunIdentity, There> byIdentity = new HashMap<>();
        there.forEach(run -> byIdentity.merge(
                RunIdentity.of(run.spec()),
                run,
                (first, next) -> rank(next.status()) < rank(first.status()) ? next : first));
        return new SweepRuns(experiments.stream()
                .flatMap(experiment -> experiment.runs().stream())
                .map(run -> new Planned(run, Optional.ofNullable(byIdentity.get(RunIdentity.of(run)))))
                .toList());
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

    public int size() {
        return planned.size();
    }

    /** How many have no folder. */
    public int missing() {
        return (int) planned.stream().filter(run -> run.found().isEmpty()).count();
    }

    /** All that have a folder. */
    public List<There> there() {
        return planned.stream().flatMap(run -> run.found().stream()).toList();
    }

    /** Those of each experiment, by its name. */
    public Map<String, SweepRuns> byExperiment() {
        Map<String, List<Planned>> byName = new LinkedHashMap<>();
        for (Planned run : planned) {
            byName.computeIfAbsent(run.spec().experiment().name(), name -> new ArrayList<>())
                    .add(run);
        }
        Map<String, SweepRuns> found = new LinkedHashMap<>();
        byName.forEach((name, runs) -> found.put(name, new SweepRuns(runs)));
        return found;
    }

    /** The cells, arms of its experiments, each with its runs. */
    public Map<Cell, List<Planned>> cells() {
        Map<Cell, List<Planned>> cells = new LinkedHashMap<>();
        for (Planned run : planned) {
            cells.computeIfAbsent(
                            new Cell(run.spec().experiment().name(), run.spec().arm()), key -> new ArrayList<>())
                    .add(run);
        }
        return cells;
    }

    /** An arm of one of the experiments. */
    public record Cell(String experiment, ArmSpec arm) {}

    /** Writes the folders of the runs that are missing, which then wait for a worker. */
    public SweepRuns complete(Path runs) {
        return new SweepRuns(planned.stream()
                .map(run -> run.found().isPresent()
                        ? run
                        : new Planned(
                                run.spec(),
                                Optional.of(new There(
                                        RunDirectory.create(runs, run.spec()), run.spec(), RunStatus.WAITING))))
                .toList());
    }

    /** The same runs as they are now. */
    public SweepRuns again() {
        return new SweepRuns(planned.stream()
                .map(run -> new Planned(
                        run.spec(),
                        run.found()
                                .map(there -> new There(
                                        there.directory(),
                                        there.spec(),
                                        there.directory().status()))))
                .toList());
    }

    /** What is to be done so that every run comes to its end. */
    public List<Task> open() {
        return there().stream()
                .filter(There::open)
                .map(run -> new Task(run, run.spec().experiment().training().length()))
                .toList();
    }

    /**
     * A run that is to be trained.
     *
     * @param until where it then holds; its length when it is to complete
     */
    public record Task(There run, Amount until) {
        /**
         * Makes it wait for a worker that trains it so far.
         *
         * @throws dev.foresight.engine.run.NotResumableException when it cannot go on
         */
        public void prepare() {
            RunDirectory directory = run.directory();
            directory.reopen();
            boolean whole = until.equals(run.spec().experiment().training().length());
            // An earlier hold is undone by one at the end.
            if (!whole || directory.holdAt().isPresent()) {
                directory.hold(until);
            }
        }
    }
}
