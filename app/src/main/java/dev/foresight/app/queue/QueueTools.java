package dev.foresight.app.queue;

import javafx.beans.value.ObservableBooleanValue;
import javafx.scene.control.Button;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToolBar;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.Region;

/** The buttons of the queue's tool window: for the selected waiting runs, and for the queue as a whole. */
public final class QueueTools extends ToolBar {
    public QueueTools(QueueViewModel model) {
        getStyleClass().add("tab-tools");
        getItems()
                .addAll(
                        hold(model),
                        button("up", "Move Up in the Queue  Alt+Up", model.canMoveUp(), model::moveUp),
                        button("down", "Move Down in the Queue  Alt+Down", model.canMoveDown(), model::moveDown),
                        button(
                                "remove",
                                "Remove from Queue  Delete\nThe runs stop before they begin, and can be started again",
                                model.canRemove(),
                                model::remove));
    }

    private static ToggleButton hold(QueueViewModel model) {
        ToggleButton hold = new ToggleButton();
        hold.setId("queue-hold");
        hold.setGraphic(icon("pause"));
        hold.textProperty().bind(model.held().map(held -> held ? "Continue Queue" : "Hold Queue"));
        hold.setTooltip(new Tooltip("While the queue is held no further run starts; what works goes on"));
        hold.setMinWidth(Region.USE_PREF_SIZE);
        // The queue's answer sets it, so that it never shows what is not so.
        model.held().addListener((observed, former, held) -> hold.setSelected(held));
        hold.setSelected(model.held().get());
        hold.setOnAction(event -> {
            boolean wanted = hold.isSelected();
            hold.setSelected(!wanted);
            model.hold(wanted);
        });
        return hold;
    }

    private static Button button(String icon, String tip, ObservableBooleanValue enabled, Runnable work) {
        Button button = new Button("", icon(icon));
        button.setId("queue-" + icon);
        button.setAccessibleText(tip.lines().findFirst().orElse(tip).split(" {2}", 2)[0]);
        button.setTooltip(new Tooltip(tip));
        button.disableProperty().bind(javafx.beans.binding.Bindings.not(enabled));
        button.setOnAction(event -> work.run());
        return button;
    }

    private static Region icon(String name) {
        Region icon = new Region();
        icon.getStyleClass().addAll("icon", "icon-" + name);
        icon.setMouseTransparent(true);
        return icon;
    }
}
