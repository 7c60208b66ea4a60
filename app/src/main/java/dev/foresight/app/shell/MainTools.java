package dev.foresight.app.shell;

import dev.foresight.app.project.ExperimentItem;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;

/** The tool bar: which experiment, Run, Stop, the theme. */
final class MainTools extends HBox {
    MainTools(WorkbenchModel model, Actions actions) {
        getStyleClass().add("main-tools");
        ComboBox<ExperimentItem> experiments = new ComboBox<>(model.project().experiments());
        experiments.setPromptText("No experiment");
        experiments.setAccessibleText("Experiment");
        experiments.setTooltip(new Tooltip("The experiment in the form"));
        experiments.setMinWidth(Region.USE_PREF_SIZE);
        experiments.valueProperty().addListener((observed, former, item) -> {
            if (item != null) {
                model.choose(item.name());
            }
        });
        model.chosen().addListener((observed, former, name) -> select(experiments, name));
        select(experiments, model.chosen().get());

        Button run = button(actions.run, "run");
        run.getStyleClass().add("accent");
        Button stop = button(actions.stop, "stop");
        Label dirty = new Label("edited");
        dirty.getStyleClass().add("dirty-mark");
        dirty.setTooltip(new Tooltip("The form differs from the experiment's file; Save keeps it"));
        dirty.visibleProperty().bind(model.experiment().dirty());
        Region space = new Region();
        HBox.setHgrow(space, Priority.ALWAYS);
        Button theme = button(actions.theme, "theme");
        theme.setText("");
        theme.setAccessibleText("Switch between light and dark");
        getChildren().addAll(experiments, run, stop, dirty, space, theme);
    }

    private static void select(ComboBox<ExperimentItem> box, String name) {
        box.getItems().stream()
                .filter(item -> item.name().equals(name))
                .findFirst()
                .ifPresent(box::setValue);
    }

    static Button button(Action action, String icon) {
        Button button = plain(action);
        button.setGraphic(Icons.of(icon));
        return button;
    }

    /** A button with words alone. */
    static Button plain(Action action) {
        Button button = new Button(action.name().replace("_", ""));
        button.setId("tool-" + action.id());
        button.setTooltip(new Tooltip(action.hint()));
        button.setOnAction(event -> action.run());
        button.disableProperty().bind(javafx.beans.binding.Bindings.not(action.enabled()));
        button.setMinWidth(Region.USE_PREF_SIZE);
        return button;
    }
}
