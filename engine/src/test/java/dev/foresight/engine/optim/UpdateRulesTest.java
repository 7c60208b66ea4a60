package dev.foresight.engine.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.foresight.engine.graph.Tensor.Kind;
import dev.foresight.engine.spec.ArmSpec;
import dev.foresight.engine.spec.ComponentSpec;
import dev.foresight.engine.spec.OptimizerSpec;
import dev.foresight.engine.spec.PredictionSpec;
import dev.foresight.engine.spec.Registry;
import dev.foresight.engine.spec.Values;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What holds for every registered rule, and the numbers of bench/peers/make_rules.py. */
class UpdateRulesTest {
    private static final double LR = 0.05;
    private static final int LENGTH = 20_011;

    static Stream<String> rules() {
        return Registry.of(UpdateRule.class).ids().stream();
    }

    static Stream<JsonNode> cases() throws IOException {
        try (InputStream in = UpdateRulesTest.class.getResourceAsStream("/golden/rules.json")) {
            return StreamSupport.stream(
                    new ObjectMapper().readTree(in).path("cases").spliterator(), false);
        }
    }

    private static WeightUpdate start(VectorNetwork network, String rule, Map<String, Object> values, double horizon) {
        return start(network, rule, values, new PredictionSpec(horizon), 1);
    }

    private static WeightUpdate start(
            VectorNetwork network, String rule, Map<String, Object> values, PredictionSpec prediction, int threads) {
        ArmSpec arm = new ArmSpec(
                "arm", "#000000", new OptimizerSpec(new ComponentSpec(rule, new Values(values)), LR), prediction);
        return Registry.of(UpdateRule.class).get(rule).start(network, arm, 5, threads);
    }

    /** A gradient of a quadratic with its own curvature and noise at each entry; the same for the same weights. */
    private static float[] gradient(float[] weights, int step) {
        float[] gradient = new float[weights.length];
        for (int i = 0; i < gradient.length; i++) {
            gradient[i] = weights[i] * (1 + i % 3) + (float) Math.sin(7 * i + 13 * step);
        }
        return gradient;
    }

    private static float[] initial(int length) {
        float[] weights = new float[length];
        for (int i = 0; i < length; i++) {
            weights[i] = (float) Math.cos(3 * i + 1);
        }
        return weights;
    }

    private static VectorNetwork network(int length) {
        int half = length / 2;
        return new VectorNetwork(
                initial(length), List.of(Kind.WEIGHT, Kind.STATISTIC, Kind.BIAS), List.of(half, 7, length - half - 7));
    }

    /** W_0..W_steps under gradients that depend on nothing but the step. */
    private static List<float[]> underGivenGradients(
            String rule, Map<String, Object> values, double horizon, int threads, double clip) {
        VectorNetwork network = network(LENGTH);
        List<float[]> weights = new ArrayList<>();
        try (WeightUpdate update = start(network, rule, values, new PredictionSpec(horizon), threads)) {
            for (int step = 0; step < 5; step++) {
                update.predict(LR);
                network.gradient(gradient(initial(LENGTH), step));
                update.apply(LR, clip, LR);
                update.restore();
                weights.add(network.shown());
            }
        }
        return weights;
    }

    private static float[] floats(JsonNode list) {
        float[] values = new float[list.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) list.get(i).asDouble();
        }
        return values;
    }

    /** Both in float32: 12 roundings of a step each, of numbers around 1. */
    @ParameterizedTest
    @MethodSource("cases")
    void hasTheNumbersOfTheReference(JsonNode given) throws IOException {
        Map<String, Object> values = new LinkedHashMap<>();
        given.path("values").properties().forEach(entry -> {
            JsonNode value = entry.getValue();
            values.put(
                    entry.getKey(),
                    value.isBoolean()
                            ? value.booleanValue()
                            : value.isTextual() ? value.textValue() : value.asDouble());
        });
        VectorNetwork network = new VectorNetwork(floats(given.path("initial")), Kind.WEIGHT);
        JsonNode noise = given.path("noise");
        JsonNode rates = given.path("rates");
        float[] curvature = floats(given.path("curvature"));
        try (WeightUpdate update = start(
                network,
                given.path("rule").asText(),
                values,
                given.path("horizon").asDouble())) {
            for (int step = 0; step < noise.size(); step++) {
                double lr = rates.get(step).asDouble();
                update.predict(lr);
                float[] shown = network.shown();
                assertClose(shown, given.path("predicted").get(step), given + " prediction " + step);
                float[] gradient = floats(noise.get(step));
                for (int i = 0; i < gradient.length; i++) {
                    gradient[i] += curvature[i] * shown[i];
                }
                network.gradient(gradient);
                double next = rates.get(Math.min(step + 1, noise.size() - 1)).asDouble();
                update.apply(lr, 0, next);
                if (step + 1 < noise.size()) {
                    assertClose(network.shown(), given.path("predicted").get(step + 1), given + " announced " + step);
                }
                update.restore();
                assertClose(network.shown(), given.path("weights").get(step), given + " weights " + step);
            }
        }
    }

    private static void assertClose(float[] found, JsonNode expected, String where) {
        assertThat(expected.size()).isEqualTo(found.length);
        for (int i = 0; i < found.length; i++) {
            assertThat((double) found[i])
                    .as(where + " entry " + i)
                    .isCloseTo(expected.get(i).asDouble(), within(2e-6));
        }
    }

    @ParameterizedTest
    @MethodSource("rules")
    void theWeightsOfGivenGradientsDoNotDependOnPredictionBitForBit(String rule) {
        Map<String, Object> decay = Map.of("weightDecay", 0.1);
        List<float[]> plain = underGivenGradients(rule, decay, 0, 1, 0.25);
        assertThat(underGivenGradients(rule, decay, 3, 2, 0.25))
                .usingRecursiveComparison()
                .isEqualTo(plain);
        assertThat(underGivenGradients(rule, decay, -0.5, 1, 0.25))
                .usingRecursiveComparison()
                .isEqualTo(plain);
    }

    @ParameterizedTest
    @MethodSource("rules")
    void horizonZeroShowsTheWeightsBitForBit(String rule) {
        VectorNetwork network = network(LENGTH);
        try (WeightUpdate update = start(network, rule, Map.of(), 0)) {
            for (int step = 0; step < 3; step++) {
                update.predict(LR);
                float[] predicted = network.shown();
                update.restore();
                assertThat(network.shown()).isEqualTo(predicted);
                network.gradient(gradient(predicted, step));
                update.apply(LR, 0, LR);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("rules")
    void theFirstStepIsTheBaselines(String rule) {
        List<float[]> first = new ArrayList<>();
        for (double horizon : new double[] {0, 1, 5, -2}) {
            VectorNetwork network = network(LENGTH);
            try (WeightUpdate update = start(network, rule, Map.of(), horizon)) {
                update.predict(LR);
                assertThat(network.shown()).isEqualTo(initial(LENGTH));
                network.gradient(gradient(network.shown(), 0));
                update.apply(LR, 0, LR);
                update.restore();
                first.add(network.shown());
            }
        }
        assertThat(first).allSatisfy(weights -> assertThat(weights).isEqualTo(first.getFirst()));
    }

    @ParameterizedTest
    @MethodSource("rules")
    void anAnnouncedPredictionHasTheBitsOfOneMadeLaterAlsoByAnUpdateThatWentOn(String rule) {
        VectorNetwork network = network(LENGTH);
        VectorNetwork other = network(LENGTH);
        try (WeightUpdate update = start(network, rule, Map.of(), 2);
                WeightUpdate resumed = start(other, rule, Map.of(), 2)) {
            for (int step = 0; step < 3; step++) {
                update.predict(LR);
                network.gradient(gradient(network.shown(), step));
                update.apply(LR, 0, LR);
            }
            float[] announced = network.shown();
            update.restore();
            assertThat(network.shown()).isNotEqualTo(announced);
            handOver(update, network, resumed, other);
            update.predict(LR);
            resumed.predict(LR);
            assertThat(network.shown()).isEqualTo(announced);
            assertThat(other.shown()).isEqualTo(announced);
            for (WeightUpdate one : List.of(update, resumed)) {
                VectorNetwork own = one == update ? network : other;
                own.gradient(gradient(own.shown(), 3));
                one.apply(LR, 0, LR);
                one.restore();
            }
            assertThat(other.shown()).isEqualTo(network.shown());
        }
    }

    /** As a checkpoint does: W_t, then t, then the moments by name. */
    private static void handOver(WeightUpdate from, VectorNetwork network, WeightUpdate to, VectorNetwork other) {
        other.parameters().put(0, network.shown());
        to.resume(from.steps());
        assertThat(to.moments())
                .extracting(Moment::name)
                .doesNotHaveDuplicates()
                .isNotEmpty();
        for (int i = 0; i < from.moments().size(); i++) {
            assertThat(to.moments().get(i).name())
                    .isEqualTo(from.moments().get(i).name());
            for (int segment : new int[] {0, 2}) {
                int begin = network.segments().get(segment).from();
                float[] entries = new float[network.segments().get(segment).length()];
                from.moments().get(i).get(begin, entries);
                to.moments().get(i).put(begin, entries);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("rules")
    void theBitsDoNotDependOnTheNumberOfThreads(String rule) {
        Map<String, Object> decay = Map.of("weightDecay", 0.1);
        assertThat(underGivenGradients(rule, decay, 2, 3, 1))
                .usingRecursiveComparison()
                .isEqualTo(underGivenGradients(rule, decay, 2, 1, 1));
    }

    @ParameterizedTest
    @MethodSource("rules")
    void learningRateZeroMovesNothingAndZerosStayZero(String rule) {
        VectorNetwork network = new VectorNetwork(new float[] {1, 0, -2}, Kind.WEIGHT);
        try (WeightUpdate update = start(network, rule, Map.of("weightDecay", 0.1), 3)) {
            for (int step = 0; step < 3; step++) {
                network.gradient(1, 0, 2);
                update.apply(0, 0, 0);
                assertThat(network.shown()).containsExactly(1, 0, -2);
            }
            update.apply(LR, 0, LR);
            assertThat(network.shown()[1]).isZero();
            assertThat(network.shown()[0]).isLessThan(1);
        }
    }

    @ParameterizedTest
    @MethodSource("rules")
    void decayOfMatricesLeavesOutBiases(String rule) {
        Map<String, Object> values = Map.of("weightDecay", 0.5, "decay", "matrices");
        VectorNetwork network = new VectorNetwork(new float[] {1, 1}, List.of(Kind.WEIGHT, Kind.BIAS), List.of(1, 1));
        try (WeightUpdate update = start(network, rule, values, 0)) {
            update.apply(LR, 0, LR);
            assertThat(network.shown()[0]).isLessThan(1);
            assertThat(network.shown()[1]).isEqualTo(1);
        }
    }

    private static PredictionSpec random(double horizon) {
        return new PredictionSpec(horizon, PredictionSpec.Form.STEPS, PredictionSpec.Direction.RANDOM);
    }

    /** Two predictions, and the weights after them, under given gradients. */
    private static List<float[]> predictions(String rule, PredictionSpec prediction, long seed, int threads) {
        VectorNetwork network = network(LENGTH);
        ArmSpec arm =
                new ArmSpec("arm", "#000000", new OptimizerSpec(new ComponentSpec(rule, Values.NONE), LR), prediction);
        List<float[]> shown = new ArrayList<>();
        try (WeightUpdate update = Registry.of(UpdateRule.class).get(rule).start(network, arm, seed, threads)) {
            for (int step = 0; step < 2; step++) {
                network.gradient(gradient(initial(LENGTH), step));
                update.apply(LR, 0, LR);
                shown.add(network.shown());
            }
            update.restore();
            shown.add(network.shown());
            update.predict(LR);
            assertThat(network.shown()).isEqualTo(shown.get(1));
        }
        return shown;
    }

    private static double[] move(List<float[]> predictions) {
        double[] move = new double[LENGTH];
        for (int i = 0; i < LENGTH; i++) {
            move[i] = (double) predictions.get(1)[i] - predictions.get(2)[i];
        }
        return move;
    }

    private static double product(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }

    @ParameterizedTest
    @MethodSource("rules")
    void aRandomDirectionHasTheLengthOfThePredictionAndNothingElseOfIt(String rule) {
        List<float[]> predicted = predictions(rule, new PredictionSpec(2), 5, 1);
        List<float[]> drawn = predictions(rule, random(2), 5, 2);
        assertThat(drawn.get(2)).isEqualTo(predicted.get(2));
        double[] own = move(predicted);
        double[] other = move(drawn);
        double length = Math.sqrt(product(own, own));
        assertThat(length).isPositive();
        assertThat(Math.sqrt(product(other, other))).isCloseTo(length, within(1e-4 * length));
        // The cosine of two independent directions has the standard deviation 1/sqrt(20,000) = 0.007.
        assertThat(product(own, other) / length / length).isBetween(-0.035, 0.035);
        double[] following = new double[LENGTH];
        for (int i = 0; i < LENGTH; i++) {
            following[i] = drawn.get(0)[i] - predicted.get(0)[i];
        }
        assertThat(product(following, other) / Math.sqrt(product(following, following)) / length)
                .as("another step has another direction")
                .isBetween(-0.8, 0.8);
        for (int i = LENGTH / 2; i < LENGTH / 2 + 7; i++) {
            assertThat(drawn.get(1)[i])
                    .as("statistics stay")
                    .isEqualTo(predicted.get(1)[i]);
        }
    }

    @Test
    void aRandomDirectionFollowsFromTheSeedAlone() {
        assertThat(predictions("adamw", random(2), 5, 1))
                .usingRecursiveComparison()
                .isEqualTo(predictions("adamw", random(2), 5, 3));
        assertThat(predictions("adamw", random(2), 6, 1).get(1))
                .isNotEqualTo(predictions("adamw", random(2), 5, 1).get(1));
    }

    @Test
    void aRandomDirectionLeavesPaddingAtZero() {
        VectorNetwork network = new VectorNetwork(new float[] {1, 0, 0.5f}, Kind.WEIGHT);
        try (WeightUpdate update = start(network, "adam", Map.of(), random(2), 1)) {
            network.gradient(1, 0, 1);
            update.apply(LR, 0, LR);
            assertThat(network.shown()[1]).isZero();
        }
    }

    @Test
    void theGeometricHorizonSumsThePowersOfTheMomentum() {
        PredictionSpec three = new PredictionSpec(3, PredictionSpec.Form.GEOMETRIC, PredictionSpec.Direction.RULE);
        assertThat(three.factor(0.9)).isCloseTo(0.9 + 0.81 + 0.729, within(1e-12));
        assertThat(three.factor(0)).isZero();
        assertThat(new PredictionSpec(3).factor(0.9)).isEqualTo(3);
        for (String rule : List.of("sgd", "nesterov", "adam", "adamw", "nadam", "adabelief", "adam3")) {
            assertThat(predictions(rule, three, 5, 1))
                    .as(rule)
                    .usingRecursiveComparison()
                    .isEqualTo(predictions(rule, new PredictionSpec(three.factor(0.9)), 5, 1));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"rmsprop", "adagrad"})
    void aRuleWithoutMomentumRefusesTheGeometricHorizon(String rule) {
        ArmSpec arm = new ArmSpec(
                "arm",
                "#000000",
                new OptimizerSpec(new ComponentSpec(rule, Values.NONE), LR),
                new PredictionSpec(1, PredictionSpec.Form.GEOMETRIC, PredictionSpec.Direction.RULE));
        assertThat(Registry.of(UpdateRule.class).get(rule).check("arms[0]", arm))
                .singleElement()
                .satisfies(problem -> {
                    assertThat(problem.isError()).isTrue();
                    assertThat(problem.path()).isEqualTo("arms[0].horizonForm");
                });
    }

    @Test
    void sgdPredictedBySIsMuShowsTheIteratesOfNesterov() {
        VectorNetwork predicting = network(LENGTH);
        VectorNetwork nesterov = network(LENGTH);
        try (WeightUpdate sgd = start(predicting, "sgd", Map.of("momentum", 0.9), 0.9);
                WeightUpdate other = start(nesterov, "nesterov", Map.of("momentum", 0.9), 0)) {
            for (int step = 0; step < 12; step++) {
                predicting.gradient(gradient(predicting.shown(), step));
                sgd.apply(LR, 0, LR);
                nesterov.gradient(gradient(nesterov.shown(), step));
                other.apply(LR, 0, LR);
                assertThat(predicting.shown()).containsExactly(nesterov.shown(), within(1e-5f));
            }
            sgd.restore();
            assertThat(Math.abs(predicting.shown()[0] - nesterov.shown()[0])).isGreaterThan(1e-3f);
        }
    }
}
