package dev.foresight.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.foresight.app.welcome.WelcomeSample;
import dev.foresight.engine.project.Project;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HeadlessStartTest {
    @TempDir
    Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @BeforeEach
    void keepOutOfTheUsersFolder() {
        System.setProperty(WelcomeSample.HOME, folder.resolve("home").toString());
        System.setProperty(WelcomeSample.SAMPLES, folder.resolve("samples").toString());
    }

    @AfterEach
    void forget() {
        System.clearProperty(WelcomeSample.HOME);
        System.clearProperty(WelcomeSample.SAMPLES);
    }

    @Test
    void theSampleIsCopiedAndItsExperimentsAreRunThere() throws IOException {
        Project sample = Project.create(folder.resolve("samples/welcome"), "Welcome", "");
        Files.writeString(sample.experimentFile("tiny"), CommandLineRun.TINY);
        // No worker can be started in this test, so the runs fail; that they were tried is what it looks at.
        assertThat(start()).isEqualTo(ExitCode.RUN_FAILED);
        assertThat(err.toString()).startsWith("No window: no display. Running the welcome sample");
        assertThat(err.toString().lines().findFirst().orElse("")).contains("instead");
        assertThat(out.toString()).contains("tiny: validation accuracy");
        assertThat(new Project(folder.resolve("home/welcome")).runs()).hasSize(2);
        assertThat(sample.runs()).isEmpty();
    }

    @Test
    void withoutSamplesItSaysWhatToDo() {
        assertThat(start()).isEqualTo(ExitCode.ENVIRONMENT);
        assertThat(err.toString()).contains("./foresight");
    }

    private int start() {
        Console console =
                new Console(new PrintWriter(out), new PrintWriter(err), false, () -> List.of("no-such-program"));
        int code = HeadlessStart.run("no display", console);
        console.out().flush();
        console.err().flush();
        return code;
    }
}
