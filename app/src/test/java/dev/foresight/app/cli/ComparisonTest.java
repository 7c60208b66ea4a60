package dev.foresight.app.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.foresight.engine.run.RunDirectory;
import dev.foresight.engine.run.RunOutcome;
import dev.foresight.engine.spec.ExperimentSpec;
import dev.foresight.engine.spec.RunSpec;
import dev.foresight.engine.spec.SpecJson;
import dev.foresight.plots.table.ArmSummary;
import dev.foresight.plots.table.Question;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ComparisonTest {
    @TempDir
    Path folder;

    @Test
    void differencesAreMeansOverPairsOfTheSameSeed() throws IOException {
        List<RunView> runs = runs();
        Comparison comparison = Comparison.of(runs, Question.USUAL).getFirst();
        assertThat(comparison.baseline()).isEqualTo("AdamW");
        ArmSummary baseline = comparison.arms().getFirst();
        ArmSummary prediction = comparison.arms().getLast();
        assertThat(baseline.values().keySet()).containsExactly(1L, 2L);
        assertThat(baseline.finals().mean()).isCloseTo(0.55, within(1e-12));
        assertThat(baseline.test().difference().mean()).isNaN();
        // Seed 3 of the prediction arm diverged and has no final value.
        assertThat(prediction.values().keySet()).containsExactly(1L, 2L);
        assertThat(prediction.pairs()).isEqualTo(2);
        assertThat(prediction.last().difference().mean()).isCloseTo(0.1, within(1e-12));
        assertThat(prediction.best().difference().mean()).isCloseTo(0.05, within(1e-12));
        assertThat(baseline.secondsPerStep()).isCloseTo(0.5, within(1e-12));
    }

    @Test
    void theTableShowsEveryRunItsEndingAndTheMeans() throws IOException {
        runs();
        CommandLineRun compare = CommandLineRun.of("compare", folder.toString());
        assertThat(compare.code()).isZero();
        assertThat(compare.out())
                .contains("tiny: validation accuracy in percent, higher is better")
                .contains("mean of 2", "baseline")
                .contains("against AdamW: final +10.00 \u00b1 0.00 (95 % interval), best +5.00 (pairs: 2)")
                .contains("all 2 differences are the same, which leaves no spread to judge by")
                .contains("diverged at step 4: loss is not a number; no checkpoint was kept before")
                .contains("3 seeds planned, 3 there")
                .contains("1 of 3 diverged (seed 3 at step 4): the numbers are over the other 2")
                .contains("validation accuracy of 55.00, to within an evaluation:")
                .contains("AdamW: 2 of 2 reach it, median 3 steps");
    }

    @Test
    void anArmWithoutGainIsToldSoOnceAllPairsAreIn() throws IOException {
        run("AdamW", 1, 0.1, new double[] {0.5});
        run("AdamW", 2, 0.1, new double[] {0.6});
        run("AdamW", 3, 0.1, new double[] {0.7});
        run("WP s=1", 1, 0.1, new double[] {0.52});
        run("WP s=1", 2, 0.1, new double[] {0.58});
        String early = CommandLineRun.of("compare", folder.toString()).out();
        assertThat(early).doesNotContain("no gain");
        run("WP s=1", 3, 0.1, new double[] {0.71});
        // Differences +2, -2, +1: mean 0.333, t(2, 0.975) s / sqrt(3) = 5.171.
        assertThat(CommandLineRun.of("compare", folder.toString()).out())
                .contains("no gain over AdamW: the 95 % interval [-4.84, +5.50] contains 0");
    }

    @Test
    void aMeasureOfItsOwnStandsInTheTableAndInJson() throws Exception {
        runs();
        CommandLineRun compare =
                CommandLineRun.of("compare", folder.toString(), "--measure", "step=2", "--target", "58");
        assertThat(compare.out())
                .contains("at step 2: 55.00 (n 2); baseline")
                .contains("at step 2: 36.67 (n 3); against AdamW: at step 2 -5.00")
                .contains("validation accuracy of 58.00");
        JsonNode experiment = new ObjectMapper()
                .readTree(CommandLineRun.of("compare", folder.toString(), "--measure", "step=2", "--json")
                        .out())
                .at("/experiments/0");
        assertThat(experiment.at("/measure").asText()).isEqualTo("at step 2");
        assertThat(experiment.at("/arms/1/difference").asDouble()).isCloseTo(-0.05, within(1e-12));
        assertThat(experiment.at("/arms/1/differenceFinal").asDouble()).isCloseTo(0.1, within(1e-12));
        assertThat(experiment.at("/target").asDouble()).isCloseTo(0.55, within(1e-12));
        assertThat(experiment.at("/arms/1/toTarget/reached").asInt()).isEqualTo(2);
        assertThat(experiment.at("/seeds/planned").asInt()).isEqualTo(3);
    }

    @Test
    void theTestPartIsRefusedAsAJudge() throws IOException {
        runs();
        CommandLineRun test = CommandLineRun.of("compare", folder.toString(), "--split", "test");
        assertThat(test.code()).isEqualTo(ExitCode.USAGE);
        assertThat(test.err()).contains("--split test", "reported only");
        assertThat(CommandLineRun.of("compare", folder.toString(), "--measure", "last")
                        .err())
                .contains("--measure last: no such measure; final, best");
    }

    @Test
    void jsonHoldsTheSameNumbers() throws IOException {
        runs();
        CommandLineRun compare = CommandLineRun.of("compare", folder.toString(), "--json");
        JsonNode experiment = new ObjectMapper().readTree(compare.out()).at("/experiments/0");
        assertThat(experiment.at("/metric").asText()).isEqualTo("accuracy");
        assertThat(experiment.at("/arms/1/pairs").asInt()).isEqualTo(2);
        assertThat(experiment.at("/arms/0/differenceFinal").isNull()).isTrue();
        assertThat(experiment.at("/arms/1/tTest").isNull()).as("no spread").isTrue();
        assertThat(experiment.at("/arms/1/signedRank").asDouble()).isEqualTo(0.5);
        assertThat(experiment.at("/arms/0/signedRank").isNull())
                .as("the reference")
                .isTrue();
        assertThat(experiment.at("/runs")).hasSize(5);
        assertThat(experiment.at("/runs/0/best").asDouble()).isEqualTo(0.6);
    }

    @Test
    void anotherMetricRanksInItsOwnDirection() throws IOException {
        RunView accurate = run("AdamW", 1, 0.1, new double[] {0.6, 0.5});
        Files.writeString(
                accurate.directory().file(RunDirectory.EVALUATIONS),
                "2,1.0,1.0,validation,loss,0.25\n4,2.0,2.0,validation,loss,0.5\n",
                StandardOpenOption.APPEND);
        CommandLineRun compare = CommandLineRun.of("compare", folder.toString(), "--json", "--metric", "loss");
        assertThat(compare.code()).isZero();
        JsonNode experiment = new ObjectMapper().readTree(compare.out()).at("/experiments/0");
        assertThat(experiment.at("/metric").asText()).isEqualTo("loss");
        assertThat(experiment.at("/runs/0/best").asDouble()).isEqualTo(0.25);
        assertThat(experiment.at("/arms/0/meanFinal").asDouble()).isEqualTo(0.5);
        CommandLineRun unknown = CommandLineRun.of("compare", folder.toString(), "--metric", "acuracy");
        assertThat(unknown.code()).isEqualTo(ExitCode.USAGE);
        assertThat(unknown.err()).contains("acuracy", "top5_accuracy");
    }

    @Test
    void theEvaluationBeforeTrainingIsNeitherFinalNorBest() throws IOException {
        RunView run = run("AdamW", 1, 0.9, new double[] {});
        assertThat(run.finalValue()).isEmpty();
        assertThat(run.bestValue()).isEmpty();
    }

    @Test
    void withoutAnArmWithoutPredictionTheFirstIsTheBaseline() throws IOException {
        assertThat(Comparison.of(List.of(run("WP s=1", 1, 0.1, new double[] {0.5})), Question.USUAL)
                        .getFirst()
                        .baseline())
                .isEqualTo("WP s=1");
    }

    private List<RunView> runs() throws IOException {
        List<RunView> runs = List.of(
                run("AdamW", 1, 0.1, new double[] {0.6, 0.5}),
                run("AdamW", 2, 0.1, new double[] {0.5, 0.6}),
                run("WP s=1", 1, 0.1, new double[] {0.5, 0.6}),
                run("WP s=1", 2, 0.1, new double[] {0.5, 0.7}),
                run("WP s=1", 3, 0.1, new double[] {0.1, 0.1}));
        runs.getLast().directory().end(new RunOutcome.Diverged(4, "loss", Double.NaN));
        return runs;
    }

    /** A run with evaluations after steps 2, 4, ... and half a second a step. */
    private RunView run(String arm, long seed, double untrained, double[] values) throws IOException {
        ExperimentSpec spec = SpecJson.read(CommandLineRun.TINY, "tiny", Map.of("seeds", "[1, 2, 3]"));
        RunSpec run = spec.runs().stream()
                .filter(one -> one.arm().name().equals(arm) && one.seed() == seed)
                .findFirst()
                .orElseThrow();
        RunDirectory directory = RunDirectory.create(folder, run);
        StringBuilder evaluations = new StringBuilder("step,epoch,seconds,split,metric,value\n");
        evaluations.append("0,0.0,0.0,validation,accuracy,").append(untrained).append('\n');
        StringBuilder steps = new StringBuilder("step,epoch,seconds,lr,loss,gradient_norm\n");
        for (int i = 0; i < values.length; i++) {
            evaluations
                    .append(2 * (i + 1))
                    .append(",1.0,1.0,validation,accuracy,")
                    .append(values[i])
                    .append('\n');
        }
        for (int step = 1; step <= 4; step++) {
            steps.append(step).append(",0.5,").append(3 + 0.5 * step).append(",0.001,2.0,1.0\n");
        }
        Files.writeString(directory.file(RunDirectory.EVALUATIONS), evaluations);
        Files.writeString(directory.file(RunDirectory.STEPS), steps);
        directory.end(new RunOutcome.Completed(4));
        return new RunView(directory);
    }
}
