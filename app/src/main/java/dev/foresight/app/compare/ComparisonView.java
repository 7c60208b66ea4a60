package dev.foresight.app.compare;

import dev.foresight.app.project.RunCurves.Axis;
import java.util.List;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/** Two charts of the same runs, one above the other: the metric and the loss. */
public final class ComparisonView extends VBox {
    public ComparisonView(ComparisonViewModel model) {
        getStyleClass().add("comparison");
        ChartHeader metric = new ChartHeader();
        metric.title().setText("Validation accuracy");
        metric.addSwitch("Horizontal axis", List.of(Axis.values()), Axis::word, model.axis());
        metric.addSwitch("Vertical axis", List.of(false, true), log -> log ? "log" : "linear", model.logMetric());
        ChartHeader loss = new ChartHeader();
        loss.title().setText("Loss");
        loss.addSwitch("Vertical axis", List.of(false, true), log -> log ? "log" : "linear", model.logLoss());
        Region upper = new Region();
        Region lower = new Region();
        VBox.setVgrow(upper, Priority.ALWAYS);
        VBox.setVgrow(lower, Priority.ALWAYS);
        getChildren().addAll(metric, upper, loss, lower);
    }
}
