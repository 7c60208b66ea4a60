package dev.foresight.app.welcome;

import static org.assertj.core.api.Assertions.assertThat;

import dev.foresight.app.SampleRuns;
import dev.foresight.engine.project.Project;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WelcomeSampleTest {
    @TempDir
    Path folder;

    @AfterEach
    void forget() {
        System.clearProperty(WelcomeSample.SAMPLES);
        System.clearProperty(WelcomeSample.HOME);
    }

    @Test
    void theSampleIsCopiedOnceAndTheCopyIsTheUsers() throws IOException {
        SampleRuns.project(folder.resolve("samples/welcome"));
        System.setProperty(WelcomeSample.SAMPLES, folder.resolve("samples").toString());
        System.setProperty(WelcomeSample.HOME, folder.resolve("home").toString());
        Path copy = WelcomeSample.open().orElseThrow();
        assertThat(Project.open(copy).experimentFiles()).hasSize(2);
        Path changed = Project.open(copy).experimentFiles().getFirst();
        Files.delete(changed);
        assertThat(WelcomeSample.open()).hasValue(copy);
        assertThat(changed).as("a second start changes nothing").doesNotExist();
    }

    @Test
    void withoutSamplesThereIsNothingToOpen() throws IOException {
        System.setProperty(WelcomeSample.HOME, folder.resolve("home").toString());
        assertThat(WelcomeSample.open()).isEmpty();
    }
}
