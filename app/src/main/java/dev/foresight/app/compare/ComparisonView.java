package dev.foresight.app.compare;

import dev.foresight.app.project.RunCurves.Axis;
import dev.foresight.app.project.RunItem;
import dev.foresight.plots.live.ChartPump;
import dev.foresight.plots.live.ChartTheme;
import dev.foresight.plots.live.LiveChart;
import dev.foresight.plots.series.Curve;
import dev.foresight.plots.style.AxisStyle;
import dev.foresight.plots.style.ReferenceLine;
import dev.foresight.plots.style.Scale;
import java.util.List;
import javafx.beans.InvalidationListener;
import javafx.collections.ListChangeListener;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

/** Two charts of the same runs, one above the other: the metric and the loss. They draw at most once a pulse. */
public final class ComparisonView extends VBox {
    /** Averages over about twenty steps: calm, and still quick enough to show a jump. */
    private static final double SMOOTHING = 0.95;

    private static final String EMPTY = "Curves appear here while runs train. Press Run to start the first ones.";

    private final ComparisonViewModel model;
    private final ChartHeader metricHeader = new ChartHeader();
    private final ChartHeader lossHeader = new ChartHeader();
    private final LiveChart metric = new LiveChart(ChartTheme.LIGHT);
    private final LiveChart loss = new LiveChart(ChartTheme.LIGHT);
    private final ChartPump pump = new ChartPump();
    private final Drawn metricDrawn = new Drawn(metric);
    private final Drawn lossDrawn = new Drawn(loss);
    private boolean stale = true;

    public ComparisonView(ComparisonViewModel model) {
        this.model = model;
        getStyleClass().add("comparison");
        metricHeader.chooseTitle("Metric", model.metrics(), ComparisonViewModel::title, model.metric());
        metricHeader.addSwitch("Horizontal axis", List.of(Axis.values()), Axis::word, model.axis());
        metricHeader.addSwitch("Vertical axis", List.of(Scale.values()), ComparisonView::word, model.metricScale());
        lossHeader.addSwitch("Loss of", List.of(ComparisonViewModel.Loss.values()), l -> l.word(), model.loss());
        lossHeader.addSwitch("Vertical axis", List.of(Scale.values()), ComparisonView::word, model.lossScale());
        metric.setEmptyText(EMPTY);
        loss.setEmptyText("");
        metric.setMinHeight(80);
        loss.setMinHeight(80);
        VBox.setVgrow(metric, Priority.ALWAYS);
        VBox.setVgrow(loss, Priority.ALWAYS);
        getChildren().addAll(metricHeader, metric, lossHeader, loss);

        InvalidationListener change = observed -> stale = true;
        List.of(model.task(), model.metric(), model.axis(), model.loss(), model.lossScale(), model.metricScale())
                .forEach(property -> property.addListener(change));
        model.project().runs().forEach(run -> follow(run, change));
        model.project().runs().addListener((ListChangeListener<RunItem>) changes -> {
            stale = true;
            while (changes.next()) {
                changes.getAddedSubList().forEach(run -> follow(run, change));
            }
        });
        model.dark().addListener((observed, former, latter) -> dress());
        dress();
        pump.addChart(metric);
        pump.addChart(loss);
        pump.addSource(this::update);
        // The timer holds the view; it only runs while the view is in a window.
        sceneProperty().addListener((observed, former, scene) -> {
            if (scene == null) {
                pump.stop();
            } else {
                pump.start();
            }
        });
    }

    private static void follow(RunItem run, InvalidationListener change) {
        run.shown().addListener(change);
        run.revision().addListener(change);
    }

    private void dress() {
        ChartTheme theme = model.dark().get() ? ChartTheme.DARK : ChartTheme.LIGHT;
        metric.setTheme(theme);
        loss.setTheme(theme);
    }

    /** Once a pulse at most: gives the charts their curves when the set of curves has changed. */
    private void update() {
        if (!stale) {
            return;
        }
        stale = false;
        metricHeader.detail().setText(model.detail());
        lossHeader.title().setText(model.lossTitle());
        lossHeader.detail().setText("in nats");
        double end = model.expectedEnd();
        metricDrawn.show(model.horizontal(), model.metricAxis(), 0, end, model.optimum(), model.metricCurves());
        double smoothing = model.loss().get() == ComparisonViewModel.Loss.TRAINING ? SMOOTHING : 0;
        lossDrawn.show(model.horizontal(), model.lossAxis(), smoothing, end, List.of(), model.lossCurves());
    }

    /** What a chart has been given, so that it is only told what is new: each telling makes it compute afresh. */
    private static final class Drawn {
        private final LiveChart chart;
        private List<Object> look = List.of();
        private List<Curve> curves = List.of();
        private double smoothed;

        Drawn(LiveChart chart) {
            this.chart = chart;
        }

        void show(AxisStyle x, AxisStyle y, double smoothing, double end, List<ReferenceLine> lines, List<Curve> next) {
            List<Object> wanted = List.of(x, y, end, lines);
            if (!wanted.equals(look)) {
                look = wanted;
                chart.setAxes(x, y);
                chart.setExpectedEnd(end);
                chart.setReferences(lines);
            }
            if (smoothing != smoothed) {
                smoothed = smoothing;
                chart.setSmoothing(smoothing);
            }
            if (!next.equals(curves)) {
                curves = next;
                chart.setCurves(next);
            }
        }
    }

    private static String word(Scale scale) {
        return switch (scale) {
            case LINEAR -> "linear";
            case LOG -> "log";
        };
    }
}
