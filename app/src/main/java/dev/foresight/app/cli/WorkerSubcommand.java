package dev.foresight.app.cli;

import dev.foresight.engine.queue.Slots;
import dev.foresight.engine.run.RunDirectory;
import dev.foresight.engine.run.RunOutcome;
import dev.foresight.engine.train.RunWorker;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code foresight worker}: executes one run in this process; started by the window and by {@code run}. */
@Command(name = "worker", description = "Executes the run of a folder in this process.", hidden = true)
final class WorkerSubcommand implements Callable<Integer> {
    @Parameters(index = "0", paramLabel = "RUNDIR", description = "the folder of a run")
    private Path folder = Path.of("");

    @Option(names = "--threads", paramLabel = "N", description = "computing threads where the spec leaves them open")
    private int threads = Slots.ofThisMachine().threads();

    @Override
    public Integer call() {
        Thread.setDefaultUncaughtExceptionHandler((thread, thrown) -> endProcess(thread.getName(), thrown));
        if (!Files.isRegularFile(folder.resolve(RunDirectory.SPEC))) {
            throw new CommandException(
                    ExitCode.USAGE, folder + ": not the folder of a run, because it holds no " + RunDirectory.SPEC);
        }
        RunDirectory run = new RunDirectory(folder);
        return switch (RunWorker.run(run, run.threads(threads))) {
            case RunOutcome.Completed completed -> ExitCode.OK;
            case RunOutcome.Stopped stopped -> ExitCode.OK;
            case RunOutcome.Diverged diverged -> ExitCode.RUN_FAILED;
            case RunOutcome.Failed failed -> ExitCode.RUN_FAILED;
        };
    }

    /**
     * A thread beside the training died, of want of memory for example: without it the run might wait forever. The JVM's own
     * switch for that would also end the process where the run still can say what it lacked.
     */
    private static void endProcess(String thread, Throwable thrown) {
        thrown.printStackTrace();
        System.err.println("the thread " + thread + " died: " + thrown);
        Runtime.getRuntime().halt(ExitCode.RUN_FAILED);
    }
}
