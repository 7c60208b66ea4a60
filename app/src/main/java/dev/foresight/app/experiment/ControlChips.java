package dev.foresight.app.experiment;

import dev.foresight.engine.project.ArmRoles;
import dev.foresight.engine.project.Control;
import dev.foresight.engine.spec.ArmSpec;
import dev.foresight.engine.spec.ExperimentSpec;
import javafx.scene.control.Button;
import javafx.scene.control.CustomMenuItem;
import javafx.scene.control.Label;
import javafx.scene.control.MenuButton;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.VBox;

/** The controls of an experiment, each with a way to take it out, and the menu that adds one. */
public final class ControlChips extends FlowPane {
    private static final double MENU_WIDTH = 320;

    private final MenuButton add = new MenuButton("Add control");

    /** Empty until bound; for FXML. */
    public ControlChips() {
        getStyleClass().add("control-chips");
        setHgap(4);
        setVgap(4);
        add.setId("add-control");
        add.getStyleClass().add("chip-menu");
        add.setTooltip(new Tooltip("Adds an arm that rules out another explanation of what prediction gains"));
        getChildren().add(add);
    }

    void show(ExperimentViewModel model) {
        model.spec().addListener((observed, former, spec) -> rebuild(model, spec));
        rebuild(model, model.spec().get());
    }

    private void rebuild(ExperimentViewModel model, @org.jspecify.annotations.Nullable ExperimentSpec spec) {
        getChildren().clear();
        add.getItems().clear();
        if (spec != null && !spec.arms().isEmpty()) {
            ArmRoles.of(spec).controls().forEach(control -> getChildren().add(chip(model, control)));
            for (Control control : Control.values()) {
                add.getItems().add(item(model, control, spec));
            }
        }
        getChildren().add(add);
    }

    private static Button chip(ExperimentViewModel model, ArmRoles.Derived control) {
        ArmSpec arm = control.arm();
        Button chip = new Button(arm.name() + "  ×");
        chip.getStyleClass().addAll("chip", "control-chip");
        Tooltip tip = new Tooltip(
                control.control().title() + ", of " + control.subject().name() + ": learning rate "
                        + Numbers.text(arm.optimizer().learningRate()) + ".\n"
                        + control.control().reason() + "\nA press takes it out.");
        tip.setWrapText(true);
        tip.setMaxWidth(MENU_WIDTH);
        chip.setTooltip(tip);
        chip.setAccessibleText("Remove the control " + arm.name());
        chip.setOnAction(event -> model.removeArm(arm));
        return chip;
    }

    /** With its reason beneath it; one that cannot be added says why instead. */
    private static CustomMenuItem item(ExperimentViewModel model, Control control, ExperimentSpec spec) {
        int arms = control.missing(spec).size();
        Label title = new Label(control.title() + (arms > 1 ? " (" + arms + " arms)" : ""));
        Label reason = new Label(control.obstacle(spec).orElse(control.reason()));
        reason.getStyleClass().add("menu-reason");
        reason.setWrapText(true);
        reason.setPrefWidth(MENU_WIDTH);
        VBox content = new VBox(title, reason);
        CustomMenuItem item = new CustomMenuItem(content);
        item.setId("control-" + control.id());
        item.setDisable(control.obstacle(spec).isPresent());
        item.setOnAction(event -> model.addControl(control));
        return item;
    }
}
