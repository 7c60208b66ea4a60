package dev.foresight.app.shell;

import dev.foresight.app.compare.ComparisonViewModel;
import dev.foresight.app.compare.ComparisonViewModel.Chart;
import dev.foresight.app.compare.MapViewModel;
import dev.foresight.app.compare.StatisticsViewModel;
import dev.foresight.app.experiment.ExperimentTemplate;
import dev.foresight.app.experiment.ExperimentViewModel;
import dev.foresight.app.project.ExperimentItem;
import dev.foresight.app.project.LogLine;
import dev.foresight.app.project.ProjectModel;
import dev.foresight.app.project.RunItem;
import dev.foresight.app.queue.QueueViewModel;
import dev.foresight.app.run.RunsViewModel;
import dev.foresight.app.sweep.SweepQueue;
import dev.foresight.app.sweep.SweepViewModel;
import dev.foresight.app.task.TaskFailure;
import dev.foresight.app.task.TaskRunner;
import dev.foresight.engine.project.Project;
import dev.foresight.engine.spec.ExperimentSpec;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;

/** What the window as a whole knows and can do; the features meet here. Lives on the view's thread, knows no stage. */
public final class WorkbenchModel {
    private static final int LONGEST_NAME = 64;

    private final TaskRunner tasks;
    private final ProjectModel project;
    private final ExperimentViewModel experiment;
    private final RunsViewModel runs;
    private final ComparisonViewModel comparison;
    private final QueueViewModel queue;
    private final StatisticsViewModel statistics;
    private final MapViewModel map;
    private final SweepViewModel sweep;
    private final ReadOnlyStringWrapper chosen = new ReadOnlyStringWrapper("");
    private final ReadOnlyBooleanWrapper homeless = new ReadOnlyBooleanWrapper();
    private final ReadOnlyStringWrapper message = new ReadOnlyStringWrapper("");
    private final ReadOnlyBooleanWrapper troubled = new ReadOnlyBooleanWrapper();
    private final ReadOnlyStringWrapper offer = new ReadOnlyStringWrapper("");
    private Runnable offered = () -> {};

    public WorkbenchModel(
            TaskRunner tasks,
            ProjectModel project,
            ExperimentViewModel experiment,
            RunsViewModel runs,
            ComparisonViewModel comparison) {
        this.tasks = tasks;
        this.project = project;
        this.experiment = experiment;
        this.runs = runs;
        this.comparison = comparison;
        statistics = new StatisticsViewModel(tasks, project);
        map = new MapViewModel(tasks, project);
        sweep = new SweepViewModel(tasks, project, new SweepRuns(runs));
        queue = new QueueViewModel(project, runs.line(), Runtime.getRuntime().availableProcessors());
        runs.notice().addListener((observed, former, notice) -> {
            if (notice != null) {
                say(notice.text(), false);
                offered = notice.work();
                offer.set(notice.offer());
            }
        });
    }

    public TaskRunner tasks() {
        return tasks;
    }

    public ProjectModel project() {
        return project;
    }

    public ExperimentViewModel experiment() {
        return experiment;
    }

    public RunsViewModel runs() {
        return runs;
    }

    public ComparisonViewModel comparison() {
        return comparison;
    }

    public StatisticsViewModel statistics() {
        return statistics;
    }

    public MapViewModel map() {
        return map;
    }

    public SweepViewModel sweep() {
        return sweep;
    }

    public QueueViewModel queue() {
        return queue;
    }

    /** Name of the experiment in the form. */
    public ReadOnlyStringProperty chosen() {
        return chosen.getReadOnlyProperty();
    }

    /** The last thing that went wrong or that is worth telling, in a sentence; empty when there is none. */
    public ReadOnlyStringProperty message() {
        return message.getReadOnlyProperty();
    }

    /** Whether the message is of something that went wrong. */
    public ReadOnlyBooleanProperty troubled() {
        return troubled.getReadOnlyProperty();
    }

    /** What can be done about the message, a verb; empty when nothing can. */
    public ReadOnlyStringProperty offer() {
        return offer.getReadOnlyProperty();
    }

    /** Does what is offered. */
    public void acceptOffer() {
        Runnable work = offered;
        say("", false);
        work.run();
    }

    private void say(String text, boolean trouble) {
        offered = () -> {};
        offer.set("");
        troubled.set(trouble);
        message.set(text);
    }

    /** Whether the window is without a project and none is on its way: somebody has to open or make one. */
    public ReadOnlyBooleanProperty homeless() {
        return homeless.getReadOnlyProperty();
    }

    /** There is no project to begin with. */
    public void nothingToOpen() {
        homeless.set(project.project().get() == null);
    }

    /** Makes a project, with a first experiment in it so that there is something to run, and opens it. */
    public void create(Path folder) {
        ExperimentSpec first = ExperimentTemplate.all().getFirst().spec();
        String name = String.valueOf(folder.getFileName());
        tasks.run(
                "Making the project " + folder,
                () -> {
                    Project made = Project.create(folder, name, "");
                    made.save(first);
                    return made;
                },
                made -> open(made.folder(), first.name()));
    }

    /** Opens a project and the experiment named, or its first one. */
    public void open(Path folder, String preferred) {
        project.open(folder, () -> {
            homeless.set(false);
            say("", false);
            chosen.set("");
            experiment.clear();
            project.experiments().stream()
                    .filter(item -> item.name().equals(preferred))
                    .findFirst()
                    .or(() -> project.experiments().stream()
                            .filter(item -> item.spec() != null)
                            .findFirst())
                    .ifPresent(item -> choose(item.name()));
        });
    }

    /** Puts an experiment into the form, its runs into the list and the newest of them into the charts. */
    public void choose(String name) {
        if (name.equals(chosen.get())) {
            return;
        }
        runs.listExperiment(name);
        statistics.experiment(name);
        map.experiment(name);
        project.showOnly(project.latest(name));
        Optional<ExperimentItem> item = project.experiments().stream()
                .filter(candidate -> candidate.name().equals(name))
                .findFirst();
        ExperimentSpec spec = item.map(ExperimentItem::spec).orElse(null);
        chosen.set(name);
        if (spec == null) {
            experiment.clear();
            say(item.map(ExperimentItem::trouble).orElse(""), true);
        } else {
            experiment.load(spec);
            comparison.task(spec.task());
        }
    }

    /** Shows one run alone. */
    public void show(RunItem run) {
        project.showOnly(List.of(run));
    }

    /** Starts every arm and seed of the experiment as the form has it now. */
    public void run() {
        ExperimentSpec spec = experiment.spec().get();
        if (spec != null && experiment.runnable().get()) {
            comparison.task(spec.task());
            runs.run(spec);
        }
    }

    public void save() {
        ExperimentSpec spec = experiment.spec().get();
        if (spec != null) {
            project.save(spec, () -> experiment.saved(spec));
        }
    }

    /** Adds an experiment to the project and puts it into the form. */
    public void add(ExperimentSpec spec) {
        project.add(spec, Stream.of(spec.name()), added -> choose(added.name()));
    }

    /** Makes an experiment of a run's under a name that is free, to be edited. */
    public void duplicate(RunItem run) {
        ExperimentSpec spec = run.spec().experiment();
        project.add(spec, free(spec.name()), added -> choose(added.name()));
    }

    /** Names of the same stem that no listed experiment has, the next number first. */
    private Stream<String> free(String name) {
        String whole = name.replaceFirst("-\\d{1,4}$", "");
        String base = whole.substring(0, Math.min(whole.length(), LONGEST_NAME - 5));
        Set<String> taken = project.experiments().stream()
                .map(item -> item.name().toLowerCase(Locale.ROOT))
                .collect(Collectors.toSet());
        return IntStream.range(2, 10_000)
                .mapToObj(number -> base + "-" + number)
                .filter(candidate -> !taken.contains(candidate.toLowerCase(Locale.ROOT)));
    }

    /** Writes the measurements of the shown runs. */
    public void exportTable(Path file) {
        comparison.exportTable(file, this::told);
    }

    /** Draws a chart of the shown runs into a file; SVG, PDF or PNG by its ending. */
    public void exportFigure(Chart chart, Path file) {
        comparison.exportFigure(chart, file, this::told);
    }

    /** Draws the map of the chosen experiment's runs into a file; SVG, PDF or PNG by its ending. */
    public void exportMap(Path file) {
        map.exportFigure(file, this::told);
    }

    /** What a sweep asks of the runs' feature. */
    private record SweepRuns(RunsViewModel runs) implements SweepQueue {
        @Override
        public void start(List<RunItem> items) {
            runs.startAll(items);
        }

        @Override
        public void stop(List<RunItem> items) {
            items.forEach(run -> runs.stop(run, true));
        }

        @Override
        public int slots() {
            return runs.line().slots().get().count();
        }
    }

    private void told(String text) {
        project.tell(new LogLine("window", "export", text));
        say(text, false);
    }

    /** Background work failed: told in the status bar and kept in the log. */
    public void failed(TaskFailure failure) {
        say(failure.message(), true);
        nothingToOpen();
        project.tell(new LogLine("window", "problem", failure.message()));
    }
}
