package dev.foresight.engine.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.foresight.engine.net.Network;
import dev.foresight.engine.net.ParameterVectors.Host;
import dev.foresight.engine.net.Segment;
import dev.foresight.engine.run.RunDirectory;
import dev.foresight.engine.run.RunOutcome;
import dev.foresight.engine.run.TinyRun;
import dev.foresight.engine.spec.Amount;
import dev.foresight.engine.spec.ComponentSpec;
import dev.foresight.engine.spec.ExperimentSpec;
import dev.foresight.engine.spec.RunSpec;
import dev.foresight.engine.spec.Values;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On a narrow VGG-11 with batch normalisation and pictures of shapes. */
class ReestimationTest {
    private static final int STEPS = 4;

    @TempDir
    Path runs;

    private static RunSpec run(int batches) {
        RunSpec tiny = TinyRun.of(Amount.steps(STEPS), 2);
        ExperimentSpec experiment = tiny.experiment();
        experiment = experiment
                .withArchitecture(new ComponentSpec("vgg11-bn", new Values(Map.of("width", 1.0 / 64))))
                .withData(experiment.data().withTrainExamples(8).withValidationExamples(20))
                .withTraining(
                        experiment.training().withEvaluateEvery(Amount.steps(2)).withReestimateBatches(batches));
        return new RunSpec(experiment, tiny.arm(), tiny.seed());
    }

    private static float[] flat(FloatBuffer buffer) {
        float[] copy = new float[buffer.limit()];
        buffer.get(0, copy);
        return copy;
    }

    private static Segment statistic(Network network) {
        return network.segments().stream()
                .filter(segment -> !segment.tensor().kind().trained()
                        && segment.tensor().name().endsWith("running_var"))
                .skip(2)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void theEstimateIsTheMeanOfTheUnbiasedStatisticsOfTheFirstBatches() {
        RunSpec run = run(3);
        try (RunParts parts = SpecParts.make(run)) {
            Network network = parts.network();
            Host vectors = (Host) network.vectors();
            Segment segment = statistic(network);
            float[] running = network.toPlain(segment, vectors.parameters());
            double[] expected = new double[running.length];
            // Eight examples in batches of four: the third batch is the first of the second epoch.
            int[][] places = {{0, 0}, {0, 1}, {1, 0}};
            for (int i = 0; i < 3; i++) {
                network.forwardBackward(parts.data().training(run.seed(), places[i][0], places[i][1]), run.seed(), i);
                float[] delta = network.toPlain(segment, vectors.gradient());
                for (int c = 0; c < delta.length; c++) {
                    expected[c] += (running[c] - delta[c] / 0.1) / 3;
                }
            }
            float[] before = flat(vectors.parameters());
            float[] estimated = reestimation(run, parts, 3)
                    .during(StopSignal.NONE, () -> network.toPlain(segment, vectors.parameters()));

            for (int c = 0; c < estimated.length; c++) {
                assertThat((double) estimated[c]).isCloseTo(expected[c], within(2e-6));
            }
            assertThat(estimated).isNotEqualTo(running);
            assertThat(flat(vectors.parameters())).isEqualTo(before);
        }
    }

    private static Reestimation reestimation(RunSpec run, RunParts parts, int batches) {
        Timetable timetable =
                Timetable.of(run.experiment().training(), epoch -> parts.data().stepsPerEpoch(run.seed(), epoch));
        return new Reestimation(parts.network(), parts.data(), run.seed(), timetable, batches);
    }

    @Test
    void theRunningStatisticsComeBackAlsoWhenTheEvaluationThrows() {
        RunSpec run = run(1);
        try (RunParts parts = SpecParts.make(run)) {
            FloatBuffer parameters = ((Host) parts.network().vectors()).parameters();
            float[] before = flat(parameters);
            Reestimation reestimation = reestimation(run, parts, 1);
            assertThatThrownBy(() -> reestimation.during(StopSignal.NONE, () -> {
                        assertThat(flat(parameters)).isNotEqualTo(before);
                        throw new IllegalStateException("no memory");
                    }))
                    .hasMessage("no memory");
            assertThat(flat(parameters)).isEqualTo(before);
        }
    }

    @Test
    void trainingIsTheSameToTheLastBitAndTheEvaluationsDiffer() {
        RunDirectory without = RunDirectory.create(runs, run(0));
        RunDirectory with = RunDirectory.create(runs, run(2));
        assertThat(RunWorker.run(without)).isEqualTo(new RunOutcome.Completed(STEPS));
        assertThat(RunWorker.run(with)).isEqualTo(new RunOutcome.Completed(STEPS));
        assertThat(steps(with)).hasSize(STEPS).isEqualTo(steps(without));
        assertThat(losses(with)).hasSize(4).doesNotContainAnyElementsOf(losses(without));
    }

    /** Step, rate, loss and gradient norm. */
    private static List<String> steps(RunDirectory run) {
        return run.follow(RunDirectory.STEPS).newRows().stream()
                .map(row -> row[0] + " " + row[3] + " " + row[4] + " " + row[5])
                .toList();
    }

    private static List<String> losses(RunDirectory run) {
        return run.follow(RunDirectory.EVALUATIONS).newRows().stream()
                .filter(row -> row[4].equals("loss"))
                .map(row -> row[5])
                .toList();
    }
}
