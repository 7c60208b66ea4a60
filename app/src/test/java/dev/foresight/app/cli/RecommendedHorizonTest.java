package dev.foresight.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.foresight.app.SampleRuns;
import dev.foresight.engine.project.Project;
import dev.foresight.engine.run.RunDirectory;
import dev.foresight.engine.spec.ExperimentSpec;
import dev.foresight.engine.spec.SpecJson;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Over several experiments of one architecture, each a grid of learning rates and horizons. */
class RecommendedHorizonTest {
    @TempDir
    Path folder;

    @Test
    void anArchitecturesHorizonIsPrintedWithItsUncertaintyEachHorizonAtItsBestRate() {
        Project project = SampleRuns.project(folder.resolve("p"));
        // By horizon 0, 1, 2 at the better rate; at the other rate each has 0.2 less. Ranks 3 2 1, and 3 1 2.
        write(project, "small pictures", "8", 0.50, 0.60, 0.70);
        write(project, "large pictures", "8", 0.30, 0.42, 0.40);
        // Another network has no say.
        write(project, "another network", "16", 0.90, 0.50, 0.40);
        String out = CommandLineRun.of(
                        "compare", folder.resolve("p").resolve("runs").toString())
                .out();
        assertThat(out.lines().filter(line -> line.startsWith("recommended horizon for ")))
                .singleElement()
                .asString()
                .startsWith(
                        "recommended horizon for mlp, adamw over 2 experiments, by mean rank: s = 1 (best in 50 % of"
                                + " resamples;")
                .contains("by 3 seeds; s = 0: 0 %, s = 1: 50 %, s = 2: 50 %");
    }

    private static void write(Project project, String name, String hidden, double... byHorizon) {
        List<String> arms = new ArrayList<>();
        for (String rate : List.of("0.001", "0.01")) {
            for (int s = 0; s < byHorizon.length; s++) {
                arms.add(
                        "{\"name\": \"s=%d lr=%s\", \"rule\": {\"id\": \"adamw\"}, \"learningRate\": %s, \"horizon\": %d}"
                                .formatted(s, rate, rate, s));
            }
        }
        String base = CommandLineRun.TINY.replaceFirst(
                "(?s)\"arms\": \\[.*?\n  ],", "\"arms\": [" + String.join(",", arms) + "],");
        ExperimentSpec spec = SpecJson.read(
                        base, "tiny", Map.of("architecture.parameters.hidden", hidden, "seeds", "[1, 2, 3]"))
                .withName(name);
        for (RunDirectory run : SampleRuns.create(project, spec)) {
            int s = (int) run.spec().arm().prediction().horizon();
            // The odd horizon is best at the larger rate, the others at the smaller: one rate for all would mislead.
            boolean better = s == 1 == (run.spec().arm().optimizer().learningRate() == 0.01);
            double wobble = 0.001 * Math.sin(7.0 * s + 3 * run.spec().seed());
            SampleRuns.appendEvaluation(run, 3, 1, "accuracy", byHorizon[s] - (better ? 0 : 0.2) + wobble);
            SampleRuns.complete(run, 3);
        }
    }
}
