package dev.foresight.engine.queue;

import static org.assertj.core.api.Assertions.assertThat;

import dev.foresight.engine.run.RunDirectory;
import dev.foresight.engine.run.RunOutcome;
import dev.foresight.engine.run.RunOutcome.Failed.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class WorkerDeathTest {
    @TempDir
    Path folder;

    private RunOutcome.Failed death(int exit, boolean kills) {
        return WorkerDeath.outcome(new RunDirectory(folder), 42, OptionalInt.of(exit), kills);
    }

    private void log(String text) throws IOException {
        Files.writeString(folder.resolve(RunDirectory.WORKER_LOG), text);
    }

    @Test
    void aKillWhileTheSystemKilledForWantOfMemoryIsToldAsThat() throws IOException {
        log("training\n");
        assertThat(death(137, true).reason()).isEqualTo(Reason.MEMORY);
        assertThat(death(137, true).cause()).contains("want of memory", "smaller");
        assertThat(death(137, false).reason()).isEqualTo(Reason.OTHER);
        assertThat(death(137, false).cause()).contains("perhaps");
        assertThat(death(143, true).reason()).isEqualTo(Reason.OTHER);
        assertThat(death(137, true).cutOff()).isTrue();
    }

    @Test
    void lastWordsAndReportsOfFullMemoryAreToldAsThat() throws IOException {
        log("the thread foresight-metrics died: java.lang.OutOfMemoryError: Java heap space\n");
        assertThat(death(1, false).reason()).isEqualTo(Reason.MEMORY);
        log("training\n");
        assertThat(death(1, false).reason()).isEqualTo(Reason.OTHER);
        Path report = folder.resolve(RunQueue.CRASH_REPORT.replace("%p", "42"));
        Files.writeString(report, "#\n# There is insufficient memory for the Java Runtime Environment to continue.\n");
        assertThat(death(1, false).reason()).isEqualTo(Reason.MEMORY);
        Files.writeString(report, "#\n# SIGSEGV (0xb)\n");
        assertThat(death(134, false).reason()).isEqualTo(Reason.OTHER);
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void killsAreCountedByTheSystem() {
        OptionalLong now = OomKills.count();
        assertThat(now).isPresent();
        assertThat(OomKills.since(OptionalLong.of(now.getAsLong() - 1))).isTrue();
        assertThat(OomKills.since(OptionalLong.empty())).isFalse();
    }
}
