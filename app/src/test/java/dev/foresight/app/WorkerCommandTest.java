package dev.foresight.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class WorkerCommandTest {
    @Test
    void workerGetsNothingOfTheWindow() {
        List<String> command = WorkerCommand.prefix(
                "/jdk/bin/java",
                List.of(
                        "-Xmx512m",
                        "-XX:TieredStopAtLevel=1",
                        "-Dprism.order=sw",
                        "-agentlib:jdwp=x",
                        "-Dforesight.home=/h"),
                "a.jar");
        assertThat(command)
                .startsWith("/jdk/bin/java")
                .endsWith("-cp", "a.jar", "dev.foresight.app.Main")
                .contains(
                        "-Dforesight.home=/h", "-Dorg.eclipse.deeplearning4j.helpers.disable=false", "-XX:+UseSerialGC")
                .doesNotContain("-Xmx512m", "-XX:TieredStopAtLevel=1", "-Dprism.order=sw", "-agentlib:jdwp=x");
    }

    @Test
    void prefixOfThisProcessNamesAJava() {
        assertThat(WorkerCommand.prefix().getFirst()).contains("java");
    }
}
