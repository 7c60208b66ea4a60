package dev.foresight.app.cli;

import dev.foresight.engine.run.RunDirectory;
import dev.foresight.engine.run.RunOutcome;
import dev.foresight.engine.train.RunWorker;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code foresight worker}: executes one run in this process; started by the window and by {@code run}. */
@Command(name = "worker", description = "Executes the run of a folder in this process.", hidden = true)
final class WorkerSubcommand implements Callable<Integer> {
    @Parameters(index = "0", paramLabel = "RUNDIR", description = "the folder of a run")
    private Path folder = Path.of("");

    @Override
    public Integer call() {
        if (!Files.isRegularFile(folder.resolve(RunDirectory.SPEC))) {
            throw new CommandException(
                    ExitCode.USAGE, folder + ": not the folder of a run, because it holds no " + RunDirectory.SPEC);
        }
        return switch (RunWorker.run(new RunDirectory(folder))) {
            case RunOutcome.Completed completed -> ExitCode.OK;
            case RunOutcome.Stopped stopped -> ExitCode.OK;
            case RunOutcome.Diverged diverged -> ExitCode.RUN_FAILED;
            case RunOutcome.Failed failed -> ExitCode.RUN_FAILED;
        };
    }
}
