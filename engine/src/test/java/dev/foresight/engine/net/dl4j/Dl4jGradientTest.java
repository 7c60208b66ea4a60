package dev.foresight.engine.net.dl4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.foresight.engine.graph.InitialWeights;
import dev.foresight.engine.graph.LayerGraph;
import dev.foresight.engine.net.Batch;
import dev.foresight.engine.net.Network;
import dev.foresight.engine.net.ParameterVectors.Host;
import dev.foresight.engine.net.RecurrentState;
import dev.foresight.engine.net.Score;
import dev.foresight.engine.net.Segment;
import dev.foresight.engine.spec.ExecutionSpec;
import dev.foresight.engine.spec.SpecDefaults;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class Dl4jGradientTest {
    private static final ExecutionSpec CPU =
            SpecDefaults.EXECUTION.withThreads(2).withConvolution(ExecutionSpec.Convolution.EXACT);
    private static final ExecutionSpec STOCK = CPU.withLayers(ExecutionSpec.Layers.STOCK);

    static Stream<Arguments> networks() {
        LayerGraph convolutional = SmallNetworks.convolutional();
        LayerGraph dense = SmallNetworks.dense(0.5);
        Stream<Arguments> branched = BranchedNetworks.all()
                .flatMap(graph -> Stream.of(1, 3)
                        .map(size -> Arguments.of(graph, SmallNetworks.images(graph, size, 3, 20 + size))));
        Stream<Arguments> chains = Stream.of(
                Arguments.of(convolutional, SmallNetworks.images(convolutional, 5, 3, 1)),
                Arguments.of(dense, SmallNetworks.images(dense, 3, 4, 2)),
                Arguments.of(SmallNetworks.language(false, 2, 0.3), SmallNetworks.tokens(4, 3, 9, 3)),
                Arguments.of(SmallNetworks.language(true, 2, 0), SmallNetworks.tokens(5, 2, 9, 4)),
                Arguments.of(SmallNetworks.language(false, 1, 0), SmallNetworks.tokens(3, 2, 9, 5)),
                Arguments.of(SmallNetworks.regularised(3, 5, 2, true), SmallNetworks.tokens(4, 3, 9, 6)),
                Arguments.of(SmallNetworks.regularised(4, 3, 1, true), SmallNetworks.tokens(1, 2, 9, 7)),
                Arguments.of(SmallNetworks.regularised(5, 9, 2, true), SmallNetworks.tokens(6, 1, 9, 8)));
        return Stream.concat(chains, branched);
    }

    @ParameterizedTest
    @MethodSource("networks")
    void lossAndMeanGradientAreThoseOfTheFormulas(LayerGraph graph, Batch batch) {
        lossAndMeanGradientAreThoseOfTheFormulas(graph, batch, CPU);
    }

    private static void lossAndMeanGradientAreThoseOfTheFormulas(
            LayerGraph graph, Batch batch, ExecutionSpec execution) {
        Map<String, float[]> weights = InitialWeights.draw(graph, 11);
        try (Network network = Dl4jNetwork.create(graph, weights, execution)) {
            // DL4J plans its memory in the first passes, and puts what it must not over another only after them.
            for (int pass = 0; pass < 3; pass++) {
                network.state(RecurrentState.ZERO);
                network.forwardBackward(batch, 17, 3);
            }
            network.state(RecurrentState.ZERO);
            double loss = network.forwardBackward(batch, 17, 3);

            DoubleReference reference = new DoubleReference(graph, DoubleReference.widen(weights), batch, 17, 3);
            assertThat(loss).isCloseTo(reference.loss(), within(2e-6));
            Host vectors = (Host) network.vectors();
            for (Segment segment : network.segments()) {
                String name = segment.tensor().name();
                float[] gradient = network.toPlain(segment, vectors.gradient());
                // Large tensors by a sample: a difference costs two passes in double.
                for (int i = 0; i < gradient.length; i += 1 + gradient.length / 50) {
                    double expected = segment.tensor().kind().trained()
                            ? reference.derivative(name, i)
                            : 0.1
                                    * (weights(weights, name)[i]
                                            - Objects.requireNonNull(reference.statistics.get(name))[i]);
                    assertThat((double) gradient[i])
                            .as("%s[%d]", name, i)
                            .isCloseTo(expected, within(3e-6 + 2e-5 * Math.abs(expected)));
                }
            }
        }
    }

    static Stream<Arguments> recurrentNetworks() {
        return Stream.of(
                Arguments.of(SmallNetworks.language(true, 2, 0), SmallNetworks.tokens(5, 2, 9, 4)),
                Arguments.of(SmallNetworks.regularised(3, 5, 2, true), SmallNetworks.tokens(4, 3, 9, 6)),
                Arguments.of(SmallNetworks.regularised(4, 3, 1, true), SmallNetworks.tokens(1, 2, 9, 7)),
                Arguments.of(SmallNetworks.regularised(5, 9, 2, true), SmallNetworks.tokens(6, 1, 9, 8)),
                Arguments.of(SmallNetworks.language(false, 1, 0.3), SmallNetworks.tokens(7, 17, 9, 10)),
                Arguments.of(SmallNetworks.threeLayers(), SmallNetworks.tokens(5, 3, 9, 11)),
                Arguments.of(SmallNetworks.regularised(19, 33, 2, true), SmallNetworks.tokens(3, 2, 9, 12)),
                Arguments.of(SmallNetworks.regularised(17, 1, 2, true), SmallNetworks.tokens(1, 1, 9, 9)));
    }

    @ParameterizedTest
    @MethodSource("recurrentNetworks")
    void theReferenceLstmGivesTheFormulasToo(LayerGraph graph, Batch batch) {
        lossAndMeanGradientAreThoseOfTheFormulas(graph, batch, STOCK);
    }

    /**
     * Passes of changing length in training, so that all but the first start from a carried state, and in evaluation in
     * between.
     */
    @ParameterizedTest
    @MethodSource("recurrentNetworks")
    void ourLstmAgreesWithTheReferenceFromStepToStep(LayerGraph graph, Batch.Tokens batch) {
        Map<String, float[]> weights = InitialWeights.draw(graph, 11);
        try (Network ours = Dl4jNetwork.create(graph, weights, CPU);
                Network reference = Dl4jNetwork.create(graph, weights, STOCK)) {
            for (int step = 0; step < 6; step++) {
                Batch now = SmallNetworks.tokens(1 + step * 3 % 8, batch.streams(), 9, step);
                if (step == 3) {
                    Score score = reference.evaluate(now);
                    assertThat(ours.evaluate(now).meanLoss()).isCloseTo(score.meanLoss(), within(2e-6));
                } else {
                    double loss = reference.forwardBackward(now, 17, step);
                    assertThat(ours.forwardBackward(now, 17, step)).isCloseTo(loss, within(2e-6));
                    assertSameGradient(ours, reference);
                }
                assertSameState(ours, reference);
            }
            assertThat(reference.evaluate(batch)).isNotEqualTo(reference.evaluate(batch));
        }
    }

    @Test
    void layersThatShareAMatrixAddTheirGradients() {
        LayerGraph graph = SmallNetworks.twoTied();
        Batch batch = SmallNetworks.tokens(4, 3, 9, 6);
        lossAndMeanGradientAreThoseOfTheFormulas(graph, batch, CPU);
    }

    private static void assertSameGradient(Network ours, Network reference) {
        for (Segment segment : reference.segments()) {
            String name = segment.tensor().name();
            assertThat(gradient(ours, name)).as(name).containsExactly(gradient(reference, name), within(3e-6f));
        }
    }

    private static float[] gradient(Network network, String tensor) {
        for (Segment segment : network.segments()) {
            if (segment.tensor().name().equals(tensor)) {
                return network.toPlain(segment, ((Host) network.vectors()).gradient());
            }
        }
        throw new AssertionError(tensor);
    }

    private static void assertSameState(Network ours, Network reference) {
        List<float[]> expected = reference.state().tensors();
        assertThat(ours.state().tensors()).hasSameSizeAs(expected).isNotEmpty();
        for (int i = 0; i < expected.size(); i++) {
            assertThat(ours.state().tensors().get(i)).containsExactly(expected.get(i), within(2e-6f));
        }
    }

    private static float[] weights(Map<String, float[]> weights, String name) {
        return Objects.requireNonNull(weights.get(name));
    }
}
