package dev.foresight.app.shell;

import java.util.List;
import javafx.application.Application;

/** Where the window starts; kept apart from the program's main class, which must not load JavaFX. */
public final class WorkbenchLauncher {
    private WorkbenchLauncher() {}

    /**
     * Opens the window and returns when it has been closed.
     *
     * @param args nothing, or the folder of a project to open
     */
    public static void launch(List<String> args) {
        Application.launch(Workbench.class, args.toArray(String[]::new));
    }
}
