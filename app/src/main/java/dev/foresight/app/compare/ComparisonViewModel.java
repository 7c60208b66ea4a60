package dev.foresight.app.compare;

import dev.foresight.app.project.ProjectModel;
import dev.foresight.app.project.RunCurves;
import dev.foresight.app.project.RunCurves.Axis;
import dev.foresight.app.project.RunItem;
import dev.foresight.app.task.TaskRunner;
import dev.foresight.engine.run.RunDirectory;
import dev.foresight.engine.spec.Amount;
import dev.foresight.engine.spec.DiagnosticsSpec;
import dev.foresight.engine.spec.Metric;
import dev.foresight.engine.spec.Task;
import dev.foresight.plots.figure.FigureSize;
import dev.foresight.plots.figure.FigureWriter;
import dev.foresight.plots.series.Curve;
import dev.foresight.plots.style.AxisStyle;
import dev.foresight.plots.style.CurveStyle;
import dev.foresight.plots.style.ReferenceLine;
import dev.foresight.plots.style.Scale;
import dev.foresight.plots.table.Plotted;
import dev.foresight.plots.table.RunFigure;
import dev.foresight.plots.table.RunTable;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;

/** What the charts show and how: the runs marked as shown, a quantity each, the axes. Lives on the view's thread. */
public final class ComparisonViewModel {
    /** The charts, one above the other. */
    public enum Chart {
        UPPER,
        LOWER
    }

    /** What one chart shows. */
    public static final class Shown {
        private final ObjectProperty<Plotted> quantity;
        private final ObjectProperty<Scale> scale = new SimpleObjectProperty<>(Scale.LINEAR);

        Shown(Plotted first) {
            quantity = new SimpleObjectProperty<>(first);
        }

        public ObjectProperty<Plotted> quantity() {
            return quantity;
        }

        /** Of the vertical axis. */
        public ObjectProperty<Scale> scale() {
            return scale;
        }
    }

    /** Averages over about twenty steps: calm, and still quick enough to show a jump. */
    private static final double SMOOTHING = 0.95;

    private final TaskRunner tasks;
    private final ProjectModel project;
    private final ReadOnlyObjectWrapper<Task> task = new ReadOnlyObjectWrapper<>(Task.IMAGE_CLASSIFICATION);
    private final ObservableList<Plotted> quantities = FXCollections.observableArrayList();
    private final ObservableList<Plotted> quantitiesView = FXCollections.unmodifiableObservableList(quantities);
    private final Shown upper = new Shown(Plotted.validation(Metric.judging(Task.IMAGE_CLASSIFICATION)));
    private final Shown lower = new Shown(Plotted.TRAINING_LOSS);
    private final ObjectProperty<Axis> axis = new SimpleObjectProperty<>(Axis.EPOCHS);
    private final BooleanProperty dark = new SimpleBooleanProperty();

    public ComparisonViewModel(TaskRunner tasks, ProjectModel project) {
        this.tasks = tasks;
        this.project = project;
        Stream.of(upper, lower).forEach(chart -> chart.quantity.addListener((observed, former, now) -> want()));
        offer();
    }

    public ReadOnlyObjectProperty<Task> task() {
        return task.getReadOnlyProperty();
    }

    /** Shows the runs of a task, by the metric that judges them; what is shown stays where the task does. */
    public void task(Task shown) {
        if (shown != task.get()) {
            task.set(shown);
            upper.quantity.set(Plotted.validation(Metric.judging(shown)));
            lower.quantity.set(Plotted.TRAINING_LOSS);
        }
        offer();
    }

    /** What the charts can show of the runs that they show; brought up to date by {@link #offer}. */
    public ObservableList<Plotted> quantities() {
        return quantitiesView;
    }

    /** Looks what the shown runs have measured. What a chart shows stays on offer. */
    public void offer() {
        Set<Integer> horizons = new TreeSet<>();
        for (RunItem run : shown()) {
            horizons.addAll(probed(run));
        }
        Stream.of(upper, lower)
                .map(chart -> chart.quantity.get())
                .filter(quantity -> quantity.part() == Plotted.Part.PREDICTION)
                .forEach(quantity -> horizons.add(quantity.horizon()));
        List<Plotted> now = Plotted.of(task.get(), horizons);
        if (!now.equals(quantities)) {
            quantities.setAll(now);
        }
    }

    /** The horizons for which a run probes its predictions. */
    private static List<Integer> probed(RunItem run) {
        DiagnosticsSpec diagnostics = run.spec().experiment().training().diagnostics();
        return diagnostics.on()
                ? diagnostics.horizons().stream().map(Long::intValue).toList()
                : List.of();
    }

    public Shown chart(Chart chart) {
        return switch (chart) {
            case UPPER -> upper;
            case LOWER -> lower;
        };
    }

    private void want() {
        project.want(Stream.of(upper, lower)
                .map(chart -> chart.quantity.get())
                .filter(quantity -> !RunCurves.always(quantity))
                .collect(Collectors.toSet()));
    }

    public ObjectProperty<Axis> axis() {
        return axis;
    }

    /** Whether the window is dark. */
    public BooleanProperty dark() {
        return dark;
    }

    public ProjectModel project() {
        return project;
    }

    /** The runs whose curves are drawn: marked as shown and of the task on the screen, oldest first. */
    public List<RunItem> shown() {
        return project.runs().stream()
                .filter(run -> run.shown().get() && run.spec().experiment().task() == task.get())
                .toList();
    }

    public List<Curve> curves(Chart chart) {
        Plotted quantity = chart(chart).quantity.get();
        List<Curve> curves = new ArrayList<>();
        for (RunItem run : shown()) {
            run.curves()
                    .of(quantity)
                    .ifPresent(curve ->
                            curves.add(new Curve(run.spec().arm().name(), curve.over(axis.get()), style(run))));
        }
        return curves;
    }

    /** Lines that tell what a value is worth: where a prediction is no better than none; the best that any model can reach. */
    public List<ReferenceLine> references(Chart chart) {
        Plotted quantity = chart(chart).quantity.get();
        return quantity.equals(Plotted.validation(Metric.PERPLEXITY))
                ? optimum()
                : quantity.worthless().stream().toList();
    }

    /** The best perplexity any model can reach, where the data tell it and all shown runs agree on it. */
    private List<ReferenceLine> optimum() {
        double[] known = shown().stream()
                .map(run -> run.curves().optimum())
                .flatMapToDouble(OptionalDouble::stream)
                .distinct()
                .toArray();
        return known.length == 1
                ? List.of(new ReferenceLine(String.format(Locale.ROOT, "best possible %.2f", known[0]), known[0]))
                : List.of();
    }

    public String title(Chart chart) {
        return chart(chart).quantity.get().title();
    }

    /** The unit, and for the upper chart what all curves are, such as {@code in %, 2 arms, 3 seeds}. */
    public String detail(Chart chart) {
        String unit = chart(chart).quantity.get().unit();
        List<RunItem> runs = shown();
        if (chart == Chart.LOWER || runs.isEmpty()) {
            return runs.isEmpty() ? "" : unit;
        }
        long arms = runs.stream().map(run -> run.spec().arm().name()).distinct().count();
        long seeds = runs.stream().map(run -> run.spec().seed()).distinct().count();
        return (unit.isEmpty() ? "" : unit + ", ")
                + arms
                + (arms == 1 ? " arm, " : " arms, ")
                + seeds
                + (seeds == 1 ? " seed" : " seeds");
    }

    public AxisStyle horizontal() {
        return switch (axis.get()) {
            case STEPS -> AxisStyle.STEPS;
            case EPOCHS -> AxisStyle.EPOCHS;
            case SECONDS -> AxisStyle.SECONDS;
        };
    }

    /** Without its title, which stands above the chart together with the unit. */
    public AxisStyle vertical(Chart chart) {
        Shown shown = chart(chart);
        AxisStyle style = shown.quantity.get().axis(shown.scale.get());
        return new AxisStyle("", style.numbers(), style.scale());
    }

    /** Factor of the moving average that is drawn over the curve; 0 for none. */
    public double smoothing(Chart chart) {
        return chart(chart).quantity.get().noisy() ? SMOOTHING : 0;
    }

    /** Why a chart of shown runs is empty, where that is not for want of runs. */
    public Optional<String> emptyText(Chart chart) {
        if (shown().isEmpty()) {
            return Optional.empty();
        }
        return switch (chart(chart).quantity.get().part()) {
            case PREDICTION, WEIGHTS ->
                Optional.of(
                        "These runs took no samples. New runs do where the experiment samples its weights: Sample every,"
                                + " in the parameters.");
            case COST, MEMORY -> Optional.of("Time and memory are told with each evaluation.");
            case TRAINING, VALIDATION -> Optional.empty();
        };
    }

    /** Where the longest of the shown runs is to end on the horizontal axis; NaN where that is not known. */
    public double expectedEnd() {
        return shown().stream()
                .map(run -> run.spec().experiment().training().length())
                .filter(length -> axis.get().name().equals(length.unit().name()))
                .mapToDouble(Amount::count)
                .max()
                .orElse(Double.NaN);
    }

    /** Writes everything measured in the shown runs as one tidy CSV. */
    public void exportTable(Path file, Consumer<String> told) {
        List<RunDirectory> runs = directories();
        tasks.run(
                "Exporting " + file,
                () -> {
                    RunTable.write(runs, file);
                    return file;
                },
                written -> told.accept("Wrote " + written));
    }

    /** Writes a chart, with the axes it has on the screen, as a figure in the format of the file's ending. */
    public void exportFigure(Chart chart, Path file, Consumer<String> told) {
        List<RunDirectory> runs = directories();
        Plotted quantity = chart(chart).quantity.get();
        Scale scale = chart(chart).scale.get();
        RunFigure.Axis over = RunFigure.Axis.valueOf(axis.get().name());
        tasks.run(
                "Exporting " + file,
                () -> FigureWriter.write(RunFigure.of(runs, quantity, over, scale, FigureSize.DOUBLE_COLUMN), file),
                written -> told.accept("Wrote "
                        + String.join(", ", written.stream().map(Path::toString).toList())));
    }

    private List<RunDirectory> directories() {
        return shown().stream().map(RunItem::directory).toList();
    }

    private static CurveStyle style(RunItem run) {
        int position =
                Math.max(0, run.spec().experiment().arms().indexOf(run.spec().arm()));
        return CurveStyle.arm(run.spec().arm().color(), position);
    }
}
