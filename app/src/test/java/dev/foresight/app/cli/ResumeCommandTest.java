package dev.foresight.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.foresight.app.WorkerCommand;
import dev.foresight.engine.project.Project;
import dev.foresight.engine.run.Control;
import dev.foresight.engine.run.RunDirectory;
import dev.foresight.engine.run.RunLock;
import dev.foresight.engine.run.RunOutcome;
import dev.foresight.engine.run.RunStatus;
import dev.foresight.engine.spec.ExperimentSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(180)
class ResumeCommandTest {
    @TempDir
    Path folder;

    private RunDirectory run() throws IOException {
        ExperimentSpec spec = Project.readExperiment(CommandLineRun.tinySpec(folder));
        return RunDirectory.create(folder.resolve("runs"), spec.runs().getFirst());
    }

    @Test
    void aStoppedRunIsTrainedToItsEndInAWorkerAndTheOthersAreLeft() throws IOException {
        RunDirectory stopped = run();
        stopped.end(new RunOutcome.Stopped(0));
        stopped.request(Control.STOP);
        RunDirectory completed = run();
        completed.end(new RunOutcome.Completed(3));
        CommandLineRun resumed =
                CommandLineRun.with(WorkerCommand.prefix(), "resume", folder.toString(), "--slots", "2");
        assertThat(resumed.code()).as(resumed.out() + resumed.err()).isZero();
        assertThat(resumed.out()).contains(stopped.folder() + "  AdamW, seed 1: completed");
        assertThat(resumed.out()).doesNotContain(completed.name());
        assertThat(stopped.status()).isEqualTo(RunStatus.COMPLETED);
        assertThat(stopped.lastStep()).isEqualTo(3);
        assertThat(stopped.file(RunDirectory.PROVENANCE)).content().contains("\"threads\" : 1");
        CommandLineRun again = CommandLineRun.of("resume", folder.toString());
        assertThat(again.code()).isZero();
        assertThat(again.out()).contains("Nothing to resume");
    }

    @Test
    void aRunGoesOnWithAnotherLimitOfMemory() throws IOException {
        RunDirectory failed = run();
        failed.end(new RunOutcome.Failed("over the memory limit", false, RunOutcome.Failed.Reason.MEMORY));
        assertThat(CommandLineRun.of("resume", folder.toString(), "--memory-limit", "-5")
                        .code())
                .isEqualTo(ExitCode.USAGE);
        CommandLineRun resumed =
                CommandLineRun.with(WorkerCommand.prefix(), "resume", folder.toString(), "--memory-limit", "1");
        assertThat(resumed.code()).isEqualTo(ExitCode.RUN_FAILED);
        assertThat(resumed.out()).contains("over the memory limit", "1 MB are allowed");
        assertThat(CommandLineRun.with(WorkerCommand.prefix(), "resume", folder.toString(), "--memory-limit", "100000")
                        .code())
                .isZero();
        assertThat(failed.status()).isEqualTo(RunStatus.COMPLETED);
        CommandLineRun overhead = CommandLineRun.of("overhead", folder.toString(), "--csv", folder + "/cost.csv");
        assertThat(overhead.code()).as(overhead.err()).isZero();
        assertThat(overhead.out()).contains("forward_backward", "AdamW: keeps no extra copy", "cost.csv");
        assertThat(folder.resolve("cost.csv")).content().contains(",update,", ",memory_peak,");
        assertThat(CommandLineRun.of("overhead", folder.toString(), "--json").out())
                .contains("\"secondsPerStep\"", "\"forward_backward\"", "\"copyBytes\"");
    }

    @Test
    void aRunThatCannotGoOnIsRefusedByNameBeforeAnotherIsStarted() throws IOException {
        RunDirectory stopped = run();
        stopped.end(new RunOutcome.Stopped(0));
        RunDirectory diverged = run();
        diverged.end(new RunOutcome.Diverged(2, "training loss", Double.NaN));
        CommandLineRun refused = CommandLineRun.of(
                "resume", stopped.folder().toString(), diverged.folder().toString());
        assertThat(refused.code()).isEqualTo(ExitCode.USAGE);
        assertThat(refused.err()).contains(diverged.name(), "diverged at step 2", "smaller learning rate");
        assertThat(stopped.status()).isEqualTo(RunStatus.STOPPED);
        RunDirectory held = run();
        assertThat(RunLock.take(held)).isTrue();
        assertThat(CommandLineRun.of("resume", held.folder().toString()).err()).contains("is executing it");
    }

    @Test
    void aFolderWithoutRunsAndNoSlotsAreWrongUsage() throws IOException {
        assertThat(CommandLineRun.of(
                                "resume",
                                Files.createDirectory(folder.resolve("empty")).toString())
                        .code())
                .isEqualTo(ExitCode.USAGE);
        RunDirectory run = run();
        CommandLineRun refused = CommandLineRun.of("resume", run.folder().toString(), "--slots", "0");
        assertThat(refused.code()).isEqualTo(ExitCode.USAGE);
        assertThat(refused.err()).contains("--slots 0", "at least 1");
    }
}
