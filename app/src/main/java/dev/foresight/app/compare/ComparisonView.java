package dev.foresight.app.compare;

import dev.foresight.app.compare.ComparisonViewModel.Chart;
import dev.foresight.app.project.RunCurves.Axis;
import dev.foresight.app.project.RunItem;
import dev.foresight.plots.live.ChartPump;
import dev.foresight.plots.live.ChartTheme;
import dev.foresight.plots.live.LiveChart;
import dev.foresight.plots.series.Curve;
import dev.foresight.plots.style.AxisStyle;
import dev.foresight.plots.style.ReferenceLine;
import dev.foresight.plots.style.Scale;
import dev.foresight.plots.table.Plotted;
import java.util.List;
import javafx.beans.InvalidationListener;
import javafx.collections.ListChangeListener;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

/** Two charts of the same runs, one above the other, each of a quantity of choice. They draw at most once a pulse. */
public final class ComparisonView extends VBox {
    private static final String EMPTY = "Curves appear here while runs train. Press Run to start the first ones.";

    private final ComparisonViewModel model;
    private final Panel upper;
    private final Panel lower;
    private final ChartPump pump = new ChartPump();
    private boolean stale = true;

    public ComparisonView(ComparisonViewModel model) {
        this.model = model;
        getStyleClass().add("comparison");
        upper = new Panel(model, Chart.UPPER, EMPTY);
        lower = new Panel(model, Chart.LOWER, "");
        upper.header.addSwitch("Horizontal axis", List.of(Axis.values()), Axis::word, model.axis());
        List.of(upper, lower).forEach(panel -> getChildren().addAll(panel.header, panel.chart));

        InvalidationListener change = observed -> stale = true;
        List.of(model.task(), model.axis()).forEach(property -> property.addListener(change));
        for (Chart chart : Chart.values()) {
            model.chart(chart).quantity().addListener(change);
            model.chart(chart).scale().addListener(change);
        }
        model.project().runs().forEach(run -> follow(run, change));
        model.project().runs().addListener((ListChangeListener<RunItem>) changes -> {
            stale = true;
            while (changes.next()) {
                changes.getAddedSubList().forEach(run -> follow(run, change));
            }
        });
        model.dark().addListener((observed, former, latter) -> dress());
        dress();
        pump.addChart(upper.chart);
        pump.addChart(lower.chart);
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
        upper.chart.setTheme(theme);
        lower.chart.setTheme(theme);
    }

    /** Once a pulse at most: gives the charts their curves when the set of curves has changed. */
    private void update() {
        if (!stale) {
            return;
        }
        stale = false;
        model.offer();
        upper.show(model);
        lower.show(model);
    }

    /**
     * A chart with its header. It remembers what the chart has been given, so that it is only told what is new: each telling
     * makes it compute afresh.
     */
    private static final class Panel {
        private final Chart which;
        private final ChartHeader header = new ChartHeader();
        private final LiveChart chart = new LiveChart(ChartTheme.LIGHT);
        private final String empty;
        private List<Object> look = List.of();
        private List<Curve> curves = List.of();
        private double smoothed;

        Panel(ComparisonViewModel model, Chart which, String empty) {
            this.which = which;
            this.empty = empty;
            header.chooseTitle(
                    which == Chart.UPPER ? "What the upper chart shows" : "What the lower chart shows",
                    model.quantities(),
                    Plotted::title,
                    Plotted::part,
                    model.chart(which).quantity());
            header.addSwitch(
                    "Vertical axis",
                    List.of(Scale.values()),
                    ComparisonView::word,
                    model.chart(which).scale());
            chart.setMinHeight(80);
            VBox.setVgrow(chart, Priority.ALWAYS);
        }

        void show(ComparisonViewModel model) {
            header.detail().setText(model.detail(which));
            AxisStyle x = model.horizontal();
            AxisStyle y = model.vertical(which);
            double end = model.expectedEnd();
            List<ReferenceLine> lines = model.references(which);
            String text = model.emptyText(which).orElse(empty);
            List<Object> wanted = List.of(x, y, end, lines, text);
            if (!wanted.equals(look)) {
                look = wanted;
                chart.setAxes(x, y);
                chart.setExpectedEnd(end);
                chart.setReferences(lines);
                chart.setEmptyText(text);
            }
            double smoothing = model.smoothing(which);
            if (smoothing != smoothed) {
                smoothed = smoothing;
                chart.setSmoothing(smoothing);
            }
            List<Curve> next = model.curves(which);
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
