package dev.foresight.app.project;

import dev.foresight.app.task.TaskRunner;
import dev.foresight.engine.project.Project;
import dev.foresight.engine.run.RunDirectory;
import dev.foresight.engine.spec.ExperimentSpec;
import dev.foresight.engine.spec.RunSpec;
import dev.foresight.plots.table.Plotted;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.stream.Stream;
import javafx.beans.property.ReadOnlyLongProperty;
import javafx.beans.property.ReadOnlyLongWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.jspecify.annotations.Nullable;

/**
 * The open project: its experiments, and its runs with whatever their folders say, whoever started them. Lives on the
 * view's thread; disks are read in the background.
 */
public final class ProjectModel {
    private static final Duration RESCAN = Duration.ofSeconds(2);
    private static final int LOG_LINES = 5000;
    private static final Comparator<RunItem> BY_AGE = Comparator.comparing(RunItem::id);

    private final TaskRunner tasks;
    private final RunWatch watch;
    private final ReadOnlyObjectWrapper<@Nullable Project> project = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyStringWrapper name = new ReadOnlyStringWrapper("");
    private final ReadOnlyLongWrapper turn = new ReadOnlyLongWrapper();
    private final ReadOnlyStringWrapper backend = new ReadOnlyStringWrapper("");
    private final ObservableList<ExperimentItem> experiments = FXCollections.observableArrayList();
    private final ObservableList<SweepItem> sweeps = FXCollections.observableArrayList();
    private final ObservableList<RunItem> runs = FXCollections.observableArrayList();
    private final ObservableList<LogLine> log = FXCollections.observableArrayList();
    // Kept, because a wrapper that nobody holds is collected together with its listeners.
    private final ObservableList<ExperimentItem> experimentsView =
            FXCollections.unmodifiableObservableList(experiments);
    private final ObservableList<SweepItem> sweepsView = FXCollections.unmodifiableObservableList(sweeps);
    private final ObservableList<RunItem> runsView = FXCollections.unmodifiableObservableList(runs);
    private final ObservableList<LogLine> logView = FXCollections.unmodifiableObservableList(log);
    private final Map<Path, RunItem> byFolder = new HashMap<>();
    private final SpecPool pool = new SpecPool();

    /** Read by the scanning thread: the project whose runs folder is listed. */
    private volatile @Nullable Project scanned;

    /** Folders already known, or found to be no readable run; written by both threads. */
    private final Set<Path> known = ConcurrentHashMap.newKeySet();

    public ProjectModel(TaskRunner tasks) {
        this.tasks = tasks;
        this.watch = new RunWatch(tasks, this::take);
    }

    /** Begins to follow runs; until closed with the task runner. */
    public void start() {
        watch.start();
        tasks.every(RESCAN, "Looking for new runs", this::rescan);
    }

    public ReadOnlyObjectProperty<@Nullable Project> project() {
        return project.getReadOnlyProperty();
    }

    public ReadOnlyStringProperty name() {
        return name.getReadOnlyProperty();
    }

    public ObservableList<ExperimentItem> experiments() {
        return experimentsView;
    }

    /** By name of file. */
    public ObservableList<SweepItem> sweeps() {
        return sweepsView;
    }

    /** Oldest first. */
    public ObservableList<RunItem> runs() {
        return runsView;
    }

    /** Grows when runs had something new, once for all of them: for what is computed from all runs. */
    public ReadOnlyLongProperty turn() {
        return turn.getReadOnlyProperty();
    }

    /** The item of a run; empty where it is not one of this project. */
    public Optional<RunItem> find(RunDirectory run) {
        return Optional.ofNullable(byFolder.get(run.folder()));
    }

    /** What the runs and the window had to tell, newest last. */
    public ObservableList<LogLine> log() {
        return logView;
    }

    /** What the workers compute with, as the newest run of the project tells; empty before the first. */
    public ReadOnlyStringProperty backend() {
        return backend.getReadOnlyProperty();
    }

    public void tell(LogLine line) {
        log.add(line);
        trimLog();
    }

    /**
     * Opens a project in place of the one before.
     *
     * @param then called when it is open
     */
    public void open(Path folder, Runnable then) {
        tasks.run("Opening " + folder, () -> Contents.read(folder, pool), contents -> {
            scanned = null;
            watch.forgetAll();
            known.clear();
            byFolder.clear();
            runs.clear();
            log.clear();
            project.set(contents.project());
            name.set(contents.name());
            experiments.setAll(contents.experiments());
            sweeps.setAll(contents.sweeps());
            addRuns(contents.runs());
            contents.trouble().forEach(this::tell);
            scanned = contents.project();
            then.run();
        });
    }

    /** Makes the runs of a spec in the project's folder; hands their items over when they are on disk. */
    public void createRuns(ExperimentSpec spec, Consumer<List<RunItem>> then) {
        createRuns(spec.name(), spec.runs(), then);
    }

    /** Makes these runs, whatever the experiments are by now. */
    public void createRuns(String what, List<RunSpec> specs, Consumer<List<RunItem>> then) {
        Project current = project.get();
        if (current == null) {
            return;
        }
        tasks.run(
                "Preparing the runs of " + what,
                () -> {
                    Map<RunDirectory, RunSpec> made = new LinkedHashMap<>();
                    for (RunSpec run : specs) {
                        made.put(RunDirectory.create(current.runsFolder(), run), run);
                    }
                    return made;
                },
                made -> then.accept(addRuns(made)));
    }

    /** Lists runs that somebody made in the project's folder. */
    public List<RunItem> list(Map<RunDirectory, RunSpec> made) {
        return addRuns(made);
    }

    /** Follows a run that had ended and goes on. */
    public void followAgain(RunItem run) {
        watch.watchAgain(run);
    }

    /**
     * Moves runs to the deleted ones. One that cannot be moved is told of and stays; the others go.
     *
     * @param then takes which were moved, and where they lie now
     */
    public void delete(List<RunItem> wanted, Consumer<Moved> then) {
        Project current = project.get();
        if (current == null) {
            return;
        }
        List<RunDirectory> folders = wanted.stream().map(RunItem::directory).toList();
        tasks.run("Deleting runs", () -> Moved.each(folders, current::delete), moved -> {
            List<RunItem> gone = wanted.stream()
                    .filter(run -> moved.from().contains(run.directory()))
                    .toList();
            gone.forEach(run -> {
                watch.forget(run);
                byFolder.remove(run.directory().folder());
                known.remove(run.directory().folder());
            });
            runs.removeAll(new HashSet<>(gone));
            moved.trouble().forEach(text -> tell(new LogLine("window", "problem", text)));
            then.accept(moved);
        });
    }

    /** Moves deleted runs back and lists them. */
    public void restore(List<RunDirectory> deleted, Consumer<List<RunItem>> then) {
        Project current = project.get();
        if (current == null) {
            return;
        }
        tasks.run(
                "Restoring runs",
                () -> {
                    Moved moved = Moved.each(deleted, current::restore);
                    Map<RunDirectory, RunSpec> specs = new LinkedHashMap<>();
                    List<LogLine> trouble = new ArrayList<>();
                    moved.trouble().forEach(text -> trouble.add(new LogLine("window", "problem", text)));
                    moved.to().forEach(run -> Contents.readSpec(run, pool, specs, trouble));
                    return new Restored(specs, trouble);
                },
                restored -> {
                    restored.trouble().forEach(this::tell);
                    then.accept(addRuns(restored.runs()));
                });
    }

    private record Restored(Map<RunDirectory, RunSpec> runs, List<LogLine> trouble) {}

    /** Writes an experiment to its file and lists it. */
    public void save(ExperimentSpec spec, Runnable then) {
        Project current = project.get();
        if (current == null) {
            return;
        }
        tasks.run("Saving " + spec.name(), () -> current.save(spec), file -> {
            list(spec, file);
            then.run();
        });
    }

    /**
     * Writes a new experiment under the first of some names that no file has, one added by hand included, and lists it.
     *
     * @param names tried in this order
     * @param then takes it with its name
     */
    public void add(ExperimentSpec spec, Stream<String> names, Consumer<ExperimentSpec> then) {
        Project current = project.get();
        if (current == null) {
            return;
        }
        tasks.run(
                "Adding " + spec.name(),
                () -> names.map(spec::withName)
                        .flatMap(named -> current.add(named).map(file -> new Added(named, file)).stream())
                        .findFirst()
                        .orElseThrow(() -> new IOException("an experiment of the name " + spec.name()
                                + " is in the project's folder already; choose another name")),
                added -> {
                    list(added.spec(), added.file());
                    then.accept(added.spec());
                });
    }

    private record Added(ExperimentSpec spec, Path file) {}

    private void list(ExperimentSpec spec, Path file) {
        ExperimentItem item = new ExperimentItem(spec.name(), file, spec, "");
        int at = 0;
        while (at < experiments.size() && experiments.get(at).name().compareTo(spec.name()) < 0) {
            at++;
        }
        if (at < experiments.size() && experiments.get(at).name().equals(spec.name())) {
            experiments.set(at, item);
        } else {
            experiments.add(at, item);
        }
    }

    /**
     * Writes the file of a sweep and lists it.
     *
     * @param then takes it
     */
    public void saveSweep(String fileName, String text, Consumer<SweepItem> then) {
        Project current = project.get();
        if (current == null) {
            return;
        }
        tasks.run("Saving the sweep " + fileName, () -> Contents.sweep(current.saveSweep(fileName, text)), item -> {
            int at = 0;
            while (at < sweeps.size() && sweeps.get(at).name().compareTo(item.name()) < 0) {
                at++;
            }
            if (at < sweeps.size() && sweeps.get(at).name().equals(item.name())) {
                sweeps.set(at, item);
            } else {
                sweeps.add(at, item);
            }
            then.accept(item);
        });
    }

    /** The newest run of each arm and seed of an experiment: what a comparison shows at first. */
    public List<RunItem> latest(String experiment) {
        Map<String, RunItem> newest = new LinkedHashMap<>();
        for (RunItem run : runs) {
            if (run.spec().experiment().name().equals(experiment)) {
                newest.put(run.title(), run);
            }
        }
        return List.copyOf(newest.values());
    }

    /** Follows these quantities of the runs in the charts beside loss and metrics, which are always followed. */
    public void want(Set<Plotted> quantities) {
        watch.want(quantities);
    }

    /** Puts exactly these runs into the charts. */
    public void showOnly(List<RunItem> wanted) {
        Set<RunItem> set = new HashSet<>(wanted);
        runs.forEach(run -> run.shown().set(set.contains(run)));
    }

    private void rescan() {
        watch.lookForReopened();
        Project current = scanned;
        if (current == null) {
            return;
        }
        Map<RunDirectory, RunSpec> found = new LinkedHashMap<>();
        List<LogLine> trouble = new ArrayList<>();
        for (RunDirectory run : current.runs()) {
            if (known.add(run.folder())) {
                Contents.readSpec(run, pool, found, trouble);
            }
        }
        if (!found.isEmpty() || !trouble.isEmpty()) {
            tasks.show(() -> {
                if (scanned == current) {
                    addRuns(found);
                    trouble.forEach(this::tell);
                }
            });
        }
    }

    private List<RunItem> addRuns(Map<RunDirectory, RunSpec> found) {
        List<RunItem> items = new ArrayList<>();
        List<RunItem> added = new ArrayList<>();
        found.forEach((directory, spec) -> {
            known.add(directory.folder());
            items.add(byFolder.computeIfAbsent(directory.folder(), folder -> {
                RunItem item = new RunItem(directory, spec);
                item.shown().addListener((observed, former, shown) -> watch.show(folder, shown));
                watch.watch(item);
                added.add(item);
                return item;
            }));
        });
        insert(added);
        return items;
    }

    /** Names of runs begin with their time, so their order is that of their age. New ones mostly come last. */
    private void insert(List<RunItem> added) {
        List<RunItem> sorted = added.stream().sorted(BY_AGE).toList();
        if (runs.isEmpty() || sorted.isEmpty() || BY_AGE.compare(runs.getLast(), sorted.getFirst()) < 0) {
            runs.addAll(sorted);
            return;
        }
        for (RunItem run : sorted) {
            int at = Collections.binarySearch(runs, run, BY_AGE);
            runs.add(at < 0 ? -at - 1 : at, run);
        }
    }

    private void take(List<RunUpdate> updates) {
        for (RunUpdate update : updates) {
            RunItem run = byFolder.get(update.folder());
            if (run != null) {
                boolean wasAlive = !run.status().get().ended();
                boolean seenBefore = run.revision().get() > 0;
                run.take(update);
                log.addAll(update.log());
                if (wasAlive && seenBefore && run.status().get().ended()) {
                    log.add(new LogLine(run.title(), "end", run.ending()));
                }
                if (!update.backend().isEmpty()) {
                    backend.set(update.backend());
                }
            }
        }
        trimLog();
        turn.set(turn.get() + 1);
    }

    private void trimLog() {
        if (log.size() > LOG_LINES) {
            log.remove(0, log.size() - LOG_LINES);
        }
    }
}
