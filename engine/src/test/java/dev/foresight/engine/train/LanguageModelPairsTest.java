package dev.foresight.engine.train;

import static org.assertj.core.api.Assertions.assertThat;

import dev.foresight.engine.data.LoadedData;
import dev.foresight.engine.net.Batch;
import dev.foresight.engine.net.Network;
import dev.foresight.engine.net.ParameterVectors.Host;
import dev.foresight.engine.net.RecurrentState;
import dev.foresight.engine.optim.AdamW;
import dev.foresight.engine.optim.WeightUpdate;
import dev.foresight.engine.run.RunEvent;
import dev.foresight.engine.run.RunOutcome;
import dev.foresight.engine.run.TinyRun;
import dev.foresight.engine.spec.Amount;
import dev.foresight.engine.spec.ArmSpec;
import dev.foresight.engine.spec.ComponentSpec;
import dev.foresight.engine.spec.DataSpec;
import dev.foresight.engine.spec.ExperimentSpec;
import dev.foresight.engine.spec.OptimizerSpec;
import dev.foresight.engine.spec.PredictionSpec;
import dev.foresight.engine.spec.RunSpec;
import dev.foresight.engine.spec.SpecDefaults;
import dev.foresight.engine.spec.Task;
import dev.foresight.engine.spec.Values;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A small two-layer language model with every regularisation and varying lengths, trained as in an experiment. */
class LanguageModelPairsTest {
    private static final int STEPS = 14;
    private static final double CLIP = 0.25;

    @TempDir
    private Path folder;

    private final List<RunEvent.Step> steps = new ArrayList<>();

    private static RunSpec run(double learningRate, double horizon) {
        ArmSpec arm = new ArmSpec(
                "arm",
                "#7a869a",
                new OptimizerSpec(new ComponentSpec("adamw", Values.NONE), learningRate),
                new PredictionSpec(horizon));
        ExperimentSpec tiny = TinyRun.of(Amount.steps(STEPS), horizon).experiment();
        Values regularised = new Values(Map.of(
                "inputDropout", 0.4,
                "hiddenDropout", 0.25,
                "outputDropout", 0.4,
                "embeddingDropout", 0.1,
                "weightDrop", 0.5,
                "ar", 2.0,
                "tar", 1.0));
        ExperimentSpec experiment = new ExperimentSpec(
                "pairs",
                "",
                Task.LANGUAGE_MODEL,
                new ComponentSpec(
                        "lstm",
                        regularised.with("layers", 2L).with("embedding", 8L).with("hidden", 10L)),
                new DataSpec(
                        new ComponentSpec("grammar", new Values(Map.of("tokens", 1_000L, "evaluationTokens", 100L))),
                        0,
                        0,
                        DataSpec.Augmentation.NONE),
                List.of(arm),
                SpecDefaults.training(Task.LANGUAGE_MODEL, Amount.steps(STEPS))
                        .withBatch(10)
                        .withBptt(12)
                        .withVariableBptt(true)
                        .withClip(CLIP)
                        .withEvaluateEvery(Amount.steps(5)),
                tiny.execution(),
                tiny.seeds());
        return new RunSpec(experiment, arm, tiny.seeds().getFirst());
    }

    private float[] train(double learningRate, double horizon) {
        steps.clear();
        RunSpec run = run(learningRate, horizon);
        try (RunParts parts = SpecParts.make(run);
                WeightUpdate update = new AdamW().start(parts.network(), run.arm(), run.seed(), 1)) {
            RunOutcome outcome =
                    new TrainingLoop(run, parts.data(), parts.network(), update, this::note, StopSignal.NONE).run();
            assertThat(outcome).isEqualTo(new RunOutcome.Completed(STEPS));
            return parameters(parts.network());
        }
    }

    private void note(RunEvent event) {
        if (event instanceof RunEvent.Step step) {
            steps.add(step);
        }
    }

    private static float[] parameters(Network network) {
        FloatBuffer flat = ((Host) network.vectors()).parameters();
        float[] copy = new float[flat.limit()];
        flat.get(0, copy);
        return copy;
    }

    private List<Double> losses() {
        return steps.stream().map(RunEvent.Step::loss).toList();
    }

    private List<Double> rates() {
        return steps.stream().map(RunEvent.Step::lr).toList();
    }

    /** Weights that do not move leave nothing but masks and batches to tell the losses of two arms apart. */
    @Test
    void armsSeeTheSameMasksAndLengths() {
        train(0, 0);
        List<Double> baseline = losses();
        train(0, 3);

        assertThat(losses()).isEqualTo(baseline).doesNotHaveDuplicates();
    }

    @Test
    void ratesFollowTheLengthsAlikeInBothArms() {
        train(0.01, 0);
        List<Double> baseline = rates();
        train(0.01, 3);

        assertThat(rates()).isEqualTo(baseline);
        assertThat(baseline.stream().distinct().count()).isGreaterThan(4);
        assertThat(baseline)
                .allSatisfy(rate -> assertThat(rate * 12 / 0.01 + 1e-9).isGreaterThanOrEqualTo(5));
    }

    @Test
    void aRunRepeatsItselfToTheLastBit() {
        float[] first = train(0.01, 2);
        List<Double> losses = losses();

        assertThat(train(0.01, 2)).isEqualTo(first);
        assertThat(losses()).isEqualTo(losses);
    }

    @Test
    void aReplayBundleHoldsTheRatesAndMasksOfTheRun() throws IOException {
        train(0.01, 2);

        ReplayBundle.write(run(0.01, 2), folder, SpecParts::make);

        assertThat(Files.readAllLines(folder.resolve("steps.csv")).stream()
                        .skip(1)
                        .map(line -> Double.valueOf(line.split(",")[1])))
                .containsExactlyElementsOf(rates());
        try (Stream<Path> masks = Files.list(folder.resolve("masks"))) {
            assertThat(masks).hasSize(6 * STEPS);
        }
    }

    /** The baseline by hand: nothing is ever predicted, evaluated or restored. */
    @Test
    void horizonZeroIsTheBaselineToTheLastBit() {
        RunSpec run = run(0.01, 0);
        float[] expected;
        try (RunParts parts = SpecParts.make(run);
                WeightUpdate update = new AdamW().start(parts.network(), run.arm(), run.seed(), 1)) {
            LoadedData data = parts.data();
            long epoch = 0;
            int position = 0;
            for (int step = 0; step < STEPS; step++, position++) {
                if (position == data.stepsPerEpoch(run.seed(), epoch)) {
                    epoch++;
                    position = 0;
                }
                if (position == 0) {
                    parts.network().state(RecurrentState.ZERO);
                }
                Batch batch = data.training(run.seed(), epoch, position);
                parts.network().forwardBackward(batch, run.seed(), step);
                update.apply(0.01 * data.rateFactor(run.seed(), epoch, position), CLIP, 0);
            }
            assertThat(epoch).as("the state starts anew at least once").isPositive();
            expected = parameters(parts.network());
        }
        assertThat(train(0.01, 0)).isEqualTo(expected);
    }
}
