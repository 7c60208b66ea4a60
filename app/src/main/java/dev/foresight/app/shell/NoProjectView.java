package dev.foresight.app.shell;

import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;

/** What stands in the window while no project is open: what a project is, and the two ways to one. */
final class NoProjectView extends VBox {
    NoProjectView(Actions actions) {
        getStyleClass().add("no-project");
        setAlignment(Pos.CENTER);
        Label title = new Label("No project is open");
        title.getStyleClass().add("chart-title");
        Label sentence = new Label("A project is a folder that keeps experiments and their runs together.");
        sentence.getStyleClass().add("empty-state");
        Button make = button(actions.newProject);
        make.getStyleClass().add("accent");
        HBox buttons = new HBox(8, make, button(actions.openProject));
        buttons.setAlignment(Pos.CENTER);
        getChildren().addAll(title, sentence, buttons);
    }

    private static Button button(Action action) {
        Button button = new Button(action.name().replace("_", ""));
        button.setId("empty-" + action.id());
        button.setOnAction(event -> action.run());
        return button;
    }
}
