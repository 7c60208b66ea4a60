package dev.foresight.app.cli;

import dev.foresight.app.WorkerCommand;
import java.io.PrintWriter;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The command line as a whole. */
@Command(
        name = "foresight",
        description = {
            "Foresight: a workbench for optimizers that predict weights.",
            "Without a command it opens the window, or runs the welcome sample where there is no display."
        },
        synopsisSubcommandLabel = "[COMMAND]",
        mixinStandardHelpOptions = true,
        versionProvider = ForesightCommand.Version.class,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            " 0:all is well",
            " 1:a run failed or diverged",
            " 2:wrong usage, or a spec that cannot run",
            " 3:something is missing on this machine: data, space, rights, a library",
            "130:interrupted; all that was measured is kept"
        })
public final class ForesightCommand implements Runnable {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before anything runs
    private CommandSpec spec;

    private ForesightCommand() {}

    /** Executes a command line, talks to the standard streams and returns the exit code. */
    public static int execute(String... arguments) {
        PrintWriter out = new PrintWriter(System.out, true);
        PrintWriter err = new PrintWriter(System.err, true);
        return execute(new Console(out, err, RunProgress.onTerminal(), WorkerCommand::prefix), arguments);
    }

    static int execute(Console console, String... arguments) {
        CommandLine line = new CommandLine(new ForesightCommand())
                .addSubcommand(new RunCommand(console))
                .addSubcommand(new SweepCommand(console))
                .addSubcommand(new ResumeCommand(console))
                .addSubcommand(new CompareCommand(console))
                .addSubcommand(new MapCommand(console))
                .addSubcommand(new ProfileCommand(console))
                .addSubcommand(new OverheadCommand(console))
                .addSubcommand(new ExportCommand(console))
                .addSubcommand(new PredictionCommand(console))
                .addSubcommand(new ReplayCommand(console))
                .addSubcommand(new NetworkCommand(console))
                .addSubcommand(new CommandLine(new DataCommand()).addSubcommand(new DataCommand.Import(console)))
                .addSubcommand(new DoctorCommand(console))
                .addSubcommand(new WorkerSubcommand())
                .setOut(console.out())
                .setErr(console.err())
                .setExecutionExceptionHandler((thrown, command, result) -> Failures.report(thrown, console.err()));
        int code = line.execute(arguments);
        console.out().flush();
        console.err().flush();
        return code;
    }

    /** The program's version; "development" where it runs from class files. */
    static String version() {
        return Optional.ofNullable(ForesightCommand.class.getPackage().getImplementationVersion())
                .orElse("development");
    }

    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getOut());
    }

    /** What {@code --version} says. */
    static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() {
            return new String[] {
                "Foresight " + version(), "Java " + Runtime.version() + ", " + System.getProperty("os.name")
            };
        }
    }
}
