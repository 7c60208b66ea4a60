package dev.foresight.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.foresight.app.SampleRuns;
import dev.foresight.engine.project.Project;
import dev.foresight.engine.run.RunDirectory;
import dev.foresight.engine.spec.ExperimentSpec;
import dev.foresight.engine.spec.SpecJson;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProfileCommandTest {
    @TempDir
    Path folder;

    private String runs = "";

    /** Two problems: the baseline gets to its final 0.6 after 30 steps; the other after 10, and never. */
    @BeforeEach
    void write() {
        Project project = SampleRuns.project(folder.resolve("p"));
        for (int problem = 1; problem <= 2; problem++) {
            ExperimentSpec spec = SpecJson.read(CommandLineRun.TINY, "tiny", Map.of("seeds", "[1, 2]"))
                    .withName("problem-" + problem);
            for (RunDirectory run : SampleRuns.create(project, spec)) {
                boolean predicted = run.spec().arm().prediction().horizon() > 0;
                double first = predicted && problem == 1 ? 0.7 : 0.3;
                double last = predicted && problem == 2 ? 0.5 : 0.6;
                SampleRuns.appendEvaluation(run, 10, 1, "accuracy", first);
                SampleRuns.appendEvaluation(run, 20, 2, "accuracy", 0.5);
                SampleRuns.appendEvaluation(run, 30, 3, "accuracy", last);
                SampleRuns.complete(run, 30);
            }
        }
        runs = folder.resolve("p").resolve("runs").toString();
    }

    @Test
    void theTableHasCostsAndRatiosAndSaysHowLittleTwoProblemsShow() {
        CommandLineRun profile = CommandLineRun.of("profile", runs);
        assertThat(profile.err()).isEmpty();
        assertThat(profile.out())
                .containsPattern("problem-1 +accuracy 60\\.00 +30 \\(3\\.00\\) +10 \\(1\\.00\\)")
                .containsPattern("problem-2 +accuracy 60\\.00 +30 \\(1\\.00\\) +never")
                .contains("adamw s=1: fastest on 1 of 2, within twice the fastest on 1 of 2, reaches the target on 1 of"
                        + " 2")
                .contains("with 2 problems this shows little");
    }

    @Test
    void jsonReadsBackAndInfinityIsNull() throws Exception {
        CommandLineRun profile = CommandLineRun.of(
                "profile",
                runs,
                "--match",
                "name",
                "--time",
                "seconds",
                "--json",
                "--figure",
                folder.resolve("profile.pdf").toString());
        JsonNode solver = new ObjectMapper().readTree(profile.out()).at("/solvers/1");
        assertThat(solver.at("/name").asText()).isEqualTo("WP s=1");
        assertThat(solver.at("/costs/0").asDouble()).isEqualTo(2.5);
        assertThat(solver.at("/costs/1").isNull()).isTrue();
        assertThat(solver.at("/profile/0/share").asDouble()).isEqualTo(0.5);
        assertThat(folder.resolve("profile.pdf")).isNotEmptyFile();
        assertThat(folder.resolve("profile-points.csv")).isNotEmptyFile();
    }

    @Test
    void wordsThatAreNotKnownAndTargetsThatAreNoneAreUsage() {
        assertThat(CommandLineRun.of("profile", runs, "--time", "hours").err())
                .contains("--time hours: found; steps and seconds are allowed");
        CommandLineRun target = CommandLineRun.of("profile", runs, "--target", "-1");
        assertThat(target.code()).isEqualTo(ExitCode.USAGE);
        assertThat(target.err()).contains("target -1.0: a number above 0 is expected");
        assertThat(CommandLineRun.of("profile", runs, "--target", "0.8").out())
                .contains("0.8 times as good as the mean final value");
    }
}
