package dev.foresight.plots.table;

import dev.foresight.engine.run.RunDirectory;
import dev.foresight.engine.run.RunOutcome;
import dev.foresight.engine.spec.ExperimentSpec;
import dev.foresight.engine.spec.RunSpec;
import dev.foresight.engine.spec.SpecJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Folders of runs with made-up logs. */
final class SampleRuns {
    private static final String SPEC = """
            {"format": 1, "name": "grammar", "description": "", "task": "language-model",
             "architecture": {"id": "lstm"}, "data": {"id": "grammar"},
             "arms": [
               {"name": "AdamW", "color": "#7a869a", "rule": {"id": "adamw", "parameters": {"weightDecay": 0.0005}},
                "learningRate": 0.001, "horizon": 0},
               {"name": "=WP", "color": "#e6a34a", "rule": {"id": "adamw"}, "learningRate": 0.001, "horizon": 1}],
             "training": {"length": {"steps": 4}, "batch": 4}, "seeds": [SEEDS]}
            """;

    private SampleRuns() {}

    /**
     * Perplexity ends at 100 + seed for AdamW; with prediction it is lower by 10 times the seed, and best at step 2.
     *
     * @param seeds how many
     */
    static List<RunDirectory> write(Path folder, int seeds) throws IOException {
        List<String> numbers = new ArrayList<>();
        for (int seed = 1; seed <= seeds; seed++) {
            numbers.add(Integer.toString(seed));
        }
        ExperimentSpec experiment = SpecJson.read(SPEC.replace("SEEDS", String.join(",", numbers)), "sample");
        List<RunDirectory> runs = new ArrayList<>();
        for (RunSpec run : experiment.runs()) {
            RunDirectory directory = RunDirectory.create(folder, run);
            StringBuilder steps = new StringBuilder("step,epoch,seconds,lr,loss,gradient_norm\n");
            for (int step = 1; step <= 4; step++) {
                steps.append(step)
                        .append(',')
                        .append(step / 4.0)
                        .append(',')
                        .append(step * 0.5)
                        .append(",0.001,");
                steps.append(step == 4 ? "NaN" : 0.1 + 0.2).append(",1.0E-5\n");
            }
            double end = 100 + run.seed() - (run.arm().name().equals("AdamW") ? 0 : 10.0 * run.seed());
            Files.writeString(directory.file(RunDirectory.STEPS), steps);
            Files.writeString(directory.file(RunDirectory.EVALUATIONS), """
                    step,epoch,seconds,split,metric,value
                    0,0.0,0.0,validation,best_perplexity,21.25
                    2,0.5,1.0,validation,perplexity,50.0
                    4,1.0,2.0,validation,perplexity,%s
                    """.formatted(Double.toString(end)));
            directory.end(new RunOutcome.Completed(4));
            runs.add(directory);
        }
        return runs;
    }
}
