package dev.foresight.app.cli;

import dev.foresight.engine.run.MemoryLimit;
import dev.foresight.engine.run.RunOutcome;
import dev.foresight.engine.run.RunStatus;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code foresight resume}: goes on with runs that stopped, failed, lost their worker or never had one. */
@Command(
        name = "resume",
        description = "Goes on with runs that ended before they were complete, from where they were.",
        mixinStandardHelpOptions = true)
final class ResumeCommand implements Callable<Integer> {
    private final Console console;

    @Parameters(
            arity = "1..*",
            paramLabel = "RUNS",
            description = "folders of runs; or folders with runs and projects, of which all that can go on are taken")
    private List<Path> paths = new ArrayList<>();

    @Option(
            names = "--memory-limit",
            paramLabel = "MB",
            description = "megabytes that each run may have resident, in place of the spec's limit; 0 for any number")
    private @Nullable Integer memoryLimit;

    @Mixin
    private SlotOption slots = new SlotOption();

    ResumeCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        if (memoryLimit != null && memoryLimit < 0) {
            throw new CommandException(
                    ExitCode.USAGE, "--memory-limit " + memoryLimit + ": 0 for no limit, or megabytes, is allowed");
        }
        List<RunView> runs = new ArrayList<>();
        for (Path path : paths) {
            List<RunView> found = RunFolders.of(List.of(path), null);
            boolean named =
                    found.size() == 1 && found.getFirst().directory().folder().equals(path);
            runs.addAll(
                    named
                            ? found
                            : found.stream()
                                    .filter(run -> canGoOn(run) && !held(run))
                                    .toList());
            long held = named ? 0 : found.stream().filter(ResumeCommand::held).count();
            if (held > 0) {
                console.err()
                        .println("note: " + held + (held == 1 ? " run is" : " runs are")
                                + " held by the halving of a sweep and left so; foresight sweep decides which go on, and a"
                                + " run whose folder is named here goes on to its end");
            }
        }
        PrintWriter out = console.out();
        if (runs.isEmpty()) {
            out.println("Nothing to resume: every run there is complete, has diverged or is being executed.");
            return ExitCode.OK;
        }
        // Those that cannot go on refuse before one is started, so that nothing is half done.
        runs.stream()
                .filter(run -> !canGoOn(run))
                .forEach(run -> run.directory().reopen());
        if (memoryLimit != null) {
            MemoryLimit limit = new MemoryLimit(memoryLimit);
            runs.forEach(run -> limit.write(run.directory()));
        }
        Execution.run(runs, slots.slots(), console.workerCommand(), console.err(), console.terminal());
        runs.forEach(run -> out.println(run.directory().folder() + "  " + run.label() + ": " + run.ending()));
        return runs.stream().map(RunView::status).allMatch(ResumeCommand::wentWell) ? ExitCode.OK : ExitCode.RUN_FAILED;
    }

    private static boolean held(RunView run) {
        return run.directory()
                .outcome()
                .filter(end -> end instanceof RunOutcome.Stopped stopped && stopped.held())
                .isPresent();
    }

    private static boolean canGoOn(RunView run) {
        return switch (run.status()) {
            case WAITING, STOPPED, FAILED -> true;
            case RUNNING, PAUSED, COMPLETED, DIVERGED -> false;
        };
    }

    private static boolean wentWell(RunStatus status) {
        return status == RunStatus.COMPLETED || status == RunStatus.STOPPED;
    }
}
