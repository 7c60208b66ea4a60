package dev.foresight.app.compare;

import dev.foresight.app.project.ProjectModel;
import dev.foresight.app.project.RunCurves.Axis;
import dev.foresight.app.project.RunItem;
import dev.foresight.app.task.TaskRunner;
import dev.foresight.engine.run.RunDirectory;
import dev.foresight.plots.table.Comparison;
import dev.foresight.plots.table.ComparisonWords;
import dev.foresight.plots.table.Measure;
import dev.foresight.plots.table.Question;
import dev.foresight.plots.table.SeedPlan;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.jspecify.annotations.Nullable;

/**
 * What the runs of the chosen experiment say about its arms: the comparison that {@code foresight compare} makes of the same
 * folders. It is computed in the background, one at a time, while somebody looks and only when there is something new.
 * Lives on the view's thread.
 */
public final class StatisticsViewModel {
    /** By which value of each run. */
    public enum Choice {
        FINAL("final"),
        BEST("best"),
        EPOCH("at epoch");

        private final String word;

        Choice(String word) {
            this.word = word;
        }

        public String word() {
            return word;
        }
    }

    /** All that a comparison depends on, so that one is made only when it would come out differently. */
    private record State(Measure measure, List<List<Object>> runs) {}

    private static final String NO_RUNS = "The arms are compared here when the experiment has runs. Press Run.";

    private final TaskRunner tasks;
    private final ProjectModel project;
    private final ObjectProperty<Choice> choice = new SimpleObjectProperty<>(Choice.FINAL);
    private final StringProperty epoch = new SimpleStringProperty("1");
    private final BooleanProperty watched = new SimpleBooleanProperty();
    private final ReadOnlyObjectWrapper<Optional<Comparison>> comparison =
            new ReadOnlyObjectWrapper<>(Optional.empty());
    private final ObservableList<StatisticsRow> rows = FXCollections.observableArrayList();
    // Kept, because a wrapper that nobody holds is collected together with its listeners.
    private final ObservableList<StatisticsRow> rowsView = FXCollections.unmodifiableObservableList(rows);
    private final ReadOnlyStringWrapper title = new ReadOnlyStringWrapper("");
    private final ReadOnlyStringWrapper words = new ReadOnlyStringWrapper("");
    private final ReadOnlyStringWrapper hint = new ReadOnlyStringWrapper(NO_RUNS);
    private String experiment = "";
    private @Nullable State asked;
    private boolean busy;

    public StatisticsViewModel(TaskRunner tasks, ProjectModel project) {
        this.tasks = tasks;
        this.project = project;
        project.turn().addListener((observed, former, now) -> update());
        choice.addListener((observed, former, now) -> update());
        epoch.addListener((observed, former, now) -> update());
        watched.addListener((observed, former, now) -> update());
    }

    /** Compares the arms of this experiment. */
    public void experiment(String name) {
        experiment = name;
        update();
    }

    public ObjectProperty<Choice> choice() {
        return choice;
    }

    /** For {@link Choice#EPOCH}. */
    public StringProperty epoch() {
        return epoch;
    }

    /** Whether somebody looks. */
    public BooleanProperty watched() {
        return watched;
    }

    public ReadOnlyObjectProperty<Optional<Comparison>> comparison() {
        return comparison.getReadOnlyProperty();
    }

    /** An arm each. */
    public ObservableList<StatisticsRow> rows() {
        return rowsView;
    }

    /** By what the arms are compared. */
    public ReadOnlyStringProperty title() {
        return title.getReadOnlyProperty();
    }

    /** What the numbers say, a sentence a line: that of the command line. */
    public ReadOnlyStringProperty words() {
        return words.getReadOnlyProperty();
    }

    /** Why there is nothing to see; empty where there is. */
    public ReadOnlyStringProperty hint() {
        return hint.getReadOnlyProperty();
    }

    private void update() {
        if (busy || !watched.get()) {
            return;
        }
        Optional<Measure> measure = measure();
        if (measure.isEmpty()) {
            asked = null;
            show(Optional.empty(), "An epoch above 0, such as 5 or 2.5, at which the runs were evaluated.");
            return;
        }
        List<RunItem> runs = project.runs().stream()
                .filter(run -> run.spec().experiment().name().equals(experiment))
                .toList();
        State state = new State(
                measure.get(), runs.stream().map(StatisticsViewModel::state).toList());
        if (state.equals(asked)) {
            return;
        }
        asked = state;
        if (runs.isEmpty()) {
            show(Optional.empty(), NO_RUNS);
            return;
        }
        busy = true;
        List<RunDirectory> folders = runs.stream().map(RunItem::directory).toList();
        Question question = new Question(Optional.empty(), measure.get(), OptionalDouble.empty(), SeedPlan.SPEC_ONLY);
        tasks.run(
                "Comparing the arms of " + experiment,
                () -> Comparison.of(folders, question).stream().findFirst(),
                made -> done(made, NO_RUNS),
                failure -> done(Optional.empty(), String.valueOf(failure.getMessage())));
    }

    private void done(Optional<Comparison> made, String otherwise) {
        busy = false;
        show(made, otherwise);
        // What came in meanwhile.
        update();
    }

    private Optional<Measure> measure() {
        return switch (choice.get()) {
            case FINAL -> Optional.of(Measure.FINAL);
            case BEST -> Optional.of(new Measure.Best());
            case EPOCH -> Measure.parse("epoch=" + epoch.get().strip());
        };
    }

    /** Evaluations and status; steps without an evaluation change no number here. */
    static List<Object> state(RunItem run) {
        int evaluations = run.curves()
                .measured("validation", run.metric().id())
                .map(curve -> curve.over(Axis.EPOCHS).size())
                .orElse(0);
        return List.of(run.id(), run.status().get(), evaluations, run.last());
    }

    private void show(Optional<Comparison> made, String otherwise) {
        comparison.set(made);
        hint.set(made.isPresent() ? "" : otherwise);
        title.set(made.map(StatisticsRow::title).orElse(""));
        words.set(made.map(one -> String.join("\n", ComparisonWords.of(one))).orElse(""));
        rows.setAll(made.map(StatisticsRow::of).orElse(List.of()));
    }
}
