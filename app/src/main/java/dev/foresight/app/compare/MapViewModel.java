package dev.foresight.app.compare;

import dev.foresight.app.compare.StatisticsViewModel.Choice;
import dev.foresight.app.project.ProjectModel;
import dev.foresight.app.project.RunItem;
import dev.foresight.app.task.TaskRunner;
import dev.foresight.engine.run.RunDirectory;
import dev.foresight.plots.figure.FigureWriter;
import dev.foresight.plots.series.HeatMap;
import dev.foresight.plots.table.MapFields;
import dev.foresight.plots.table.MapFigure;
import dev.foresight.plots.table.MapFigure.Shown;
import dev.foresight.plots.table.MapQuestion;
import dev.foresight.plots.table.MapWords;
import dev.foresight.plots.table.Measure;
import dev.foresight.plots.table.Question;
import dev.foresight.plots.table.RunMap;
import dev.foresight.plots.table.SeedPlan;
import dev.foresight.plots.table.TableException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.regex.Pattern;
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
 * The runs of the chosen experiment, and of the others of its sweep, over two fields of their specs: the map that
 * {@code foresight map} makes of the same folders. It is computed in the background, one at a time, while somebody looks
 * and only when there is something new. Lives on the view's thread.
 */
public final class MapViewModel {
    /** All that a map depends on, so that one is made only when it would come out differently. */
    private record State(List<List<Object>> runs, String x, String y, Choice choice, Map<String, String> held) {}

    /** Runs and the fields of their specs, which do not change: reading them takes longer than a pulse. */
    private record Known(List<RunItem> runs, MapFields fields) {
        Known(List<RunItem> runs) {
            this(runs, MapViewModel.fields(runs));
        }
    }

    /** What a sweep adds to its name for each of its experiments, such as " width=0.25". */
    private static final Pattern CELL = Pattern.compile("( [^ =]+=[^ =]+)+$");

    private static final String TEACH = "A map needs two values that vary, such as learning rate and horizon. Give the"
            + " experiment arms that differ in both, or run a sweep over them.";

    private static final String READING = "Reading the runs.";

    private final TaskRunner tasks;
    private final ProjectModel project;
    private final ObservableList<String> fields = FXCollections.observableArrayList();
    private final ObservableList<String> fieldsView = FXCollections.unmodifiableObservableList(fields);
    private final StringProperty x = new SimpleStringProperty("");
    private final StringProperty y = new SimpleStringProperty("");
    private final ObjectProperty<Choice> choice = new SimpleObjectProperty<>(Choice.FINAL);
    private final ObjectProperty<Shown> shown = new SimpleObjectProperty<>(Shown.VALUES);
    private final BooleanProperty watched = new SimpleBooleanProperty();
    private final ReadOnlyObjectWrapper<Optional<HeatMap>> heatMap = new ReadOnlyObjectWrapper<>(Optional.empty());
    private final ReadOnlyStringWrapper words = new ReadOnlyStringWrapper("");
    private final ReadOnlyStringWrapper hint = new ReadOnlyStringWrapper(TEACH);
    private Optional<RunMap> map = Optional.empty();
    private String experiment = "";
    private @Nullable State asked;
    private boolean busy;
    private Known known = new Known(List.of());

    public MapViewModel(TaskRunner tasks, ProjectModel project) {
        this.tasks = tasks;
        this.project = project;
        project.turn().addListener((observed, former, now) -> update());
        watched.addListener((observed, former, now) -> update());
        choice.addListener((observed, former, now) -> update());
        x.addListener((observed, former, now) -> moved(y, former, now));
        y.addListener((observed, former, now) -> moved(x, former, now));
        shown.addListener((observed, former, now) -> draw());
    }

    /** Maps the runs of this experiment. */
    public void experiment(String name) {
        experiment = name;
        update();
    }

    /** The fields that a map can have as an axis, by path. */
    public ObservableList<String> fields() {
        return fieldsView;
    }

    /** The field of the columns. */
    public StringProperty x() {
        return x;
    }

    /** The field of the rows. */
    public StringProperty y() {
        return y;
    }

    /** By which value of each run; epochs are for the command line. */
    public ObjectProperty<Choice> choice() {
        return choice;
    }

    /** Values or differences. */
    public ObjectProperty<Shown> shown() {
        return shown;
    }

    /** Whether somebody looks. */
    public BooleanProperty watched() {
        return watched;
    }

    public ReadOnlyObjectProperty<Optional<HeatMap>> heatMap() {
        return heatMap.getReadOnlyProperty();
    }

    /** What the map says, a sentence a line: that of the command line. */
    public ReadOnlyStringProperty words() {
        return words.getReadOnlyProperty();
    }

    /** Why there is nothing to see; empty where there is. */
    public ReadOnlyStringProperty hint() {
        return hint.getReadOnlyProperty();
    }

    /** Writes the map as a figure in the format of the file's ending. */
    public void exportFigure(Path file, Consumer<String> told) {
        Optional<RunMap> now = map;
        Shown wanted = shown.get();
        if (now.isEmpty()) {
            told.accept("There is no map to export. " + hint.get());
            return;
        }
        tasks.run(
                "Exporting " + file,
                () -> FigureWriter.write(MapFigure.of(now.get(), wanted), file),
                written -> told.accept("Wrote "
                        + String.join(", ", written.stream().map(Path::toString).toList())));
    }

    /** A field is on one axis only: the other takes what this one had. */
    private void moved(StringProperty other, String former, String now) {
        if (!now.isEmpty() && now.equals(other.get())) {
            other.set(former);
        }
        update();
    }

    private void update() {
        if (busy || !watched.get()) {
            return;
        }
        String base = base(experiment);
        List<RunItem> sweep = runsOf(name -> base(name).equals(base));
        if (!sweep.equals(known.runs)) {
            known = new Known(sweep);
        }
        List<RunItem> own = runsOf(name -> name.equals(experiment));
        List<String> varying = known.fields.varying();
        if (!varying.equals(fields)) {
            choose(varying);
        }
        if (varying.size() < 2) {
            asked = null;
            show(Optional.empty(), TEACH);
            return;
        }
        MapFields ofOwn = own.size() == sweep.size() ? known.fields : fields(own);
        // Within the experiment alone, where that has both fields; else over the sweep, where what varies between its
        // experiments and is on no axis stays as it is in the chosen one.
        boolean within = ofOwn.varying().contains(x.get()) && ofOwn.varying().contains(y.get());
        List<RunItem> runs = within ? own : sweep;
        Map<String, String> held = new TreeMap<>();
        if (!within) {
            varying.stream()
                    .filter(path -> !path.equals(x.get()) && !path.equals(y.get()))
                    .filter(path -> !own.isEmpty() && ofOwn.values(path).size() == 1)
                    .forEach(
                            path -> held.put(path, ofOwn.values(path).getFirst().text()));
        }
        State state =
                new State(runs.stream().map(StatisticsViewModel::state).toList(), x.get(), y.get(), choice.get(), held);
        if (state.equals(asked)) {
            return;
        }
        asked = state;
        busy = true;
        if (map.isEmpty()) {
            hint.set(READING);
        }
        List<RunDirectory> folders = runs.stream().map(RunItem::directory).toList();
        Measure measure = choice.get() == Choice.BEST ? new Measure.Best() : Measure.FINAL;
        MapQuestion question = new MapQuestion(
                x.get(),
                y.get(),
                held,
                new Question(Optional.empty(), measure, OptionalDouble.empty(), SeedPlan.SPEC_ONLY));
        tasks.run(
                "Mapping the runs of " + experiment,
                () -> RunMap.of(folders, question),
                made -> done(Optional.of(made), ""),
                failure -> done(Optional.empty(), String.valueOf(failure.getMessage())));
    }

    private void done(Optional<RunMap> made, String otherwise) {
        busy = false;
        show(made, otherwise);
        // What came in meanwhile.
        update();
    }

    /** The axes stay where they can; else horizon is across and the first other field up. */
    private void choose(List<String> varying) {
        boolean before = busy;
        busy = true;
        fields.setAll(varying);
        String across = varying.contains(x.get())
                ? x.get()
                : varying.contains("horizon") ? "horizon" : varying.isEmpty() ? "" : varying.getFirst();
        String up = varying.contains(y.get()) && !y.get().equals(across)
                ? y.get()
                : varying.stream()
                        .filter(path -> !path.equals(across))
                        .findFirst()
                        .orElse("");
        x.set("");
        y.set("");
        x.set(across);
        y.set(up);
        busy = before;
    }

    private List<RunItem> runsOf(Predicate<String> experiments) {
        return project.runs().stream()
                .filter(run -> experiments.test(run.spec().experiment().name()))
                .toList();
    }

    private static MapFields fields(List<RunItem> runs) {
        return MapFields.of(runs.stream().map(RunItem::spec).toList());
    }

    private static String base(String name) {
        return CELL.matcher(name).replaceFirst("");
    }

    private void show(Optional<RunMap> made, String otherwise) {
        map = made;
        words.set(made.map(one -> String.join("\n", MapWords.of(one))).orElse(""));
        hint.set(otherwise);
        draw();
    }

    private void draw() {
        if (map.isEmpty()) {
            heatMap.set(Optional.empty());
            return;
        }
        try {
            heatMap.set(Optional.of(MapFigure.heatMap(map.get(), shown.get())));
            hint.set("");
        } catch (TableException none) {
            heatMap.set(Optional.empty());
            hint.set("No differences to show: " + none.getMessage() + ".");
        }
    }
}
