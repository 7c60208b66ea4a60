package dev.foresight.app.compare;

import dev.foresight.app.project.ProjectModel;
import dev.foresight.app.project.RunCurves;
import dev.foresight.app.project.RunCurves.Axis;
import dev.foresight.app.project.RunItem;
import dev.foresight.app.task.TaskRunner;
import dev.foresight.engine.run.RunDirectory;
import dev.foresight.engine.spec.Amount;
import dev.foresight.engine.spec.Metric;
import dev.foresight.engine.spec.Task;
import dev.foresight.plots.figure.FigureSize;
import dev.foresight.plots.figure.FigureWriter;
import dev.foresight.plots.series.Curve;
import dev.foresight.plots.style.AxisStyle;
import dev.foresight.plots.style.CurveStyle;
import dev.foresight.plots.style.ReferenceLine;
import dev.foresight.plots.style.Scale;
import dev.foresight.plots.table.RunFigure;
import dev.foresight.plots.table.RunTable;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Consumer;
import java.util.function.Function;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;

/** What the charts show and how: the runs marked as shown, the task's metric, the axes. Lives on the view's thread. */
public final class ComparisonViewModel {
    /** Which loss is drawn. */
    public enum Loss {
        TRAINING("training"),
        VALIDATION("validation");

        private final String word;

        Loss(String word) {
            this.word = word;
        }

        /** Its word on the screen and in files. */
        public String word() {
            return word;
        }
    }

    /** The charts, one above the other. */
    public enum Chart {
        METRIC,
        LOSS
    }

    private static final String VALIDATION = "validation";

    private final TaskRunner tasks;
    private final ProjectModel project;
    private final ReadOnlyObjectWrapper<Task> task = new ReadOnlyObjectWrapper<>(Task.IMAGE_CLASSIFICATION);
    private final ObservableList<Metric> metrics =
            FXCollections.observableArrayList(offered(Task.IMAGE_CLASSIFICATION));
    private final ObservableList<Metric> metricsView = FXCollections.unmodifiableObservableList(metrics);
    private final ObjectProperty<Metric> metric = new SimpleObjectProperty<>(Metric.ACCURACY);
    private final ObjectProperty<Axis> axis = new SimpleObjectProperty<>(Axis.EPOCHS);
    private final ObjectProperty<Loss> loss = new SimpleObjectProperty<>(Loss.TRAINING);
    private final ObjectProperty<Scale> lossScale = new SimpleObjectProperty<>(Scale.LINEAR);
    private final ObjectProperty<Scale> metricScale = new SimpleObjectProperty<>(Scale.LINEAR);
    private final BooleanProperty dark = new SimpleBooleanProperty();

    public ComparisonViewModel(TaskRunner tasks, ProjectModel project) {
        this.tasks = tasks;
        this.project = project;
    }

    public ReadOnlyObjectProperty<Task> task() {
        return task.getReadOnlyProperty();
    }

    /** Shows the runs of a task, by the metric that judges them; the metric stays where the task does. */
    public void task(Task shown) {
        if (shown != task.get()) {
            task.set(shown);
            metrics.setAll(offered(shown));
            metric.set(Metric.judging(shown));
        }
    }

    /** What the upper chart can show: all that is measured but the loss, which has the lower one. */
    public ObservableList<Metric> metrics() {
        return metricsView;
    }

    /** What the upper chart shows. */
    public ObjectProperty<Metric> metric() {
        return metric;
    }

    private static List<Metric> offered(Task task) {
        return Metric.of(task).stream().filter(one -> one != Metric.LOSS).toList();
    }

    public ObjectProperty<Axis> axis() {
        return axis;
    }

    public ObjectProperty<Loss> loss() {
        return loss;
    }

    public ObjectProperty<Scale> lossScale() {
        return lossScale;
    }

    public ObjectProperty<Scale> metricScale() {
        return metricScale;
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

    public List<Curve> metricCurves() {
        String shown = metric.get().id();
        return curves(run -> run.curves().measured(VALIDATION, shown));
    }

    public List<Curve> lossCurves() {
        return curves(run -> switch (loss.get()) {
            case TRAINING -> Optional.of(run.curves().trainingLoss());
            case VALIDATION -> run.curves().measured(VALIDATION, "loss");
        });
    }

    /** The best perplexity any model can reach, where the data tell it and all shown runs agree on it. */
    public List<ReferenceLine> optimum() {
        if (metric.get() != Metric.PERPLEXITY) {
            return List.of();
        }
        double[] known = shown().stream()
                .map(run -> run.curves().optimum())
                .flatMapToDouble(OptionalDouble::stream)
                .distinct()
                .toArray();
        return known.length == 1
                ? List.of(new ReferenceLine(String.format(Locale.ROOT, "best possible %.2f", known[0]), known[0]))
                : List.of();
    }

    /** What a chart of a metric is headed by. */
    static String title(Metric metric) {
        return "Validation " + metric.title();
    }

    public String metricTitle() {
        return title(metric.get());
    }

    public String lossTitle() {
        return loss.get() == Loss.TRAINING ? "Training loss" : "Validation loss";
    }

    /** What the charts' curves are, such as {@code 2 arms, 3 seeds}. */
    public String detail() {
        List<RunItem> runs = shown();
        long arms = runs.stream().map(run -> run.spec().arm().name()).distinct().count();
        long seeds = runs.stream().map(run -> run.spec().seed()).distinct().count();
        String unit = metric.get().fraction() ? "in %, " : metric.get() == Metric.PERPLEXITY ? "per token, " : "";
        return runs.isEmpty()
                ? ""
                : unit + arms + (arms == 1 ? " arm, " : " arms, ") + seeds + (seeds == 1 ? " seed" : " seeds");
    }

    public AxisStyle horizontal() {
        return switch (axis.get()) {
            case STEPS -> AxisStyle.STEPS;
            case EPOCHS -> AxisStyle.EPOCHS;
            case SECONDS -> AxisStyle.SECONDS;
        };
    }

    public AxisStyle metricAxis() {
        return untitled(AxisStyle.metric(VALIDATION, metric.get().id()), metricScale.get());
    }

    public AxisStyle lossAxis() {
        return untitled(AxisStyle.metric(loss.get().word(), "loss"), lossScale.get());
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

    /** The title stands above the chart, together with its unit. */
    private static AxisStyle untitled(AxisStyle style, Scale scale) {
        return new AxisStyle("", style.numbers(), scale);
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
        boolean metricWanted = chart == Chart.METRIC;
        String split = metricWanted ? VALIDATION : loss.get().word();
        String measured = metricWanted ? metric.get().id() : Metric.LOSS.id();
        Scale scale = metricWanted ? metricScale.get() : lossScale.get();
        RunFigure.Axis over = RunFigure.Axis.valueOf(axis.get().name());
        tasks.run(
                "Exporting " + file,
                () -> FigureWriter.write(
                        RunFigure.of(runs, split, measured, over, scale, FigureSize.DOUBLE_COLUMN), file),
                written -> told.accept("Wrote "
                        + String.join(", ", written.stream().map(Path::toString).toList())));
    }

    private List<RunDirectory> directories() {
        return shown().stream().map(RunItem::directory).toList();
    }

    private List<Curve> curves(Function<RunItem, Optional<RunCurves.Curve>> pick) {
        List<Curve> curves = new ArrayList<>();
        for (RunItem run : shown()) {
            pick.apply(run)
                    .ifPresent(curve ->
                            curves.add(new Curve(run.spec().arm().name(), curve.over(axis.get()), style(run))));
        }
        return curves;
    }

    private static CurveStyle style(RunItem run) {
        int position =
                Math.max(0, run.spec().experiment().arms().indexOf(run.spec().arm()));
        return CurveStyle.arm(run.spec().arm().color(), position);
    }
}
