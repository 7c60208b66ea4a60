package dev.foresight.app.run;

import javafx.geometry.Orientation;
import javafx.scene.control.Button;
import javafx.scene.control.MenuItem;
import javafx.scene.control.Separator;
import javafx.scene.control.SplitMenuButton;
import javafx.scene.control.ToolBar;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyCombination;
import javafx.scene.layout.Region;

/** The buttons of the runs' tool window: for the selected runs. */
public final class RunTools extends ToolBar {
    public RunTools(RunCommands commands) {
        getStyleClass().add("tab-tools");
        getItems()
                .addAll(
                        button(commands.start),
                        button(commands.pause),
                        button(commands.resume, commands.proceed),
                        stop(commands),
                        button(commands.checkpoint),
                        new Separator(Orientation.VERTICAL),
                        button(commands.again),
                        button(commands.duplicate),
                        button(commands.delete));
    }

    private static Button button(RunCommand command) {
        return button(command, command);
    }

    /** @param other what it does when the first does not fit */
    private static Button button(RunCommand command, RunCommand other) {
        Button button = new Button("", icon(command));
        button.setId("runs-" + command.id());
        button.setAccessibleText(plain(command));
        String tip = tip(command);
        button.setTooltip(new Tooltip(other == command ? tip : tip + "\n\n" + tip(other)));
        button.getTooltip().setWrapText(true);
        button.getTooltip().setMaxWidth(360);
        button.disableProperty().bind(command.enabled().or(other.enabled()).not());
        button.setOnAction(event -> {
            command.run();
            if (other != command) {
                other.run();
            }
        });
        return button;
    }

    /** Keeping is what a press does; ending at once is behind the arrow. */
    private static SplitMenuButton stop(RunCommands commands) {
        MenuItem keep = new MenuItem(plain(commands.stopAndKeep));
        keep.setOnAction(event -> commands.stopAndKeep.run());
        MenuItem now = new MenuItem(plain(commands.stop));
        now.setOnAction(event -> commands.stop.run());
        SplitMenuButton button = new SplitMenuButton(keep, now);
        button.setGraphic(icon(commands.stopAndKeep));
        button.setId("runs-" + commands.stopAndKeep.id());
        button.setAccessibleText(plain(commands.stopAndKeep));
        button.setTooltip(new Tooltip(tip(commands.stopAndKeep)));
        button.getTooltip().setWrapText(true);
        button.getTooltip().setMaxWidth(360);
        button.disableProperty().bind(commands.stopAndKeep.enabled().not());
        button.setOnAction(event -> commands.stopAndKeep.run());
        return button;
    }

    private static Region icon(RunCommand command) {
        Region icon = new Region();
        icon.getStyleClass().addAll("icon", "icon-" + command.icon());
        icon.setMouseTransparent(true);
        return icon;
    }

    private static String plain(RunCommand command) {
        return command.name().replace("_", "");
    }

    private static String tip(RunCommand command) {
        String keys = command.keys().isEmpty()
                ? ""
                : "  " + KeyCombination.valueOf(command.keys()).getDisplayText();
        return plain(command) + keys + "\n" + command.tip();
    }
}
