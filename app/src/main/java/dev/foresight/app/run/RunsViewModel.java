package dev.foresight.app.run;

import dev.foresight.app.project.Forecast;
import dev.foresight.app.project.LineModel;
import dev.foresight.app.project.LogLine;
import dev.foresight.app.project.ProjectModel;
import dev.foresight.app.project.RunItem;
import dev.foresight.app.task.TaskFailure;
import dev.foresight.app.task.TaskRunner;
import dev.foresight.engine.run.Control;
import dev.foresight.engine.run.RunDirectory;
import dev.foresight.engine.run.RunStatus;
import dev.foresight.engine.spec.ExperimentSpec;
import dev.foresight.engine.spec.RunSpec;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import javafx.beans.InvalidationListener;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyDoubleProperty;
import javafx.beans.property.ReadOnlyDoubleWrapper;
import javafx.beans.property.ReadOnlyLongProperty;
import javafx.beans.property.ReadOnlyLongWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleObjectProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import javafx.collections.transformation.FilteredList;
import org.jspecify.annotations.Nullable;

/** The list of runs and what can be done with them. Lives on the view's thread. */
public final class RunsViewModel {
    private final TaskRunner tasks;
    private final ProjectModel project;
    private final RunStarter starter;
    private final LineModel line;
    private final FilteredList<RunItem> rows;

    /** Folders handed to the starter by this window since nothing ran. */
    private final Set<Path> submitted = new HashSet<>();

    /**
     * Folders on their way to a worker, submitted and not seen alive since, with their last known status. Nobody may
     * submit them once more.
     */
    private final Map<Path, RunStatus> underway = new HashMap<>();

    private final ObservableList<RunItem> selected = FXCollections.observableArrayList();
    private final ObjectProperty<@Nullable RunItem> chosen = new SimpleObjectProperty<>();
    private final ConfusionViewModel confusion = new ConfusionViewModel(this);
    private final DeletedViewModel deleted;
    private final ReadOnlyLongWrapper changes = new ReadOnlyLongWrapper();
    private final ReadOnlyBooleanWrapper active = new ReadOnlyBooleanWrapper();
    private final ReadOnlyBooleanWrapper cutOff = new ReadOnlyBooleanWrapper();
    private final ReadOnlyDoubleWrapper progress = new ReadOnlyDoubleWrapper();
    private final ReadOnlyStringWrapper summary = new ReadOnlyStringWrapper("");
    private final ReadOnlyStringWrapper waiting = new ReadOnlyStringWrapper("");
    private final ReadOnlyObjectWrapper<@Nullable Notice> notice = new ReadOnlyObjectWrapper<>();
    /** Cut off runs that a notice has been about. */
    private final Set<RunItem> toldOf = new HashSet<>();

    public RunsViewModel(TaskRunner tasks, ProjectModel project, RunStarter starter) {
        this.tasks = tasks;
        this.project = project;
        this.starter = starter;
        line = new LineModel(tasks, project, starter);
        deleted = new DeletedViewModel(tasks, project, notice::set);
        rows = new FilteredList<>(project.runs());
        InvalidationListener change = observed -> summarise();
        project.runs().addListener(change);
        line.waiting().addListener(change);
        line.held().addListener((observed, former, now) -> summarise());
        project.turn().addListener((observed, former, now) -> {
            lookForCutOffRuns();
            summarise();
        });
        project.project().addListener(observed -> {
            toldOf.clear();
            notice.set(null);
        });
    }

    /** The runs listed now, oldest first. */
    public FilteredList<RunItem> rows() {
        return rows;
    }

    /** The queue. */
    public LineModel line() {
        return line;
    }

    /** What was deleted. */
    public DeletedViewModel deleted() {
        return deleted;
    }

    /** The runs that commands are for; the view's selection. */
    public ObservableList<RunItem> selected() {
        return selected;
    }

    /** Grows when what can be done with a run may have changed. */
    ReadOnlyLongProperty changes() {
        return changes.getReadOnlyProperty();
    }

    /** The last thing worth telling; null where there is none. */
    public ReadOnlyObjectProperty<@Nullable Notice> notice() {
        return notice.getReadOnlyProperty();
    }

    /** Whether there are runs whose worker died without a word. */
    public ReadOnlyBooleanProperty cutOff() {
        return cutOff.getReadOnlyProperty();
    }

    /** The run that the list has selected last; null where none is. */
    public ObjectProperty<@Nullable RunItem> chosen() {
        return chosen;
    }

    /** What the chosen run takes for what. */
    public ConfusionViewModel confusion() {
        return confusion;
    }

    /** Lists the runs of one experiment; an empty name lists all. */
    public void listExperiment(String name) {
        rows.setPredicate(
                run -> name.isEmpty() || run.spec().experiment().name().equals(name));
    }

    /** Whether a run waits or works. */
    public ReadOnlyBooleanProperty active() {
        return active.getReadOnlyProperty();
    }

    /** Completed part of all that was started since nothing ran, 0 to 1. */
    public ReadOnlyDoubleProperty progress() {
        return progress.getReadOnlyProperty();
    }

    /** {@code 2 runs, about 10 minutes left}. */
    public ReadOnlyStringProperty summary() {
        return summary.getReadOnlyProperty();
    }

    /** {@code 3 waiting}, or nothing. */
    public ReadOnlyStringProperty waiting() {
        return waiting.getReadOnlyProperty();
    }

    /** Makes the runs of a spec, shows them alone in the charts and starts them. */
    public void run(ExperimentSpec spec) {
        project.createRuns(spec, runs -> {
            project.showOnly(runs);
            startAll(runs);
        });
    }

    /** Puts these runs alone into the charts. */
    void showOnly(List<RunItem> runs) {
        project.showOnly(runs);
    }

    /** Whether a run waits and nobody has queued it. */
    boolean startable(RunItem run) {
        return run.status().get() == RunStatus.WAITING && isIdle(run);
    }

    /** Whether a run ended early and nobody has queued it again. */
    boolean resumable(RunItem run) {
        return run.resumable() && isIdle(run);
    }

    boolean stoppable(RunItem run) {
        return isActive(run);
    }

    /** Whether no worker has it and none is about to. */
    boolean deletable(RunItem run) {
        return !isActive(run) && isIdle(run);
    }

    private boolean isIdle(RunItem run) {
        return run.place().get() < 0 && !underway.containsKey(run.directory().folder());
    }

    /** Queues a run that waits, or one that ended early and is to go on from its last checkpoint. */
    public void start(RunItem run) {
        submit("Starting " + run.title(), List.of(run));
    }

    /** Queues those of some runs that are not queued or at work already, in their order. */
    public void startAll(List<RunItem> runs) {
        List<RunItem> idle = runs.stream().filter(this::isIdle).toList();
        if (!idle.isEmpty()) {
            submit("Starting " + idle.size() + " runs", idle);
        }
    }

    private void submit(String doing, List<RunItem> runs) {
        for (RunItem run : runs) {
            submitted.add(run.directory().folder());
            underway.put(run.directory().folder(), run.status().get());
        }
        summarise();
        List<RunDirectory> folders = runs.stream().map(RunItem::directory).toList();
        tasks.run(
                doing,
                () -> {
                    starter.submit(folders);
                    return true;
                },
                ignored -> {
                    runs.forEach(project::followAgain);
                    line.refresh();
                },
                failure -> {
                    folders.forEach(run -> {
                        submitted.remove(run.folder());
                        underway.remove(run.folder());
                    });
                    String text = new TaskFailure(doing, failure).message();
                    project.tell(new LogLine("window", "problem", text));
                    notice.set(Notice.plain(text));
                    summarise();
                });
    }

    /** Lets a paused run go on. */
    void resume(RunItem run) {
        request("Resuming ", run, Control.RESUME);
    }

    void pause(RunItem run) {
        request("Pausing ", run, Control.PAUSE);
    }

    void checkpoint(RunItem run) {
        request("Asking for a checkpoint of ", run, Control.CHECKPOINT);
    }

    private void request(String doing, RunItem run, Control control) {
        tasks.run(
                doing + run.title(),
                () -> {
                    run.directory().request(control);
                    return true;
                },
                ignored -> {});
    }

    /** Makes new runs of the same experiment, arm and seed, starts them and shows them beside what is shown. */
    void again(List<RunItem> runs) {
        List<RunSpec> specs = runs.stream().map(RunItem::spec).toList();
        runs.forEach(run -> run.shown().set(true));
        project.createRuns(runs.size() == 1 ? runs.getFirst().title() : runs.size() + " runs", specs, made -> {
            made.forEach(run -> run.shown().set(true));
            made.forEach(this::start);
        });
    }

    /** Moves runs to the deleted ones; a notice offers to bring them back. */
    void delete(List<RunItem> runs) {
        deleted.delete(runs);
    }

    /** Queues every run whose worker died without a word. */
    public void resumeAll() {
        List.copyOf(project.runs()).stream()
                .filter(run -> run.cutOff() && resumable(run))
                .forEach(this::start);
    }

    /**
     * Asks a run to stop; what it measured is kept.
     *
     * @param keep whether it writes a checkpoint first
     */
    public void stop(RunItem run, boolean keep) {
        submitted.remove(run.directory().folder());
        underway.remove(run.directory().folder());
        summarise();
        tasks.run(
                "Stopping " + run.title(),
                () -> {
                    starter.stop(run.directory(), keep);
                    return true;
                },
                ignored -> line.refresh());
    }

    /** Asks every run that waits or works to stop with a checkpoint. */
    public void stopAll() {
        List.copyOf(project.runs()).stream().filter(this::isActive).forEach(run -> stop(run, true));
        // The queue may hold runs of a project that was open before.
        line.remove(strangers());
    }

    /** Runs of which somebody would miss the rest if the window simply went away. */
    public List<RunItem> unfinished() {
        List<RunItem> runs =
                new ArrayList<>(project.runs().stream().filter(this::isActive).toList());
        runs.addAll(strangers());
        return List.copyOf(runs);
    }

    /** Queued runs of other projects than the open one. */
    private List<RunItem> strangers() {
        return line.waiting().stream()
                .filter(run -> project.find(run.directory()).isEmpty())
                .toList();
    }

    /**
     * Takes no more runs: living workers go on by themselves, waiting runs wait.
     *
     * @param then called when that is done
     */
    public void leave(Runnable then) {
        tasks.run(
                "Leaving the runs",
                () -> {
                    starter.close();
                    return true;
                },
                ignored -> then.run());
    }

    private boolean isActive(RunItem run) {
        return switch (run.status().get()) {
            case RUNNING, PAUSED -> true;
            case WAITING ->
                submitted.contains(run.directory().folder()) || run.place().get() >= 0;
            case STOPPED, FAILED -> run.place().get() >= 0;
            case COMPLETED, DIVERGED -> false;
        };
    }

    /** When a project is opened, and when a worker dies while it is open. */
    private void lookForCutOffRuns() {
        List<RunItem> dead = project.runs().stream()
                .filter(run -> run.cutOff() && isIdle(run))
                .toList();
        // One that lives again may die again.
        toldOf.retainAll(dead);
        if (toldOf.addAll(dead)) {
            int count = dead.size();
            String text = (count == 1 ? "1 run was cut off: its worker" : count + " runs were cut off: their workers")
                    + " ended without a word. What was measured is kept; nothing goes on by itself.";
            project.tell(new LogLine("window", "notice", text));
            notice.set(new Notice(text, "Resume All", this::resumeAll));
        }
    }

    private void summarise() {
        List<RunItem> batch = new ArrayList<>();
        List<RunItem> working = new ArrayList<>();
        List<RunItem> queued = new ArrayList<>();
        boolean anyCutOff = false;
        for (RunItem run : project.runs()) {
            Path folder = run.directory().folder();
            RunStatus status = run.status().get();
            underway.computeIfPresent(folder, (same, before) -> arrived(before, status) ? null : status);
            boolean alive = isActive(run);
            if (alive || submitted.contains(folder)) {
                batch.add(run);
            }
            if (alive) {
                (status == RunStatus.RUNNING || status == RunStatus.PAUSED ? working : queued).add(run);
            }
            anyCutOff |= run.cutOff() && isIdle(run);
        }
        active.set(!working.isEmpty() || !queued.isEmpty());
        cutOff.set(anyCutOff);
        if (!active.get()) {
            submitted.clear();
        }
        progress.set(batch.stream()
                .mapToDouble(run -> run.status().get().ended() && !isActive(run) ? 1 : run.fraction())
                .average()
                .orElse(0));
        waiting.set(
                queued.isEmpty()
                        ? ""
                        : queued.size() + " waiting" + (line.held().get() ? ", queue held" : ""));
        OptionalDouble left = Forecast.seconds(
                project.runs(), working, queued, line.slots().get().count());
        summary.set(RunWords.progress(working.size(), queued.size(), line.held().get(), left));
        changes.set(changes.get() + 1);
    }

    /** Alive, or ended after it was seen otherwise: a status that ended before is still that of the former worker. */
    private static boolean arrived(RunStatus before, RunStatus now) {
        return now == RunStatus.RUNNING || now == RunStatus.PAUSED || (now.ended() && now != before);
    }
}
