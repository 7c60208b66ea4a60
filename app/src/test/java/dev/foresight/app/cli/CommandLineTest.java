package dev.foresight.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.foresight.engine.project.Control;
import dev.foresight.engine.spec.ArmSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CommandLineTest {
    @TempDir
    Path folder;

    @Test
    void helpListsCommandsAndExitCodesButNotTheWorker() {
        CommandLineRun help = CommandLineRun.of("--help");
        assertThat(help.code()).isZero();
        assertThat(help.out())
                .contains("run", "compare", "export", "doctor", "130")
                .doesNotContain("worker");
    }

    @Test
    void versionNamesProgramAndJava() {
        CommandLineRun version = CommandLineRun.of("--version");
        assertThat(version.code()).isZero();
        assertThat(version.out()).contains("Foresight", "Java " + Runtime.version());
    }

    @Test
    void wrongUsageIsExitCode2() {
        assertThat(CommandLineRun.of("rnu").code()).isEqualTo(2);
        assertThat(CommandLineRun.of("run").code()).isEqualTo(2);
        assertThat(CommandLineRun.of("run", "x", "--threads", "many").code()).isEqualTo(2);
        assertThat(CommandLineRun.of("compare").code()).isEqualTo(2);
    }

    @Test
    void aMissingSpecIsExitCode2AndNamed() {
        CommandLineRun run =
                CommandLineRun.of("run", folder.resolve("none.json").toString());
        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err()).contains("none.json", "no such file");
    }

    @Test
    void aFolderThatIsNoProjectIsExitCode2() {
        CommandLineRun run = CommandLineRun.of("run", folder.toString());
        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err()).contains("project.json");
    }

    @Test
    void aProjectWithoutExperimentsIsExitCode2() throws IOException {
        Files.writeString(folder.resolve("project.json"), "{\"format\": 1, \"name\": \"empty\"}");
        CommandLineRun run = CommandLineRun.of("run", folder.toString());
        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err()).contains("no experiments");
    }

    @Test
    void allProblemsOfASpecAreToldAtOnce() throws IOException {
        CommandLineRun run = CommandLineRun.of(
                "run",
                CommandLineRun.tinySpec(folder).toString(),
                "--set",
                "training.batch=-1",
                "--set",
                "architecture.id=mpl",
                "--set",
                "arms[1].learningRate=-0.5");
        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err())
                .contains("training.batch: found -1")
                .contains("did you mean mlp?")
                .contains("arms[1].learningRate: found -0.5")
                .doesNotContain("Exception");
        assertThat(folder.resolve("tiny-results")).doesNotExist();
    }

    @Test
    void theGpuIsRefused() throws IOException {
        CommandLineRun run =
                CommandLineRun.of("run", CommandLineRun.tinySpec(folder).toString(), "--set", "execution.device=gpu");
        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err()).contains("this version computes on the CPU");
    }

    @Test
    void missingDataIsExitCode3() throws IOException {
        CommandLineRun run = CommandLineRun.of(
                "run",
                CommandLineRun.tinySpec(folder).toString(),
                "--set",
                "data={\"id\":\"cifar10\",\"parameters\":{\"folder\":\""
                        + folder.resolve("none").toString().replace('\\', '/') + "\"}}");
        assertThat(run.code()).as(run.err()).isEqualTo(3);
        assertThat(run.err()).contains("data.parameters.folder");
    }

    @Test
    void anOutputFolderThatCannotBeMadeIsExitCode3() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "in the way");
        CommandLineRun run = CommandLineRun.of(
                "run",
                CommandLineRun.tinySpec(folder).toString(),
                "--out",
                file.resolve("sub").toString());
        assertThat(run.code()).isEqualTo(3);
        assertThat(run.err()).contains("--out").doesNotContain("at dev.foresight");
    }

    @Test
    void aWorkerThatCannotBeStartedFailsItsRunsWithExitCode1() throws IOException {
        CommandLineRun run = CommandLineRun.of(
                "run",
                CommandLineRun.tinySpec(folder).toString(),
                "--out",
                folder.resolve("out").toString());
        assertThat(run.code()).isEqualTo(1);
        assertThat(run.out()).contains("failed", "AdamW", "WP s=1");
    }

    @Test
    void comparingWhereThereAreNoRunsIsExitCode2() {
        CommandLineRun run = CommandLineRun.of("compare", folder.toString());
        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err()).contains("no runs");
    }

    @Test
    void theWorkerRefusesAFolderThatIsNoRun() {
        assertThat(CommandLineRun.of("worker", folder.toString()).code()).isEqualTo(2);
    }

    @Test
    void anEstimateIsRounded() {
        assertThat(RunProgress.rounded(3)).isEqualTo("about 5 s left");
        assertThat(RunProgress.rounded(47)).isEqualTo("about 45 s left");
        assertThat(RunProgress.rounded(170)).isEqualTo("about 3 min left");
        assertThat(RunProgress.rounded(9000)).isEqualTo("about 2.5 h left");
    }

    @Test
    void theSelfTestWantsALossThatBeginsSensiblyAndFalls() {
        double[] falling = {2.3, 2.2, 2.1, 2.0, 1.9, 1.8, 1.7, 1.6, 1.5, 1.4};
        double[] flat = {2.3, 2.3, 2.3, 2.3, 2.3, 2.3, 2.3, 2.3, 2.3, 2.3};
        double[] strange = {9, 8, 7, 6, 5, 4, 3, 2, 1, 0.5};
        assertThat(SelfTest.judge(falling, 1).passed()).isTrue();
        assertThat(SelfTest.judge(flat, 1).passed()).isFalse();
        assertThat(SelfTest.judge(strange, 1).passed()).isFalse();
    }

    @Test
    void controlsAreAddedToWhatRuns() throws IOException {
        Path spec = CommandLineRun.tinySpec(folder);
        assertThat(PlannedExperiment.of(spec, Map.of(), Control.parse("all"), null).getFirst().spec().arms().stream()
                        .map(ArmSpec::name))
                .containsExactly(
                        "AdamW", "WP s=1", "AdamW γ×2", "Nesterov", "NAdam", "WP-AdamW s=1 random", "WP-AdamW s=-1");
        CommandLineRun run = CommandLineRun.of(
                "run",
                spec.toString(),
                "--out",
                folder.resolve("out").toString(),
                "--controls",
                "random,no-prediction");
        assertThat(run.err()).contains("tiny: 3 runs (arms: 3, seeds: 1)");
    }

    @Test
    void controlsThatCannotBeAreRefusedBeforeAnythingRuns() throws IOException {
        Path spec = CommandLineRun.tinySpec(folder);
        CommandLineRun unknown = CommandLineRun.of("run", spec.toString(), "--controls", "ranodm");
        assertThat(unknown.code()).isEqualTo(2);
        assertThat(unknown.err()).contains("\"ranodm\" is no control", "larger-rate");
        CommandLineRun nothing =
                CommandLineRun.of("run", spec.toString(), "--set", "arms[1].horizon=0", "--controls", "all");
        assertThat(nothing.code()).isEqualTo(2);
        assertThat(nothing.err()).contains("tiny.json", "no arm with a prediction");
    }
}
