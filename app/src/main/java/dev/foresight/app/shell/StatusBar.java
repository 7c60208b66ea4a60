package dev.foresight.app.shell;

import javafx.beans.binding.Bindings;
import javafx.beans.value.ObservableValue;
import javafx.css.PseudoClass;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.OverrunStyle;
import javafx.scene.control.ProgressBar;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;

/** The line at the bottom: what computes, what went wrong or is worth telling, how far the runs are. */
final class StatusBar extends HBox {
    StatusBar(WorkbenchModel model, ObservableValue<String> backend) {
        getStyleClass().add("status-bar");
        Label computing = new Label();
        computing.textProperty().bind(backend);
        computing.setMinWidth(Region.USE_PREF_SIZE);

        Label trouble = new Label();
        trouble.getStyleClass().add("message");
        PseudoClass failure = PseudoClass.getPseudoClass("failure");
        model.troubled()
                .addListener((observed, former, troubled) -> trouble.pseudoClassStateChanged(failure, troubled));
        trouble.pseudoClassStateChanged(failure, model.troubled().get());
        trouble.textProperty()
                .bind(model.message().map(text -> text.lines().findFirst().orElse("")));
        trouble.setTextOverrun(OverrunStyle.ELLIPSIS);
        Tooltip all = new Tooltip();
        all.setWrapText(true);
        all.setMaxWidth(600);
        all.textProperty().bind(model.message());
        trouble.tooltipProperty()
                .bind(Bindings.when(model.message().isEmpty())
                        .then((Tooltip) null)
                        .otherwise(all));

        Button offer = new Button();
        offer.setId("status-offer");
        offer.textProperty().bind(model.offer());
        offer.visibleProperty().bind(model.offer().isNotEmpty());
        offer.managedProperty().bind(offer.visibleProperty());
        offer.setMinWidth(Region.USE_PREF_SIZE);
        offer.setOnAction(event -> model.acceptOffer());
        HBox message = new HBox(8, trouble, offer);
        message.setAlignment(Pos.CENTER_LEFT);
        HBox.setHgrow(message, Priority.ALWAYS);

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
        getChildren().addAll(computing, message, progress, summary, waiting);
    }
}
