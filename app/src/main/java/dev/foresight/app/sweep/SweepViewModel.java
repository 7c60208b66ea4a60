package dev.foresight.app.sweep;

import dev.foresight.app.project.LogLine;
import dev.foresight.app.project.ProjectModel;
import dev.foresight.app.project.RunItem;
import dev.foresight.app.project.SweepItem;
import dev.foresight.app.task.TaskRunner;
import dev.foresight.engine.project.HalvingPlan;
import dev.foresight.engine.project.Project;
import dev.foresight.engine.project.SweepRuns;
import dev.foresight.engine.project.SweepRuns.There;
import dev.foresight.engine.run.RunDirectory;
import dev.foresight.engine.run.RunStatus;
import dev.foresight.engine.spec.ExperimentSpec;
import dev.foresight.engine.spec.Metric;
import dev.foresight.engine.sweep.CellValues;
import dev.foresight.engine.sweep.Halving;
import dev.foresight.engine.sweep.SweepText;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import javafx.beans.InvalidationListener;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyLongProperty;
import javafx.beans.property.ReadOnlyLongWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.jspecify.annotations.Nullable;

/** One sweep of the project: what it asks for, what is there, and what can be done. Lives on the view's thread. */
public final class SweepViewModel {
    private final TaskRunner tasks;
    private final ProjectModel project;
    private final SweepQueue queue;
    private final ReadOnlyObjectWrapper<@Nullable SweepItem> item = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyStringWrapper description = new ReadOnlyStringWrapper("");
    private final ReadOnlyStringWrapper axes = new ReadOnlyStringWrapper("");
    private final ReadOnlyStringWrapper summary = new ReadOnlyStringWrapper("");
    private final ReadOnlyStringWrapper halving = new ReadOnlyStringWrapper("");
    private final ReadOnlyStringWrapper trouble = new ReadOnlyStringWrapper("");
    private final ReadOnlyBooleanWrapper runnable = new ReadOnlyBooleanWrapper();
    private final ReadOnlyBooleanWrapper active = new ReadOnlyBooleanWrapper();
    private final ReadOnlyLongWrapper revision = new ReadOnlyLongWrapper();
    private final ObservableList<String> paths = FXCollections.observableArrayList();
    private final ObservableList<SweepRow> rows = FXCollections.observableArrayList();
    private @Nullable SweepPlan plan;
    /** What was started and is followed, so that halving goes on by itself. */
    private @Nullable SweepPass pass;
    /** Whether the runs are being matched with the plan, and whether they changed meanwhile. */
    private boolean matching;

    private boolean stale;
    /** Whether the folders are being asked, and whether something changed meanwhile. */
    private boolean looking;

    private boolean askAgain;

    public SweepViewModel(TaskRunner tasks, ProjectModel project, SweepQueue queue) {
        this.tasks = tasks;
        this.project = project;
        this.queue = queue;
        project.runs().addListener((InvalidationListener) observed -> match());
        project.turn().addListener((observed, former, now) -> {
            follow();
            summarise();
        });
        project.project().addListener((observed, former, now) -> clear());
    }

    /** The sweep shown; null where none is. */
    public ReadOnlyObjectProperty<@Nullable SweepItem> item() {
        return item.getReadOnlyProperty();
    }

    public ReadOnlyStringProperty description() {
        return description.getReadOnlyProperty();
    }

    /** The varied fields with their values, a line each. */
    public ReadOnlyStringProperty axes() {
        return axes.getReadOnlyProperty();
    }

    /** How many cells and runs there are, what became of them, and how long the rest will take. */
    public ReadOnlyStringProperty summary() {
        return summary.getReadOnlyProperty();
    }

    /** What halving has come to; empty without. */
    public ReadOnlyStringProperty halving() {
        return halving.getReadOnlyProperty();
    }

    /** Why it cannot run; empty where it can. */
    public ReadOnlyStringProperty trouble() {
        return trouble.getReadOnlyProperty();
    }

    public ReadOnlyBooleanProperty runnable() {
        return runnable.getReadOnlyProperty();
    }

    /** Whether a run of it waits in the queue or works. */
    public ReadOnlyBooleanProperty active() {
        return active.getReadOnlyProperty();
    }

    /** Grows when what the rows show may have changed. */
    public ReadOnlyLongProperty revision() {
        return revision.getReadOnlyProperty();
    }

    /** The varied fields. */
    public ObservableList<String> paths() {
        return paths;
    }

    /** A cell each, in the order of the sweep. */
    public ObservableList<SweepRow> rows() {
        return rows;
    }

    private void clear() {
        item.set(null);
        plan = null;
        pass = null;
        read("", "", "", List.of());
    }

    private void read(String words, String values, String wrong, List<String> varied) {
        description.set(words);
        axes.set(values);
        trouble.set(wrong);
        halving.set("");
        rows.clear();
        paths.setAll(varied);
        runnable.set(plan != null);
        summarise();
    }

    /** Reads a sweep's file anew and shows it. */
    public void show(SweepItem sweep) {
        if (!sweep.equals(item.get())) {
            pass = null;
        }
        item.set(sweep);
        plan = null;
        runnable.set(false);
        tasks.run(
                "Reading the sweep " + sweep.name(),
                () -> SweepPlan.read(sweep.file()),
                found -> {
                    if (sweep.equals(item.get())) {
                        shown(found);
                    }
                },
                failure -> {
                    if (sweep.equals(item.get())) {
                        read("", "", String.valueOf(failure.getMessage()), List.of());
                    }
                });
    }

    private void shown(SweepPlan found) {
        plan = found;
        read(
                found.experiments().getFirst().description(),
                found.axes(),
                "",
                List.copyOf(found.spec().axes().keySet()));
        match();
    }

    /** Finds the runs of the cells, in the background: there may be thousands. */
    private void match() {
        SweepPlan wanted = plan;
        if (wanted == null) {
            return;
        }
        if (matching) {
            stale = true;
            return;
        }
        matching = true;
        List<There> there = there();
        tasks.run(
                "Finding the runs of the sweep",
                () -> rows(wanted, SweepRuns.of(wanted.experiments(), there)),
                found -> matched(wanted, found),
                failure -> {
                    matching = false;
                    project.tell(new LogLine("window", "problem", String.valueOf(failure.getMessage())));
                });
    }

    private record Found(SweepRow row, List<RunDirectory> runs) {}

    /** @param halving what it has come to */
    private record Matched(List<Found> cells, String halving) {}

    private static Matched rows(SweepPlan plan, SweepRuns runs) {
        Map<String, ExperimentSpec> experiments =
                plan.experiments().stream().collect(Collectors.toMap(ExperimentSpec::name, experiment -> experiment));
        Set<String> varied = plan.spec().axes().keySet();
        List<Found> found = new ArrayList<>();
        runs.cells().forEach((cell, of) -> {
            ExperimentSpec experiment = of.getFirst().spec().experiment();
            found.add(new Found(
                    new SweepRow(
                            cell,
                            CellValues.of(experiments.getOrDefault(cell.experiment(), experiment), cell.arm(), varied),
                            of.size(),
                            Metric.judging(experiment.task()),
                            List.of()),
                    of.stream()
                            .flatMap(run -> run.found().stream())
                            .map(There::directory)
                            .toList()));
        });
        Halving halving = plan.spec().halving();
        return new Matched(
                found, halving == null ? "" : HalvingPlan.of(halving, runs).words());
    }

    private void matched(SweepPlan wanted, Matched found) {
        matching = false;
        if (wanted == plan) {
            halving.set(found.halving());
            rows.setAll(found.cells().stream()
                    .map(one -> new SweepRow(
                            one.row().cell(),
                            one.row().values(),
                            one.row().seeds(),
                            one.row().metric(),
                            one.runs().stream()
                                    .flatMap(run -> project.find(run).stream())
                                    .toList()))
                    .toList());
            summarise();
        }
        if (stale) {
            stale = false;
            match();
        }
    }

    private List<There> there() {
        return project.runs().stream()
                .map(run -> new There(run.directory(), run.spec(), run.status().get()))
                .toList();
    }

    private void summarise() {
        SweepPlan current = plan;
        if (current == null) {
            summary.set("");
            active.set(false);
            return;
        }
        SweepSummary now = SweepSummary.of(current, rows);
        active.set(now.active());
        summary.set(now.words(project.runs(), queue.slots()));
        revision.set(revision.get() + 1);
    }

    /** Writes the runs that are missing, and queues all that can go on. */
    public void run() {
        SweepPlan wanted = plan;
        Project current = project.project().get();
        if (wanted == null || current == null) {
            return;
        }
        List<There> there = there();
        Set<Path> busy = queued();
        tasks.run(
                "Preparing the runs of the sweep",
                () -> SweepPass.begin(wanted, there, current.runsFolder(), busy),
                this::started);
    }

    private Set<Path> queued() {
        return project.runs().stream()
                .filter(run -> run.place().get() >= 0)
                .map(run -> run.directory().folder())
                .collect(Collectors.toSet());
    }

    private void started(SweepPass next) {
        project.list(next.made());
        halving.set(next.words());
        pass = next.rung().isPresent() ? next : null;
        List<RunItem> items = next.started().stream()
                .flatMap(run -> project.find(run).stream())
                .toList();
        queue.start(items);
    }

    /** Goes on to the next rung when all runs have come to theirs. */
    private void follow() {
        SweepPass current = pass;
        SweepPlan wanted = plan;
        if (current == null || wanted == null || !mayBeOver(current)) {
            return;
        }
        if (looking) {
            askAgain = true;
            return;
        }
        looking = true;
        Set<Path> busy = queued();
        tasks.run(
                "Looking whether the sweep has come to its next rung",
                () -> current.over() ? current.next(wanted, busy) : current,
                next -> {
                    looking = false;
                    if (pass == current && next != current) {
                        if (next.rung().equals(current.rung())) {
                            pass = null;
                            halving.set(next.words());
                        } else {
                            started(next);
                        }
                    }
                    if (askAgain) {
                        askAgain = false;
                        follow();
                    }
                },
                failure -> {
                    looking = false;
                    pass = null;
                    project.tell(new LogLine("window", "problem", String.valueOf(failure.getMessage())));
                });
    }

    /** As far as the window knows; the folders are asked in the background then. */
    private boolean mayBeOver(SweepPass current) {
        return current.started().stream()
                .flatMap(run -> project.find(run).stream())
                .allMatch(run -> run.status().get().ended() && run.place().get() < 0);
    }

    /** Takes its runs out of the queue and asks those at work to end with a checkpoint; Run goes on with them. */
    public void stop() {
        pass = null;
        queue.stop(rows.stream()
                .flatMap(row -> row.runs().stream())
                .filter(run -> run.place().get() >= 0
                        || run.status().get() == RunStatus.RUNNING
                        || run.status().get() == RunStatus.PAUSED)
                .toList());
    }

    /** Shows the runs of some cells alone in the charts. */
    public void chart(List<SweepRow> cells) {
        project.showOnly(cells.stream().flatMap(row -> row.runs().stream()).toList());
    }

    /** The seeds that it has, in a file that can run. */
    public List<Long> seeds() {
        return plan == null ? List.of() : plan.seeds();
    }

    /** Adds seeds to the file, the next whole numbers that it does not have; Run trains them. */
    public void moreSeeds(int count) {
        SweepItem sweep = item.get();
        SweepPlan current = plan;
        if (sweep == null || current == null) {
            return;
        }
        List<Long> seeds = new ArrayList<>(current.seeds());
        for (long next = 1; seeds.size() < current.seeds().size() + count; next++) {
            if (!seeds.contains(next)) {
                seeds.add(next);
            }
        }
        save(sweep.name(), SweepText.with(current.text(), "seeds", seeds.toString()));
    }

    /** The form that makes a sweep of an experiment. */
    public SweepForm form(ExperimentSpec experiment) {
        List<String> taken = project.sweeps().stream().map(SweepItem::name).toList();
        return SweepForm.of(tasks, experiment, taken);
    }

    /** The form that changes the sweep shown; null where it cannot be read. */
    public @Nullable SweepForm form() {
        SweepItem sweep = item.get();
        SweepPlan current = plan;
        return sweep == null || current == null ? null : SweepForm.of(tasks, sweep.name(), current);
    }

    /** Writes a sweep's file and shows it. */
    public void save(String name, String text) {
        project.saveSweep(name, text, this::show);
    }
}
