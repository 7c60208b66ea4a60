package dev.foresight.app.shell;

import javafx.beans.binding.Bindings;
import javafx.beans.value.ObservableValue;
import javafx.scene.control.Label;
import javafx.scene.control.OverrunStyle;
import javafx.scene.control.ProgressBar;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;

/** The line at the bottom: what computes, what went wrong, how far the runs are. */
final class StatusBar extends HBox {
    StatusBar(WorkbenchModel model, ObservableValue<String> backend) {
        getStyleClass().add("status-bar");
        Label computing = new Label();
        computing.textProperty().bind(backend);
        computing.setMinWidth(Region.USE_PREF_SIZE);

        Label trouble = new Label();
        trouble.getStyleClass().add("trouble");
        trouble.textProperty()
                .bind(model.message().map(text -> text.lines().findFirst().orElse("")));
        trouble.setTextOverrun(OverrunStyle.ELLIPSIS);
        trouble.setMaxWidth(Double.MAX_VALUE);
        HBox.setHgrow(trouble, Priority.ALWAYS);
        Tooltip all = new Tooltip();
        all.setWrapText(true);
        all.setMaxWidth(600);
        all.textProperty().bind(model.message());
        trouble.tooltipProperty()
                .bind(Bindings.when(model.message().isEmpty())
                        .then((Tooltip) null)
                        .otherwise(all));

        Label summary = new Label();
        summary.textProperty().bind(model.runs().summary());
        summary.setMinWidth(Region.USE_PREF_SIZE);
        ProgressBar progress = new ProgressBar();
        progress.progressProperty().bind(model.runs().progress());
        // Hidden, not removed: nothing moves when a run begins.
        progress.visibleProperty().bind(model.runs().active());
        progress.setAccessibleText("Progress of the runs");
        progress.setMinWidth(Region.USE_PREF_SIZE);
        Label waiting = new Label();
        waiting.textProperty().bind(model.runs().waiting());
        waiting.setMinWidth(Region.USE_PREF_SIZE);
        waiting.managedProperty().bind(waiting.textProperty().isNotEmpty());
        getChildren().addAll(computing, trouble, progress, summary, waiting);
    }
}
