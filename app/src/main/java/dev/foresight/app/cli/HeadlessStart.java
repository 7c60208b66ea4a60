package dev.foresight.app.cli;

import dev.foresight.app.WorkerCommand;
import dev.foresight.app.welcome.WelcomeSample;
import dev.foresight.engine.queue.Slots;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** What the program does where it cannot open its window: it runs the welcome sample and shows the comparison. */
public final class HeadlessStart {
    private HeadlessStart() {}

    /**
     * @param reason why there is no window
     * @return the exit code
     */
    public static int run(String reason) {
        PrintWriter out = new PrintWriter(System.out, true);
        PrintWriter err = new PrintWriter(System.err, true);
        return run(reason, new Console(out, err, RunProgress.onTerminal(), WorkerCommand::prefix));
    }

    static int run(String reason, Console console) {
        console.err().println("No window: " + reason + ". Running the welcome sample here instead.");
        try {
            Optional<Path> project = WelcomeSample.open();
            if (project.isEmpty()) {
                throw new CommandException(
                        ExitCode.ENVIRONMENT,
                        "the welcome sample is not there; start with ./foresight, or name its folder's parent with"
                                + " -D" + WelcomeSample.SAMPLES);
            }
            return ExperimentRunner.run(
                    PlannedExperiment.of(project.get(), Map.of(), null), Slots.ofThisMachine(), false, console);
        } catch (IOException | RuntimeException e) {
            return Failures.report(e, console.err());
        }
    }
}
