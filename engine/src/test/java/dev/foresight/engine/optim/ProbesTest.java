package dev.foresight.engine.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.foresight.engine.graph.Tensor.Kind;
import dev.foresight.engine.spec.ArmSpec;
import dev.foresight.engine.spec.ComponentSpec;
import dev.foresight.engine.spec.DiagnosticsSpec;
import dev.foresight.engine.spec.OptimizerSpec;
import dev.foresight.engine.spec.PredictionSpec;
import dev.foresight.engine.spec.Quantity;
import dev.foresight.engine.spec.Registry;
import dev.foresight.engine.spec.Values;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Samples of the weights' way against plain loops in float64 over the weights that were recorded. */
class ProbesTest {
    private static final int STEPS = 11;
    private static final DiagnosticsSpec SPEC = new DiagnosticsSpec(2, List.of(1L, 3L, 4L), true, 10);

    private static final List<Kind> KINDS = List.of(Kind.WEIGHT, Kind.STATISTIC, Kind.BIAS);
    /** More than two blocks, so that sums go over some. */
    private static final List<Integer> LENGTHS = List.of(2 * FlatParameters.Block.LONGEST + 5, 7, 40);

    private static final int TOTAL =
            LENGTHS.stream().mapToInt(Integer::intValue).sum();

    private static ArmSpec arm(String rule, PredictionSpec prediction, Map<String, Object> values) {
        return new ArmSpec(
                "arm", "#000000", new OptimizerSpec(new ComponentSpec(rule, new Values(values)), 0.01), prediction);
    }

    private static WeightUpdate start(VectorNetwork network, ArmSpec arm, int threads) {
        return Registry.of(UpdateRule.class).get(arm.optimizer().rule().id()).start(network, arm, 5, threads);
    }

    private static VectorNetwork network() {
        Random random = new Random(3);
        float[] initial = new float[TOTAL];
        for (int i = 0; i < TOTAL; i++) {
            initial[i] = 0.1f * (float) random.nextGaussian();
        }
        return new VectorNetwork(initial, KINDS, LENGTHS);
    }

    /** That changes slowly, so that there is something to predict. */
    private static float[] gradient(int step) {
        Random lasting = new Random(7);
        Random passing = new Random(100 + step);
        float[] gradient = new float[TOTAL];
        for (int i = 0; i < TOTAL; i++) {
            gradient[i] = (float) (lasting.nextGaussian() + 0.5 * passing.nextGaussian());
        }
        return gradient;
    }

    /** Of step n from 1: a schedule that changes in the midst of a sample. */
    private static double rate(int step) {
        return step <= 5 ? 0.01 : 0.004;
    }

    /** What a run of an arm left: W and What after each step, and what its samples told, in the order they did. */
    private record Way(List<float[]> weights, List<float[]> shown, Map<String, Double> told) {
        static Way of(ArmSpec arm, DiagnosticsSpec spec, double clip, int threads) {
            VectorNetwork network = network();
            List<float[]> weights = new ArrayList<>(List.of(network.shown()));
            List<float[]> shown = new ArrayList<>(List.of(network.shown()));
            Map<String, Double> told = new LinkedHashMap<>();
            try (WeightUpdate update = start(network, arm, threads)) {
                Probes probes = update.sample(spec);
                for (int step = 1; step <= STEPS; step++) {
                    update.predict(rate(step));
                    network.gradient(gradient(step));
                    update.apply(rate(step), clip, rate(step + 1));
                    shown.add(network.shown());
                    probes.look((taken, layer, quantity, horizon, value) -> assertThat(
                                    told.put(key(taken, layer, quantity, horizon), value))
                            .isNull());
                    update.restore();
                    weights.add(network.shown());
                }
            }
            return new Way(weights, shown, told);
        }
    }

    private static String key(long step, String layer, Quantity quantity, int horizon) {
        return step + " " + layer + " " + quantity.id() + " " + horizon;
    }

    @ParameterizedTest
    @CsvSource({
        "adamw,0,steps,rule,false",
        "adamw,2,steps,rule,true",
        "adamw,2,geometric,rule,false",
        "adamw,-1,steps,rule,false",
        "adamw,2,steps,random,false",
        "sgd,0,steps,rule,false",
        "sgd,1,geometric,rule,true",
        "nesterov,0,steps,rule,false",
        "nesterov,1,steps,rule,false",
        "adam,1,steps,rule,false",
        "rmsprop,0,steps,rule,false",
        "adagrad,0,steps,rule,true",
        "nadam,0,steps,rule,false",
        "adabelief,1,steps,rule,true",
        "adam3,0,steps,rule,false"
    })
    void everyQuantityIsWhatPlainLoopsFind(
            String rule, double horizon, String form, String direction, boolean predictDecay) {
        PredictionSpec prediction = new PredictionSpec(
                horizon,
                form.equals("steps") ? PredictionSpec.Form.STEPS : PredictionSpec.Form.GEOMETRIC,
                direction.equals("rule") ? PredictionSpec.Direction.RULE : PredictionSpec.Direction.RANDOM);
        double lambda = 0.3;
        Map<String, Object> values = new LinkedHashMap<>(Map.of("weightDecay", lambda, "predictDecay", predictDecay));
        if (!rule.equals("adamw")) {
            values.put("decayForm", "decoupled");
        }
        double clip = 20;
        Way way = Way.of(arm(rule, prediction, values), SPEC, clip, 2);
        double beta = form.equals("geometric") ? 0.9 : Double.NaN;
        Map<String, Double> expected = new LinkedHashMap<>();
        for (int t = 2; t < STEPS; t += 2) {
            double[] move = new double[TOTAL];
            for (int i = 0; i < TOTAL; i++) {
                double now = way.weights.get(t)[i];
                double before = way.weights.get(t - 1)[i];
                if (direction.equals("random")) {
                    move[i] = (now - way.shown.get(t)[i]) / horizon;
                } else {
                    double delta = (before * (1 - rate(t) * lambda) - now) / rate(t);
                    move[i] = rate(t + 1) * (delta + (predictDecay ? lambda * now : 0));
                }
            }
            for (String layer : List.of("all", "t0", "t2")) {
                expect(expected, way, t, layer, move, beta, clip);
            }
        }
        assertThat(way.told.keySet()).containsExactlyInAnyOrderElementsOf(expected.keySet());
        way.told.forEach((key, value) -> {
            double right = expected.getOrDefault(key, Double.NaN);
            assertThat(value).as(key).isCloseTo(right, within(3e-4 * Math.abs(right)));
        });
    }

    /** Plain loops, in float64 and in one order. */
    private static void expect(
            Map<String, Double> expected, Way way, int t, String layer, double[] move, double beta, double clip) {
        double all = norm(gradient(t + 1), new float[TOTAL], "all");
        double clipped = Math.min(1, clip / all);
        double gradient = norm(gradient(t + 1), new float[TOTAL], layer);
        double weight = norm(way.weights.get(t), new float[TOTAL], layer);
        double first = norm(way.weights.get(t + 1), way.weights.get(t), layer);
        expected.put(key(t, layer, Quantity.GRADIENT_NORM, 0), gradient);
        expected.put(key(t, layer, Quantity.WEIGHT_NORM, 0), weight);
        expected.put(key(t, layer, Quantity.UPDATE_RATIO, 0), first / weight);
        expected.put(key(t, layer, Quantity.EFFECTIVE_STEP, 0), first / (clipped * gradient));
        for (int h : new int[] {1, 3, 4}) {
            if (t + h <= STEPS) {
                double factor = 0;
                for (int k = 1; k <= h; k++) {
                    factor += Double.isNaN(beta) ? 1 : Math.pow(beta, k);
                }
                double error = 0;
                double product = 0;
                double predicted = 0;
                for (int i = 0; i < TOTAL; i++) {
                    if (inside(layer, i)) {
                        double now = way.weights.get(t)[i];
                        double what = now - factor * move[i];
                        double later = way.weights.get(t + h)[i];
                        error += (what - later) * (what - later);
                        product += (what - now) * (later - now);
                        predicted += (what - now) * (what - now);
                    }
                }
                double moved = norm(way.weights.get(t + h), way.weights.get(t), layer);
                expected.put(key(t, layer, Quantity.PREDICTION_ERROR, h), Math.sqrt(error));
                expected.put(key(t, layer, Quantity.RELATIVE_ERROR, h), Math.sqrt(error) / moved);
                expected.put(key(t, layer, Quantity.COSINE, h), product / Math.sqrt(predicted) / moved);
            }
        }
    }

    private static double norm(float[] vector, float[] from, String layer) {
        double sum = 0;
        for (int i = 0; i < TOTAL; i++) {
            if (inside(layer, i)) {
                double difference = (double) vector[i] - from[i];
                sum += difference * difference;
            }
        }
        return Math.sqrt(sum);
    }

    /** All is what is trained. */
    private static boolean inside(String layer, int entry) {
        boolean first = entry < LENGTHS.get(0);
        boolean last = entry >= LENGTHS.get(0) + LENGTHS.get(1);
        return switch (layer) {
            case "t0" -> first;
            case "t2" -> last;
            default -> first || last;
        };
    }

    @ParameterizedTest
    @CsvSource({"adamw,0", "adamw,2", "nesterov,0", "nesterov,-1", "rmsprop,1", "sgd,0"})
    void theWeightsGoTheSameWayWithAndWithoutSamplesToTheLastBit(String rule, double horizon) {
        ArmSpec arm = arm(rule, new PredictionSpec(horizon), Map.of());
        Way with = Way.of(arm, SPEC, 20, 2);
        Way without = Way.of(arm, SPEC.withEvery(0), 20, 2);
        assertThat(without.told).isEmpty();
        for (int step = 0; step <= STEPS; step++) {
            assertThat(with.weights.get(step)).isEqualTo(without.weights.get(step));
            assertThat(with.shown.get(step)).isEqualTo(without.shown.get(step));
        }
    }

    @Test
    void theValuesDoNotDependOnTheNumberOfThreads() {
        ArmSpec arm = arm("adamw", new PredictionSpec(1), Map.of());
        Map<String, Double> one = Way.of(arm, SPEC, 0, 1).told;
        assertThat(one).isNotEmpty();
        assertThat(Way.of(arm, SPEC, 0, 3).told).isEqualTo(one);
    }

    @Test
    void withoutLayersOnlyAllIsTold() {
        ArmSpec arm = arm("adamw", new PredictionSpec(1), Map.of());
        DiagnosticsSpec spec = new DiagnosticsSpec(2, SPEC.horizons(), false, 10);
        Map<String, Double> layers = Way.of(arm, SPEC, 0, 1).told;
        layers.keySet().removeIf(key -> !key.contains(" all "));
        assertThat(Way.of(arm, spec, 0, 1).told).isEqualTo(layers);
    }

    /** Steps by hand, with the same gradient each. */
    private static Map<String, Double> steady(float initial, float gradient, double lr) {
        VectorNetwork network = new VectorNetwork(new float[] {initial, initial}, Kind.WEIGHT);
        Map<String, Double> told = new LinkedHashMap<>();
        ArmSpec arm = arm("sgd", new PredictionSpec(0), Map.of("momentum", 0.0));
        try (WeightUpdate update = start(network, arm, 1)) {
            Probes probes = update.sample(new DiagnosticsSpec(1, List.of(2L), false, 10));
            for (int step = 0; step < 3; step++) {
                network.gradient(gradient, gradient);
                update.apply(lr, 0, lr);
                probes.look((taken, layer, quantity, horizon, value) -> told.put(taken + " " + quantity.id(), value));
            }
        }
        return told;
    }

    @Test
    void aSteadyGradientWithoutMomentumIsPredictedExactly() {
        // All of these are exact in float32.
        Map<String, Double> told = steady(1, 0.5f, 0.25);
        assertThat(told)
                .containsEntry("1 prediction_error", 0.0)
                .containsEntry("1 relative_error", 0.0)
                .containsEntry("1 gradient_norm", Math.sqrt(0.5))
                .containsEntry("1 weight_norm", Math.sqrt(2 * 0.875 * 0.875));
        assertThat(told.get("1 cosine")).isCloseTo(1, within(1e-15));
        assertThat(told.get("1 effective_step")).isCloseTo(0.25, within(1e-15));
        assertThat(told.get("1 update_ratio")).isCloseTo(0.125 / 0.875, within(1e-15));
    }

    @Test
    void aQuotientByZeroHasNoLine() {
        assertThat(steady(1, 0.5f, 0))
                .containsOnlyKeys(
                        "1 gradient_norm",
                        "1 weight_norm",
                        "1 update_ratio",
                        "1 effective_step",
                        "2 gradient_norm",
                        "2 weight_norm",
                        "2 update_ratio",
                        "2 effective_step",
                        "1 prediction_error");
        assertThat(steady(1, 0, 0.25)).doesNotContainKeys("1 effective_step", "1 relative_error", "1 cosine");
        assertThat(steady(0, 0, 0.25)).doesNotContainKeys("1 update_ratio").containsEntry("1 weight_norm", 0.0);
    }

    @Test
    void whatIsKeptOfOpenSamplesLetsAnotherUpdateGoOn() {
        ArmSpec arm = arm("adamw", new PredictionSpec(0), Map.of());
        Map<String, Double> whole = Way.of(arm, SPEC, 0, 1).told;
        Map<String, Double> told = new LinkedHashMap<>();
        Probes.Listener listener =
                (taken, layer, quantity, horizon, value) -> told.put(key(taken, layer, quantity, horizon), value);
        VectorNetwork network = network();
        List<float[]> kept = new ArrayList<>();
        List<Long> open;
        try (WeightUpdate update = start(network, arm, 1)) {
            Probes probes = update.sample(SPEC);
            for (int step = 1; step <= 5; step++) {
                network.gradient(gradient(step));
                update.apply(rate(step), 0, rate(step + 1));
                probes.look(listener);
            }
            open = probes.open();
            update.moments().forEach(moment -> kept.add(entries(moment)));
            probes.kept().forEach(moment -> kept.add(entries(moment)));
        }
        assertThat(open).containsExactly(2L, 4L);
        try (WeightUpdate update = start(network, arm, 2)) {
            Probes probes = update.sample(SPEC);
            update.resume(5);
            probes.resume(open);
            List<Moment> all = new ArrayList<>(update.moments());
            all.addAll(probes.kept());
            for (int i = 0; i < all.size(); i++) {
                put(all.get(i), kept.get(i));
            }
            for (int step = 6; step <= STEPS; step++) {
                network.gradient(gradient(step));
                update.apply(rate(step), 0, rate(step + 1));
                probes.look(listener);
            }
        }
        assertThat(told).isEqualTo(whole);
    }

    private static float[] entries(Moment moment) {
        float[] first = new float[LENGTHS.get(0)];
        float[] last = new float[LENGTHS.get(2)];
        moment.get(0, first);
        moment.get(TOTAL - last.length, last);
        float[] both = Arrays.copyOf(first, first.length + last.length);
        System.arraycopy(last, 0, both, first.length, last.length);
        return both;
    }

    private static void put(Moment moment, float[] both) {
        moment.put(0, Arrays.copyOf(both, LENGTHS.get(0)));
        moment.put(TOTAL - LENGTHS.get(2), Arrays.copyOfRange(both, LENGTHS.get(0), both.length));
    }
}
