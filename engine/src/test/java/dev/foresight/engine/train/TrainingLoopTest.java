package dev.foresight.engine.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import dev.foresight.engine.data.DataException;
import dev.foresight.engine.data.LoadedData;
import dev.foresight.engine.net.Batch;
import dev.foresight.engine.optim.AdamW;
import dev.foresight.engine.optim.Moment;
import dev.foresight.engine.optim.WeightUpdate;
import dev.foresight.engine.run.RunEvent;
import dev.foresight.engine.run.RunOutcome;
import dev.foresight.engine.run.TinyRun;
import dev.foresight.engine.spec.Amount;
import dev.foresight.engine.spec.RunSpec;
import dev.foresight.engine.spec.SpecDefaults;
import dev.foresight.engine.spec.Task;
import dev.foresight.engine.spec.TrainingSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class TrainingLoopTest {
    private final List<RunEvent> events = new ArrayList<>();

    private RunOutcome train(Quadratic network, RunSpec run, LoadedData data, StopSignal signal) {
        try (WeightUpdate update = new AdamW().start(network, run.arm(), run.seed(), 1)) {
            return new TrainingLoop(run, data, network, update, events::add, signal).run();
        }
    }

    private RunOutcome train(Quadratic network, Amount length, double horizon) {
        return train(network, TinyRun.of(length, horizon), new Quadratic.Data(3), StopSignal.NONE);
    }

    private <E extends RunEvent> List<E> events(Class<E> kind) {
        return events.stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    @Test
    void tellsEveryStepWithItsRateEpochAndNorm() {
        assertThat(train(new Quadratic(5), Amount.epochs(2), 0)).isEqualTo(new RunOutcome.Completed(6));
        List<RunEvent.Step> steps = events(RunEvent.Step.class);
        assertThat(steps).extracting(RunEvent.Step::step).containsExactly(1L, 2L, 3L, 4L, 5L, 6L);
        assertThat(steps.getFirst().loss()).isEqualTo(12.5);
        assertThat(steps.getFirst().gradientNorm()).isEqualTo(5);
        assertThat(steps.getFirst().lr()).isEqualTo(0.1);
        assertThat(steps.get(2).epoch()).isEqualTo(1);
        assertThat(steps.getLast().seconds()).isPositive();
    }

    @Test
    void passesArePredictedAndEvaluationsAreNot() {
        Quadratic predicted = new Quadratic(5);
        train(predicted, Amount.epochs(2), 2);
        float end = predicted.shown();
        // Step 1 moves by the rate and decays by 0.1*0.01; the prediction goes 2 rates further, without decay.
        float afterOne = 5 * (1 - 0.001f) - 0.1f;
        assertThat(predicted.trainedAt.getFirst()).isEqualTo(5);
        assertThat(predicted.trainedAt.get(1)).isCloseTo(afterOne - 0.2f, within(1e-5f));
        // Two batches each: validation before training, validation and test at the end.
        assertThat(predicted.evaluatedAt).containsExactly(5f, 5f, end, end, end, end);
        assertThat(end).isGreaterThan(predicted.trainedAt.getLast() - 0.1f);
    }

    @Test
    void eachStepHasTheRateOfItsLengthAndIsPredictedWithIt() {
        Quadratic network = new Quadratic(5);
        train(
                network,
                TinyRun.of(Amount.epochs(2), 2),
                new Quadratic.Data(3, true, OptionalDouble.empty()),
                StopSignal.NONE);

        assertThat(events(RunEvent.Step.class))
                .extracting(RunEvent.Step::lr)
                .containsExactly(0.025, 0.05, 0.1 * 0.75, 0.025, 0.05, 0.1 * 0.75);
        // Step 1 moves by its rate, 0.025; the prediction for step 2 goes 2 of step 2's rates further.
        float afterOne = 5 * (1 - 0.00025f) - 0.025f;
        assertThat(network.trainedAt.get(1)).isCloseTo(afterOne - 2 * 0.05f, within(1e-5f));
    }

    @Test
    void theUpdateIsToldTheRateOfTheComingStep() {
        List<Double> told = new ArrayList<>();
        List<Double> used = new ArrayList<>();
        Quadratic network = new Quadratic(5);
        RunSpec run = TinyRun.of(Amount.epochs(2), 2);
        try (WeightUpdate update = new AdamW().start(network, run.arm(), run.seed(), 1)) {
            WeightUpdate noted = new NotedUpdate(update, used, told);
            LoadedData data = new Quadratic.Data(3, true, OptionalDouble.empty());
            new TrainingLoop(run, data, network, noted, events::add, StopSignal.NONE).run();
        }
        assertThat(used).hasSize(6);
        assertThat(told.subList(0, 5)).isEqualTo(used.subList(1, 6));
    }

    /** Notes the rates that an update is given. */
    private record NotedUpdate(WeightUpdate inside, List<Double> used, List<Double> told) implements WeightUpdate {
        @Override
        public void predict(double lr) {
            inside.predict(lr);
        }

        @Override
        public void restore() {
            inside.restore();
        }

        @Override
        public double apply(double lr, double clip, double nextLr) {
            used.add(lr);
            told.add(nextLr);
            return inside.apply(lr, clip, nextLr);
        }

        @Override
        public long steps() {
            return inside.steps();
        }

        @Override
        public List<Moment> moments() {
            return inside.moments();
        }

        @Override
        public void resume(long steps) {
            inside.resume(steps);
        }

        @Override
        public void close() {}
    }

    @Test
    void theFirstStepIsTheBaselinesForAnyHorizon() {
        Quadratic baseline = new Quadratic(5);
        Quadratic predicted = new Quadratic(5);
        train(baseline, Amount.steps(1), 0);
        train(predicted, Amount.steps(1), 7);
        assertThat(predicted.shown()).isEqualTo(baseline.shown());
    }

    @Test
    void theStateIsCarriedThroughAnEpochAndNotIntoTheNextNorFromAnEvaluation() {
        TrainingSpec training =
                SpecDefaults.training(Task.LANGUAGE_MODEL, Amount.epochs(2)).withEvaluateEvery(Amount.steps(1));
        Quadratic network = new Quadratic(5);
        train(network, TinyRun.of(Task.LANGUAGE_MODEL, training, 1), new Quadratic.Data(3), StopSignal.NONE);
        assertThat(network.carried).containsExactly(0f, 1f, 2f, 0f, 1f, 2f);
    }

    @Test
    void imagesAreMeasuredByAccuracyAndTheTestPartOnlyOnceAtTheEnd() {
        train(new Quadratic(5), Amount.epochs(4), 0);
        assertThat(events(RunEvent.Evaluation.class))
                .extracting(made -> made.step() + " " + made.split() + " " + made.metric() + " " + made.value())
                .containsExactly(
                        "0 validation loss 1.0", "0 validation accuracy 0.5",
                        "6 validation loss 1.0", "6 validation accuracy 0.5",
                        "12 validation loss 1.0", "12 validation accuracy 0.5",
                        "12 test loss 1.0", "12 test accuracy 0.5");
    }

    @Test
    void languageIsMeasuredByPerplexityBesideTheBestPossibleOne() {
        TrainingSpec training = SpecDefaults.training(Task.LANGUAGE_MODEL, Amount.steps(1));
        train(
                new Quadratic(5),
                TinyRun.of(Task.LANGUAGE_MODEL, training, 0),
                new Quadratic.Data(3, false, OptionalDouble.of(2.5)),
                StopSignal.NONE);
        List<RunEvent.Evaluation> made = events(RunEvent.Evaluation.class);
        assertThat(made.getFirst()).isEqualTo(new RunEvent.Evaluation(0, 0, 0, "validation", "best_perplexity", 2.5));
        assertThat(made.stream().filter(event -> event.metric().equals("best_perplexity")))
                .hasSize(2);
        assertThat(made.subList(made.size() - 4, made.size()))
                .extracting(RunEvent.Evaluation::metric, RunEvent.Evaluation::value)
                .containsExactly(
                        tuple("loss", 1.0),
                        tuple("perplexity", Math.E),
                        tuple("bits_per_token", 1 / Math.log(2)),
                        tuple("bits_per_character", 4 / Math.log(2) / 8));
    }

    @Test
    void theLedgerAccountsForEveryPhase() {
        train(new Quadratic(5), Amount.epochs(2), 1);
        assertThat(events(RunEvent.Ledger.class))
                .extracting(RunEvent.Ledger::phase)
                .contains("data", "predict", "forward_backward", "update", "evaluation", "logging")
                .contains("memory_heap", "memory_weights", "memory_copies");
        assertThat(events(RunEvent.Ledger.class)).allMatch(entry -> entry.seconds() >= 0);
    }

    @Test
    void theFirstStepsAreToldApartInTheLedger() {
        train(new Quadratic(5), Amount.steps(11), 1);
        assertThat(events(RunEvent.Ledger.class).stream()
                        .filter(line -> line.phase().equals("update"))
                        .map(RunEvent.Ledger::step))
                .startsWith(1L, 2L, 4L)
                .contains(8L, 11L);
    }

    @Test
    void aLossThatIsNoNumberEndsTheRunAtTheWeightsBeforeIt() {
        Quadratic network = new Quadratic(5);
        network.brokenFrom = 2;
        assertThat(train(network, Amount.epochs(2), 3))
                .isEqualTo(new RunOutcome.Diverged(3, "training loss", Double.NaN));
        assertThat(events(RunEvent.Step.class)).hasSize(2);
        Quadratic twoSteps = new Quadratic(5);
        train(twoSteps, Amount.steps(2), 3);
        assertThat(network.shown()).isEqualTo(twoSteps.shown());
    }

    @Test
    void anInfiniteGradientEndsTheRun() {
        Quadratic network = new Quadratic(Float.POSITIVE_INFINITY);
        assertThat(train(network, Amount.steps(2), 0)).isInstanceOf(RunOutcome.Diverged.class);
    }

    @Test
    void anEvaluationThatIsNoNumberEndsTheRun() {
        Quadratic network = new Quadratic(5);
        network.evaluationLoss = Float.NaN;
        assertThat(train(network, Amount.steps(2), 0))
                .isEqualTo(new RunOutcome.Diverged(0, "validation loss", Double.NaN));
    }

    @Test
    void aFailingPassLeavesTheWeightsOfTheLastCompletedStep() {
        Quadratic network = new Quadratic(5);
        network.throwsAt = 2;
        assertThatThrownBy(() -> train(network, Amount.epochs(2), 3)).isInstanceOf(OutOfMemoryError.class);
        Quadratic twoSteps = new Quadratic(5);
        train(twoSteps, Amount.steps(2), 3);
        assertThat(network.shown()).isEqualTo(twoSteps.shown());
    }

    @Test
    void aRequestToStopEndsTheRunBetweenTwoSteps() {
        StopSignal afterFour = () -> events(RunEvent.Step.class).size() == 4;
        assertThat(train(new Quadratic(5), TinyRun.of(Amount.epochs(9), 1), new Quadratic.Data(3), afterFour))
                .isEqualTo(new RunOutcome.Stopped(4));
    }

    @Test
    void whatTheDataThrowsInTheBackgroundReachesTheCaller() {
        LoadedData torn = new TornData();
        assertThatThrownBy(() -> train(new Quadratic(5), TinyRun.of(Amount.epochs(1), 1), torn, StopSignal.NONE))
                .isInstanceOf(DataException.class)
                .hasMessage("file torn at 17");
    }

    /** Fails at the second batch. */
    private static final class TornData implements LoadedData {
        private final Quadratic.Data whole = new Quadratic.Data(3);

        @Override
        public Batch training(long seed, long epoch, int position) {
            if (position == 1) {
                throw new DataException("file torn at 17");
            }
            return whole.training(seed, epoch, position);
        }

        @Override
        public dev.foresight.engine.graph.Shape input() {
            return whole.input();
        }

        @Override
        public int outputs() {
            return whole.outputs();
        }

        @Override
        public List<Split> splits() {
            return whole.splits();
        }

        @Override
        public int stepsPerEpoch(long seed, long epoch) {
            return whole.stepsPerEpoch();
        }

        @Override
        public Iterable<Batch> evaluation(Split split) {
            return whole.evaluation(split);
        }

        @Override
        public OptionalDouble bestPerplexity(Split split) {
            return whole.bestPerplexity(split);
        }

        @Override
        public java.util.Map<String, String> provenance() {
            return whole.provenance();
        }
    }
}
