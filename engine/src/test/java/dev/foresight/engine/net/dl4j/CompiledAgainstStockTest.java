package dev.foresight.engine.net.dl4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.foresight.engine.arch.Architecture;
import dev.foresight.engine.graph.InitialWeights;
import dev.foresight.engine.graph.LayerGraph;
import dev.foresight.engine.graph.Shape;
import dev.foresight.engine.graph.Tensor;
import dev.foresight.engine.net.Batch;
import dev.foresight.engine.net.Network;
import dev.foresight.engine.net.ParameterVectors.Host;
import dev.foresight.engine.net.Segment;
import dev.foresight.engine.spec.ExecutionSpec;
import dev.foresight.engine.spec.ExecutionSpec.Convolution;
import dev.foresight.engine.spec.ExecutionSpec.Layers;
import dev.foresight.engine.spec.Registry;
import dev.foresight.engine.spec.SpecDefaults;
import dev.foresight.engine.spec.Values;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The compiled network computes what the stock layers compute: loss, gradient and statistics of a training pass and the
 * loss of an evaluation. Distances are relative, between whole tensors: |a - b| / |b|.
 */
class CompiledAgainstStockTest {
    /** One thread: on a busy machine two wait for each other; CompiledNetworkTest has two. */
    private static final ExecutionSpec COMPILED =
            SpecDefaults.EXECUTION.withThreads(1).withConvolution(Convolution.EXACT);

    private static final ExecutionSpec STOCK = COMPILED.withLayers(Layers.STOCK);
    private static final ExecutionSpec FAST = COMPILED.withConvolution(Convolution.FAST);

    /** Half a unit in the last place of a float: what one rounding costs. */
    private static final double ROUNDING = Math.scalb(1.0, -24);

    /**
     * Allowed distance of a gradient to the float64 one, in roundings. Small graphs sum a few hundred products; stock
     * is up to 12 roundings away, ours up to 20, and a wrong formula is thousands away. Winograd's transformation may
     * double it.
     */
    private static final double EXACT_ROUNDINGS = 50;

    /** A training pass and an evaluation. */
    private record Passes(double loss, double evaluated, Map<String, float[]> gradient) {
        static Passes of(LayerGraph graph, Map<String, float[]> weights, Batch batch, ExecutionSpec execution) {
            try (Network network = Dl4jNetwork.create(graph, weights, execution)) {
                double evaluated = network.evaluate(batch).meanLoss();
                network.forwardBackward(batch, 17, 3);
                // Again, in memory that the first pass has left behind.
                double loss = network.forwardBackward(batch, 17, 3);
                Map<String, float[]> gradient = new HashMap<>();
                for (Segment segment : network.segments()) {
                    gradient.put(
                            segment.tensor().name(), network.toPlain(segment, ((Host) network.vectors()).gradient()));
                }
                return new Passes(loss, evaluated, gradient);
            }
        }

        float[] gradient(Tensor tensor) {
            return Objects.requireNonNull(gradient.get(tensor.name()));
        }

        /** Of the trained tensors together. */
        double norm(LayerGraph graph) {
            return root(graph, tensor -> square(gradient(tensor)));
        }

        double distance(LayerGraph graph, Passes other) {
            return root(graph, tensor -> square(difference(gradient(tensor), other.gradient(tensor))))
                    / other.norm(graph);
        }
    }

    private interface Measure {
        double of(Tensor tensor);
    }

    private static double root(LayerGraph graph, Measure measure) {
        return Math.sqrt(graph.tensors().stream()
                .filter(tensor -> tensor.kind().trained())
                .mapToDouble(measure::of)
                .sum());
    }

    private static double square(float[] a) {
        double sum = 0;
        for (float x : a) {
            sum += (double) x * x;
        }
        return sum;
    }

    private static float[] difference(float[] a, float[] b) {
        float[] difference = new float[a.length];
        for (int i = 0; i < a.length; i++) {
            difference[i] = a[i] - b[i];
        }
        return difference;
    }

    /** Initial weights, and running statistics as after some training. */
    private static Map<String, float[]> weights(LayerGraph graph) {
        Map<String, float[]> weights = new HashMap<>(InitialWeights.draw(graph, 11));
        Random random = new Random(7);
        for (Tensor tensor : graph.tensors()) {
            if (!tensor.kind().trained()) {
                float lowest = tensor.name().endsWith("running_var") ? 0.5f : -0.5f;
                float[] values = new float[tensor.size()];
                for (int i = 0; i < values.length; i++) {
                    values[i] = lowest + random.nextFloat();
                }
                weights.put(tensor.name(), values);
            }
        }
        return weights;
    }

    static Stream<Arguments> smallGraphs() {
        List<LayerGraph> graphs = new ArrayList<>(OddNetworks.all().toList());
        graphs.addAll(BranchedNetworks.all().toList());
        graphs.add(SmallNetworks.convolutional());
        graphs.add(SmallNetworks.dense(0.5));
        return graphs.stream().flatMap(graph -> Stream.of(Arguments.of(graph, 1), Arguments.of(graph, 3)));
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("smallGraphs")
    void bothAreAsNearToFloat64AsFloatsAllow(LayerGraph graph, int size) {
        Map<String, float[]> weights = weights(graph);
        Batch batch = SmallNetworks.images(graph, size, 3, 20 + size);
        Passes stock = Passes.of(graph, weights, batch, STOCK);
        Passes compiled = Passes.of(graph, weights, batch, COMPILED);
        Passes fast = Passes.of(graph, weights, batch, FAST);
        DoubleReference reference = new DoubleReference(graph, DoubleReference.widen(weights), batch, 17, 3);
        double loss = reference.loss();
        double allowed = EXACT_ROUNDINGS * ROUNDING + 4 * sensitivity(graph, weights, batch, stock);
        assertThat(stock.loss).isCloseTo(loss, within(10 * allowed * (1 + loss)));
        assertThat(compiled.loss).isCloseTo(loss, within(allowed * (1 + loss)));
        assertThat(fast.loss).isCloseTo(loss, within(2 * allowed * (1 + loss)));
        assertThat(compiled.evaluated)
                .as("evaluation")
                .isCloseTo(stock.evaluated, within(10 * allowed * (1 + stock.evaluated)));

        assertThat(compiled.distance(graph, stock)).isLessThan(allowed);
        assertThat(fast.distance(graph, stock)).isLessThan(2 * allowed);
        double norm = stock.norm(graph);
        for (Tensor tensor : graph.tensors()) {
            double own = Math.sqrt(square(stock.gradient(tensor)));
            double floor = tensor.kind().trained() ? norm / 10 : 0;
            assertThat(Math.sqrt(square(difference(compiled.gradient(tensor), stock.gradient(tensor)))))
                    .as(tensor.name())
                    .isLessThanOrEqualTo(allowed * (own + floor));
        }
        // A sample by differences; which entries, the name and size of the graph decide.
        Random random = new Random(graph.name().hashCode() + size);
        List<Tensor> trained = graph.tensors().stream()
                .filter(tensor -> tensor.kind().trained())
                .toList();
        double squares = 0;
        double errors = 0;
        for (int i = 0; i < 8; i++) {
            Tensor tensor = trained.get(random.nextInt(trained.size()));
            int entry = random.nextInt(tensor.size());
            double derivative = reference.derivative(tensor.name(), entry);
            squares += derivative * derivative;
            errors += Math.pow(compiled.gradient(tensor)[entry] - derivative, 2);
        }
        // With one row a normalisation of features gives exactly its bias, and a ReLU behind it has no derivative.
        if (!(graph.name().equals("features") && size == 1)) {
            assertThat(Math.sqrt(errors)).as("float64").isLessThan(allowed * (Math.sqrt(squares) + norm / 10));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"mlp", "vgg11", "vgg11-bn", "resnet34", "densenet121", "inception-v3"})
    void everyArchitectureGivesTheSameUpToItsOwnSensitivity(String id) {
        Architecture architecture = Registry.of(Architecture.class).get(id);
        Values values = id.equals("mlp") ? Values.NONE : Values.NONE.with("width", 0.0625);
        Shape shape = id.startsWith("vgg") ? new Shape.Image(3, 32, 32) : new Shape.Image(3, 20, 12);
        LayerGraph graph = architecture.build(values, shape, 3);
        Map<String, float[]> weights = weights(graph);
        Batch batch = SmallNetworks.images(graph, 3, 3, 23);
        Passes stock = Passes.of(graph, weights, batch, STOCK);
        Passes compiled = Passes.of(graph, weights, batch, COMPILED);
        Passes fast = Passes.of(graph, weights, batch, FAST);
        double loss = new DoubleReference(graph, DoubleReference.widen(weights), batch, 17, 3).loss();
        assertThat(compiled.loss).isCloseTo(loss, within(1e-4));
        assertThat(stock.loss).isCloseTo(loss, within(1e-4));
        assertThat(compiled.evaluated).isCloseTo(stock.evaluated, within(1e-5 * (1 + stock.evaluated)));
        double sensitivity = sensitivity(graph, weights, batch, stock) + EXACT_ROUNDINGS * ROUNDING;
        assertThat(compiled.distance(graph, stock)).isLessThan(10 * sensitivity);
        assertThat(fast.distance(graph, stock)).isLessThan(20 * sensitivity);
        double norm = stock.norm(graph);
        for (Tensor tensor : graph.tensors()) {
            double own = Math.sqrt(square(stock.gradient(tensor)));
            double floor = tensor.kind().trained() ? norm / 10 : 1e-3;
            assertThat(Math.sqrt(square(difference(compiled.gradient(tensor), stock.gradient(tensor)))))
                    .as(tensor.name())
                    .isLessThanOrEqualTo(10 * sensitivity * (own + floor));
        }
    }

    /**
     * Batch normalisation enlarges a rounding, over few values or many layers up to a thousand times. How much is
     * measured: as the effect of changing every weight by at most one rounding.
     */
    private static double sensitivity(LayerGraph graph, Map<String, float[]> weights, Batch batch, Passes stock) {
        return Passes.of(graph, rounded(weights), batch, STOCK).distance(graph, stock);
    }

    private static Map<String, float[]> rounded(Map<String, float[]> weights) {
        Random random = new Random(3);
        Map<String, float[]> changed = new HashMap<>();
        weights.forEach((name, values) -> {
            float[] others = new float[values.length];
            for (int i = 0; i < values.length; i++) {
                others[i] = random.nextBoolean() ? values[i] : Math.nextUp(values[i]);
            }
            changed.put(name, others);
        });
        return changed;
    }
}
