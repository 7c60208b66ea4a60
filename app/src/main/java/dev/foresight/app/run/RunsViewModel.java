package dev.foresight.app.run;

import dev.foresight.app.project.ProjectModel;
import dev.foresight.app.project.RunItem;
import dev.foresight.app.task.TaskRunner;
import dev.foresight.engine.run.RunStatus;
import dev.foresight.engine.spec.ExperimentSpec;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Set;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyDoubleProperty;
import javafx.beans.property.ReadOnlyDoubleWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleObjectProperty;
import javafx.collections.ListChangeListener;
import javafx.collections.transformation.FilteredList;
import org.jspecify.annotations.Nullable;

/** The list of runs and what can be done with them. Lives on the view's thread. */
public final class RunsViewModel {
    private final TaskRunner tasks;
    private final ProjectModel project;
    private final RunStarter starter;
    private final FilteredList<RunItem> rows;

    /** Folders handed to the starter by this window. */
    private final Set<Path> submitted = new HashSet<>();

    private final ObjectProperty<@Nullable RunItem> chosen = new SimpleObjectProperty<>();
    private final ConfusionViewModel confusion = new ConfusionViewModel(this);
    private final ReadOnlyBooleanWrapper active = new ReadOnlyBooleanWrapper();
    private final ReadOnlyDoubleWrapper progress = new ReadOnlyDoubleWrapper();
    private final ReadOnlyStringWrapper summary = new ReadOnlyStringWrapper("");
    private final ReadOnlyStringWrapper waiting = new ReadOnlyStringWrapper("");

    public RunsViewModel(TaskRunner tasks, ProjectModel project, RunStarter starter) {
        this.tasks = tasks;
        this.project = project;
        this.starter = starter;
        rows = new FilteredList<>(project.runs());
        project.runs().addListener((ListChangeListener<RunItem>) change -> {
            while (change.next()) {
                change.getAddedSubList()
                        .forEach(run -> run.revision().addListener((observed, former, latter) -> summarise()));
            }
            summarise();
        });
    }

    /** The runs listed now, oldest first. */
    public FilteredList<RunItem> rows() {
        return rows;
    }

    /** The run that the list has selected; null where none is. */
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
            runs.forEach(this::start);
        });
    }

    /** Puts one run alone into the charts. */
    public void showOnly(RunItem run) {
        project.showOnly(List.of(run));
    }

    /** Starts a run that waits. */
    public void start(RunItem run) {
        submitted.add(run.directory().folder());
        summarise();
        tasks.run(
                "Starting " + run.title(),
                () -> {
                    starter.submit(run.directory());
                    return true;
                },
                ignored -> {});
    }

    /** Asks a run to stop; what it measured is kept. */
    public void stop(RunItem run) {
        submitted.remove(run.directory().folder());
        summarise();
        tasks.run(
                "Stopping " + run.title(),
                () -> {
                    starter.stop(run.directory(), true);
                    return true;
                },
                ignored -> {});
    }

    /** Asks every run that waits or works to stop. */
    public void stopAll() {
        List.copyOf(project.runs()).stream().filter(this::isActive).forEach(this::stop);
    }

    /** Runs of which somebody would miss the rest if the window simply went away. */
    public List<RunItem> unfinished() {
        return project.runs().stream().filter(this::isActive).toList();
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
            case WAITING -> submitted.contains(run.directory().folder());
            case COMPLETED, STOPPED, DIVERGED, FAILED -> false;
        };
    }

    private void summarise() {
        Set<RunItem> batch = new HashSet<>();
        int working = 0;
        int queued = 0;
        double longest = Double.NaN;
        double left = 0;
        for (RunItem run : project.runs()) {
            boolean own = submitted.contains(run.directory().folder());
            if (own || isActive(run)) {
                batch.add(run);
            }
            if (isActive(run)) {
                if (run.status().get() == RunStatus.WAITING) {
                    queued++;
                } else {
                    working++;
                    left += run.secondsLeft().orElse(0);
                }
            }
            if (batch.contains(run)) {
                OptionalDouble all = run.secondsInAll();
                longest = all.isPresent() ? Math.max(all.getAsDouble(), Double.isNaN(longest) ? 0 : longest) : longest;
            }
        }
        active.set(working + queued > 0);
        if (!active.get()) {
            submitted.clear();
        }
        progress.set(batch.stream()
                .mapToDouble(run -> run.status().get().ended() ? 1 : run.fraction())
                .average()
                .orElse(0));
        waiting.set(queued == 0 ? "" : queued + " waiting");
        summary.set(words(working, queued, Double.isNaN(longest) ? Double.NaN : left + queued * longest));
    }

    private static String words(int working, int queued, double left) {
        if (working + queued == 0) {
            return "No run in progress";
        }
        String runs = working == 0 ? "Starting" : working == 1 ? "1 run" : working + " runs";
        return runs + (Double.isNaN(left) ? "" : ", " + TimeLeft.words(left));
    }
}
