package dev.foresight.app;

import dev.foresight.app.cli.Display;
import dev.foresight.app.cli.ForesightCommand;
import dev.foresight.app.cli.HeadlessStart;
import dev.foresight.app.shell.WorkbenchLauncher;
import java.util.List;
import java.util.Optional;

/**
 * Where the program starts: with arguments the command line; without, the window, or the welcome sample on a machine that
 * cannot open one. Loads no JavaFX before the window is certain.
 */
public final class Main {
    private Main() {}

    public static void main(String[] arguments) {
        Deserialization.refuse();
        int code = arguments.length == 0 ? start() : ForesightCommand.execute(arguments);
        System.exit(code);
    }

    private static int start() {
        Optional<String> missing = Display.missing();
        if (missing.isPresent()) {
            return HeadlessStart.run(missing.get());
        }
        try {
            WorkbenchLauncher.launch(List.of());
            return 0;
        } catch (RuntimeException | LinkageError e) {
            // A display may be named and refuse; that shows only when JavaFX tries it.
            Optional<String> refusal = Display.refusal(e);
            if (refusal.isEmpty()) {
                throw e;
            }
            return HeadlessStart.run(refusal.get());
        }
    }
}
