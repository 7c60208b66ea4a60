package dev.foresight.engine.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.foresight.engine.graph.Tensor.Kind;
import dev.foresight.engine.spec.ArmSpec;
import dev.foresight.engine.spec.ComponentSpec;
import dev.foresight.engine.spec.OptimizerSpec;
import dev.foresight.engine.spec.PredictionSpec;
import dev.foresight.engine.spec.Values;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AdamWUpdateTest {
    private static final double LR = 0.1;
    private static final Values NO_DECAY = new Values(Map.of("weightDecay", 0.0));

    private static WeightUpdate start(VectorNetwork network, double horizon, Values values, int threads) {
        ArmSpec arm = new ArmSpec(
                "arm",
                "#000000",
                new OptimizerSpec(new ComponentSpec("adamw", values), LR),
                new PredictionSpec(horizon));
        return new AdamW().start(network, arm, 1, threads);
    }

    private static float[] noise(int length, long seed) {
        Random random = new Random(seed);
        float[] values = new float[length];
        for (int i = 0; i < length; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return values;
    }

    /** W_1..W_steps under gradients that depend on nothing but the step. */
    private static float[] train(double horizon, int threads, int length, int steps, double clip) {
        VectorNetwork network = new VectorNetwork(
                noise(length, 1),
                List.of(Kind.WEIGHT, Kind.STATISTIC, Kind.BIAS),
                List.of(length / 2, 7, length - length / 2 - 7));
        try (WeightUpdate update = start(network, horizon, Values.NONE, threads)) {
            for (int step = 0; step < steps; step++) {
                update.predict(LR);
                network.gradient(noise(length, 100 + step));
                update.apply(LR, clip, LR);
            }
            update.restore();
        }
        return network.shown();
    }

    /** One entry of AdamW as its formula stands, in double. */
    private static final class Formula {
        double w;
        double m;
        double v;
        int t;
        final double decay;

        Formula(double w, double decay) {
            this.w = w;
            this.decay = decay;
        }

        void step(double g, double lr) {
            t++;
            w *= 1 - lr * decay;
            m = 0.9 * m + 0.1 * g;
            v = 0.999 * v + 0.001 * g * g;
            w -= lr * direction();
        }

        double direction() {
            return m / (1 - Math.pow(0.9, t)) / (Math.sqrt(v) / Math.sqrt(1 - Math.pow(0.999, t)) + 1e-8);
        }
    }

    @Test
    void threeStepsByHand() {
        // g = 1, 1, -2 from W = 1 without decay: m = .1, .19, -.029; v = .001, .001999, .005997001
        // directions: 1; .19/.19 / sqrt(.001999/.001999) = 1; -.029/.271 / sqrt(.005997001/.002997001) = -.0756491
        VectorNetwork network = new VectorNetwork(new float[] {1}, Kind.WEIGHT);
        try (WeightUpdate update = start(network, 0, NO_DECAY, 1)) {
            float[] expected = {0.9f, 0.8f, 0.80756491f};
            float[] gradients = {1, 1, -2};
            for (int i = 0; i < 3; i++) {
                update.predict(LR);
                network.gradient(gradients[i]);
                update.apply(LR, 0, LR);
                assertThat(network.shown()[0]).isCloseTo(expected[i], within(2e-7f));
            }
            assertThat(update.steps()).isEqualTo(3);
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 1, 3, 0.5, -2})
    void followsTheFormulaWithDecayAndAnyHorizon(double horizon) {
        VectorNetwork network = new VectorNetwork(new float[] {1, -0.5f}, Kind.WEIGHT);
        Formula[] formulas = {new Formula(1, 0.05), new Formula(-0.5, 0.05)};
        double[] rates = {0.1, 0.1, 0.05, 0.02, 0.02, 0.03};
        try (WeightUpdate update = start(network, horizon, new Values(Map.of("weightDecay", 0.05)), 1)) {
            for (int step = 0; step < 5; step++) {
                update.predict(rates[step]);
                for (int i = 0; i < 2; i++) {
                    Formula formula = formulas[i];
                    double expected = formula.w - (formula.t == 0 ? 0 : horizon * rates[step] * formula.direction());
                    assertThat((double) network.shown()[i]).isCloseTo(expected, within(1e-6));
                }
                float[] gradient = noise(2, step);
                network.gradient(gradient);
                update.apply(rates[step], 0, rates[step + 1]);
                for (int i = 0; i < 2; i++) {
                    formulas[i].step(gradient[i], rates[step]);
                }
            }
            update.restore();
            assertThat((double) network.shown()[0]).isCloseTo(formulas[0].w, within(1e-6));
        }
    }

    @Test
    void horizonZeroShowsTheWeightsBitForBit() {
        VectorNetwork network = new VectorNetwork(noise(5000, 1), Kind.WEIGHT);
        try (WeightUpdate update = start(network, 0, Values.NONE, 2)) {
            for (int step = 0; step < 4; step++) {
                update.predict(LR);
                float[] predicted = network.shown();
                update.restore();
                assertThat(network.shown()).isEqualTo(predicted);
                network.gradient(noise(5000, 9 + step));
                update.apply(LR, 0, LR);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 0.25})
    void updatingInPlaceHasTheBitsOfUpdatingBesideAPrediction(double clip) {
        assertThat(train(0, 2, 50_001, 6, clip)).isEqualTo(train(3, 1, 50_001, 6, clip));
    }

    @Test
    void onlyAPredictionNeedsASecondCopyOfTheWeights() {
        VectorNetwork network = new VectorNetwork(noise(20_000, 1), Kind.WEIGHT);
        assertThat(FlatParameters.of(network, true, false, 2).blocks())
                .allSatisfy(block -> assertThat(block.theta()).isEmpty());
        assertThat(FlatParameters.of(network, true, true, 2).blocks())
                .allSatisfy(block -> assertThat(block.theta()).hasSize(block.length()));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 1023, 1024, 5000, 8192})
    void theNormHasTheDigitsOfASumInDouble(int length) {
        float[] gradient = noise(length, 3);
        double sum = 0;
        for (float g : gradient) {
            sum += (double) g * g;
        }
        VectorNetwork network = new VectorNetwork(noise(length, 1), Kind.WEIGHT);
        for (double clip : new double[] {0, 1}) {
            try (WeightUpdate update = start(network, 0, Values.NONE, 1)) {
                network.gradient(gradient);
                assertThat(update.apply(LR, clip, LR)).isCloseTo(Math.sqrt(sum), within(1e-14 * Math.sqrt(sum)));
            }
        }
    }

    @Test
    void theFirstPassIsAtTheInitialWeights() {
        VectorNetwork network = new VectorNetwork(noise(100, 1), Kind.WEIGHT);
        try (WeightUpdate update = start(network, 5, Values.NONE, 1)) {
            update.predict(LR);
            assertThat(network.shown()).isEqualTo(noise(100, 1));
        }
    }

    @Test
    void announcedPredictionHasTheBitsOfOneMadeLater() {
        VectorNetwork network = new VectorNetwork(noise(70_000, 1), Kind.WEIGHT);
        try (WeightUpdate update = start(network, 2, Values.NONE, 2)) {
            network.gradient(noise(70_000, 2));
            update.apply(LR, 0, LR);
            float[] announced = network.shown();
            update.restore();
            assertThat(network.shown()).isNotEqualTo(announced);
            update.predict(LR);
            assertThat(network.shown()).isEqualTo(announced);
        }
    }

    @Test
    void predictionWithAnotherRateThanAnnouncedIsMadeAgain() {
        VectorNetwork network = new VectorNetwork(new float[] {1}, Kind.WEIGHT);
        try (WeightUpdate update = start(network, 1, NO_DECAY, 1)) {
            network.gradient(1);
            update.apply(LR, 0, LR);
            assertThat(network.shown()[0]).isCloseTo(0.8f, within(1e-6f));
            update.predict(LR / 10);
            assertThat(network.shown()[0]).isCloseTo(0.89f, within(1e-6f));
        }
    }

    @Test
    void decayIsNotScaledByMoments() {
        VectorNetwork network = new VectorNetwork(new float[] {2}, Kind.WEIGHT);
        try (WeightUpdate update = start(network, 0, new Values(Map.of("weightDecay", 0.5)), 1)) {
            network.gradient(0);
            update.apply(LR, 0, LR);
            assertThat(network.shown()[0]).isCloseTo(2 * (1 - 0.1f * 0.5f), within(1e-6f));
        }
    }

    @Test
    void decayIsNotInThePrediction() {
        VectorNetwork network = new VectorNetwork(new float[] {2}, Kind.WEIGHT);
        try (WeightUpdate update = start(network, 3, new Values(Map.of("weightDecay", 0.5)), 1)) {
            network.gradient(0);
            update.apply(LR, 0, LR);
            float[] predicted = network.shown();
            update.restore();
            assertThat(predicted).isEqualTo(network.shown());
        }
    }

    @Test
    void matricesOnlyLeavesBiasAndNormUndecayed() {
        VectorNetwork network = new VectorNetwork(
                new float[] {1, 1, 1, 1},
                List.of(Kind.WEIGHT, Kind.EMBEDDING, Kind.BIAS, Kind.NORM),
                List.of(1, 1, 1, 1));
        Values values = new Values(Map.of("weightDecay", 0.5, "decay", "matrices"));
        try (WeightUpdate update = start(network, 0, values, 1)) {
            update.apply(LR, 0, LR);
            assertThat(network.shown()).containsExactly(0.95f, 0.95f, 1, 1);
        }
    }

    @Test
    void statisticsAreNeverDecayedClippedOrPredicted() {
        VectorNetwork network =
                new VectorNetwork(new float[] {1, 10}, List.of(Kind.WEIGHT, Kind.STATISTIC), List.of(1, 1));
        try (WeightUpdate update = start(network, 4, new Values(Map.of("weightDecay", 0.5)), 1)) {
            network.gradient(3, 4);
            double norm = update.apply(LR, 0.1, LR);
            assertThat(norm).isEqualTo(3);
            assertThat(network.shown()[1]).isEqualTo(6);
            update.predict(LR / 2);
            assertThat(network.shown()[1]).isEqualTo(6);
            update.restore();
            assertThat(network.shown()[1]).isEqualTo(6);
        }
    }

    @Test
    void clippingScalesTheWholeGradientToTheNorm() {
        // The first moment shows the gradient used: m_1 = 0.1 g; the direction of a second step without gradient
        // depends on it. Against a run whose gradient was scaled by hand.
        VectorNetwork clipped = new VectorNetwork(new float[] {1, 1}, Kind.WEIGHT);
        VectorNetwork scaled = new VectorNetwork(new float[] {1, 1}, Kind.WEIGHT);
        Values large = new Values(Map.of("weightDecay", 0.0, "epsilon", 1.0));
        try (WeightUpdate a = start(clipped, 0, large, 1);
                WeightUpdate b = start(scaled, 0, large, 1)) {
            clipped.gradient(3, 4);
            assertThat(a.apply(LR, 0.5, LR)).isEqualTo(5);
            float factor = (float) (0.5 / (5 + 1e-6));
            scaled.gradient(3 * factor, 4 * factor);
            b.apply(LR, 0, LR);
            assertThat(clipped.shown()).isEqualTo(scaled.shown());
        }
    }

    @Test
    void aGradientBelowTheLimitIsNotScaled() {
        assertThat(train(0, 1, 1000, 3, 1e6)).isEqualTo(train(0, 1, 1000, 3, 0));
    }

    @Test
    void learningRateZeroMovesNothing() {
        VectorNetwork network = new VectorNetwork(noise(50, 1), Kind.WEIGHT);
        try (WeightUpdate update = start(network, 3, Values.NONE, 1)) {
            network.gradient(noise(50, 2));
            update.apply(0, 0, 0);
            assertThat(network.shown()).isEqualTo(noise(50, 1));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3})
    void theBitsDoNotDependOnTheNumberOfThreads(int threads) {
        assertThat(train(2, threads, 300_001, 3, 0.25)).isEqualTo(train(2, 1, 300_001, 3, 0.25));
    }

    @Test
    void restoreBringsBackTheWeightsExactlyAfterAPassThatLeftItsTraces() {
        VectorNetwork network = new VectorNetwork(noise(5000, 1), Kind.WEIGHT);
        try (WeightUpdate update = start(network, 1, Values.NONE, 2)) {
            network.gradient(noise(5000, 2));
            update.apply(LR, 0, LR);
            update.restore();
            float[] weights = network.shown();
            update.predict(LR);
            network.parameters().put(17, Float.NaN);
            update.restore();
            assertThat(network.shown()).isEqualTo(weights);
        }
    }

    @Test
    void paddingStaysZero() {
        VectorNetwork network = new VectorNetwork(new float[] {1, 0, 0}, Kind.WEIGHT);
        try (WeightUpdate update = start(network, 3, Values.NONE, 1)) {
            for (int step = 0; step < 3; step++) {
                network.gradient(1, 0, 0);
                update.apply(LR, 0.25, LR);
            }
            assertThat(Arrays.copyOfRange(network.shown(), 1, 3)).containsExactly(0, 0);
        }
    }

    @Test
    void anInfiniteGradientShowsInTheNorm() {
        VectorNetwork network = new VectorNetwork(new float[] {1, 1}, Kind.WEIGHT);
        try (WeightUpdate update = start(network, 0, Values.NONE, 1)) {
            network.gradient(1, Float.POSITIVE_INFINITY);
            assertThat(update.apply(LR, 1, LR)).isInfinite();
        }
    }

    @Test
    void segmentsThatLeaveAGapAreRefused() {
        VectorNetwork network = new VectorNetwork(new float[] {1, 2, 3}, List.of(Kind.WEIGHT), List.of(2));
        assertThatThrownBy(() -> start(network, 0, Values.NONE, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("2 of 3");
    }
}
