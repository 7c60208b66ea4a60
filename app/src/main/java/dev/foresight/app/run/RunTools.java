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
import javafx.scene.layout.StackPane;

/** The buttons of the runs' tool window: for the selected runs. */
public final class RunTools extends ToolBar {
    public RunTools(RunCommands commands) {
        getStyleClass().add("tab-tools");
        getItems()
                .addAll(
                        button(commands.start),
                        button(commands.pause),
                        resume(commands),
                        stop(commands),
                        button(commands.checkpoint),
                        new Separator(Orientation.VERTICAL),
                        button(commands.again),
                        button(commands.duplicate),
                        button(commands.delete));
    }

    private static Button button(RunCommand command) {
        Button button = new Button("", icon(command));
        button.setId("runs-" + command.id());
        button.setAccessibleText(plain(command));
        button.setTooltip(wrapped(tip(command)));
        button.disableProperty().bind(command.enabled().not());
        button.setOnAction(event -> command.run());
        return button;
    }

    /** Lets paused runs go on, and queues ended ones again; says why where it does neither. */
    private static StackPane resume(RunCommands commands) {
        Button button = new Button("", icon(commands.resume));
        button.setId("runs-" + commands.resume.id());
        button.setAccessibleText(plain(commands.resume));
        button.disableProperty()
                .bind(commands.resume.enabled().or(commands.proceed.enabled()).not());
        button.setOnAction(event -> {
            commands.resume.run();
            commands.proceed.run();
        });
        String both = tip(commands.resume) + "\n\n" + tip(commands.proceed);
        Tooltip tip = wrapped(both);
        commands.whyNoResume().addListener((observed, former, why) -> {
            tip.setText(why.isEmpty() ? both : plain(commands.resume) + "\n" + why);
            button.setAccessibleHelp(why);
        });
        // On what is around it: a disabled control shows no tooltip.
        StackPane around = new StackPane(button);
        Tooltip.install(around, tip);
        return around;
    }

    private static Tooltip wrapped(String text) {
        Tooltip tip = new Tooltip(text);
        tip.setWrapText(true);
        tip.setMaxWidth(360);
        return tip;
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
        button.setTooltip(wrapped(tip(commands.stopAndKeep)));
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
