package dev.foresight.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.foresight.engine.project.Project;
import dev.foresight.engine.run.LogLengths;
import dev.foresight.engine.run.RunDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunViewTest {
    @TempDir
    Path folder;

    private static void append(Path file, String text) throws IOException {
        Files.writeString(file, text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    @Test
    void aRunWhoseFolderDisappearedIsNotCalledOneThatWaits() throws IOException {
        RunDirectory run = RunDirectory.create(
                folder.resolve("runs"),
                Project.readExperiment(CommandLineRun.tinySpec(folder)).runs().getFirst());
        RunView view = new RunView(run);
        assertThat(view.ending()).isEqualTo("not started");
        Files.delete(run.file(RunDirectory.SPEC));
        Files.delete(run.folder());
        assertThat(view.ending()).isEqualTo("its folder is gone");
    }

    @Test
    void whatARunThatWentOnMeasuredAgainIsCountedOnce() throws IOException {
        RunDirectory run = RunDirectory.create(
                folder.resolve("runs"),
                Project.readExperiment(CommandLineRun.tinySpec(folder)).runs().getFirst());
        Path steps = run.file(RunDirectory.STEPS);
        Path evaluations = run.file(RunDirectory.EVALUATIONS);
        append(steps, "step,epoch,seconds,lr,loss,gradient_norm\n1,0.2,1.0,0.1,2.0,1\n");
        append(evaluations, "step,epoch,seconds,split,metric,value\n1,0.2,1.0,validation,accuracy,0.25\n");
        LogLengths kept =
                new LogLengths(steps.toFile().length(), evaluations.toFile().length(), 0, 0);
        append(steps, "2,0.4,2.0,0.1,1.5,1\n");
        append(evaluations, "2,0.4,2.0,validation,accuracy,0.5\n");
        RunView view = new RunView(run);
        assertThat(view.evaluationCount()).isEqualTo(2);
        kept.cut(run);
        append(steps, "2,0.4,2.5,0.1,1.5,1\n3,0.6,4.0,0.1,1.25,1\n");
        append(evaluations, "2,0.4,2.5,validation,accuracy,0.5\n3,0.6,4.0,validation,accuracy,0.75\n");
        view.refresh();
        assertThat(view.evaluationCount()).isEqualTo(3);
        assertThat(view.step()).isEqualTo(3);
        assertThat(view.bestValue()).hasValue(0.75);
        assertThat(view.secondsPerStep()).hasValue(1.5);
    }
}
