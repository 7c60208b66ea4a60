package dev.foresight.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.foresight.app.WorkerCommand;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The program as processes of its own. */
class ProcessTest {
    @TempDir
    Path folder;

    @Test
    void aTinyExperimentIsTrainedByWorkerProcessesAndCompared() throws IOException {
        Path out = folder.resolve("out");
        CommandLineRun run = CommandLineRun.with(
                WorkerCommand.prefix(), "run", CommandLineRun.tinySpec(folder).toString(), "--out", out.toString());
        assertThat(run.code()).as(run.out() + run.err()).isZero();
        assertThat(run.out()).contains("completed", "against AdamW", "tiny-measurements.csv", "tiny.svg");
        assertThat(run.err()).contains("[1/2] AdamW, seed 1", "[2/2] WP s=1, seed 1");
        assertThat(out.resolve("figures/tiny-measurements.csv")).isNotEmptyFile();
        assertThat(out.resolve("figures/tiny.svg")).isNotEmptyFile();
        CommandLineRun export = CommandLineRun.of(
                "export",
                out.toString(),
                "--csv",
                folder.resolve("new/all.csv").toString(),
                "--figure",
                folder.resolve("new/all.pdf").toString(),
                "--metric",
                "loss");
        assertThat(export.code()).as(export.err()).isZero();
        // The points of the figure must not take the place of the table of the same name.
        assertThat(folder.resolve("new/all.csv")).content().startsWith("run,experiment,");
        assertThat(folder.resolve("new/all.pdf")).isNotEmptyFile();
        assertThat(CommandLineRun.of("export", out.toString(), "--figure", "x.gif")
                        .code())
                .isEqualTo(2);
        assertThat(CommandLineRun.of("export", out.toString()).code()).isEqualTo(2);
    }

    @Test
    void theCommandLineLoadsNoJavaFx() throws IOException, InterruptedException {
        Path log = folder.resolve("classes.txt");
        List<String> command = new ArrayList<>(WorkerCommand.prefix());
        command.addAll(1, List.of("-Xlog:class+load:file=" + log.toString().replace('\\', '/')));
        command.add("compare");
        command.add(folder.toString());
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(said).isEqualTo(ExitCode.USAGE);
        try (var lines = Files.lines(log)) {
            List<String> loaded = lines.toList();
            assertThat(loaded).anyMatch(line -> line.contains(" dev.foresight.app.cli.ForesightCommand "));
            assertThat(loaded).noneMatch(line -> line.contains(" javafx.") || line.contains(" com.sun.javafx."));
        }
    }
}
