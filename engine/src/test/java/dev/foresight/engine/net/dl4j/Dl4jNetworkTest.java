package dev.foresight.engine.net.dl4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.foresight.engine.graph.InitialWeights;
import dev.foresight.engine.graph.LayerGraph;
import dev.foresight.engine.graph.Tensor;
import dev.foresight.engine.net.Batch;
import dev.foresight.engine.net.Confusion;
import dev.foresight.engine.net.Network;
import dev.foresight.engine.net.ParameterVectors.Host;
import dev.foresight.engine.net.RecurrentState;
import dev.foresight.engine.net.Score;
import dev.foresight.engine.net.Segment;
import dev.foresight.engine.spec.ExecutionSpec;
import dev.foresight.engine.spec.ExecutionSpec.Device;
import dev.foresight.engine.spec.SpecDefaults;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.RejectedExecutionException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class Dl4jNetworkTest {
    private static final ExecutionSpec CPU =
            SpecDefaults.EXECUTION.withThreads(2).withConvolution(ExecutionSpec.Convolution.EXACT);

    private static Network network(LayerGraph graph) {
        return Dl4jNetwork.create(graph, InitialWeights.draw(graph, 11), CPU);
    }

    private static float[] copy(FloatBuffer flat) {
        float[] copy = new float[flat.limit()];
        flat.get(0, copy);
        return copy;
    }

    private static float[] parameters(Network network) {
        return copy(((Host) network.vectors()).parameters());
    }

    private static float[] gradient(Network network) {
        return copy(((Host) network.vectors()).gradient());
    }

    static Stream<LayerGraph> graphs() {
        Stream<LayerGraph> chains = Stream.of(
                SmallNetworks.convolutional(),
                SmallNetworks.dense(0.5),
                SmallNetworks.language(true, 2, 0.3),
                SmallNetworks.language(false, 1, 0),
                SmallNetworks.regularised(3, 5, 2, true));
        return Stream.concat(chains, BranchedNetworks.all());
    }

    private static Batch batch(LayerGraph graph, int size, long seed) {
        return graph.name().equals("language")
                ? SmallNetworks.tokens(3, size, 9, seed)
                : SmallNetworks.images(graph, size, 3, seed);
    }

    @ParameterizedTest
    @MethodSource("graphs")
    void segmentsCoverTheFlatVectorWithEveryTensorOnce(LayerGraph graph) {
        try (Network network = network(graph)) {
            int from = 0;
            for (Segment segment : network.segments()) {
                assertThat(segment.from()).isEqualTo(from);
                assertThat(segment.length())
                        .isGreaterThanOrEqualTo(segment.tensor().size());
                from = segment.to();
            }
            assertThat(((Host) network.vectors()).parameters().limit()).isEqualTo(from);
            assertThat(network.segments().stream().map(Segment::tensor))
                    .containsExactlyInAnyOrderElementsOf(graph.tensors());
        }
    }

    @ParameterizedTest
    @MethodSource("graphs")
    void plainTensorsSurviveTheFlatVectors(LayerGraph graph) {
        Map<String, float[]> weights = InitialWeights.draw(graph, 11);
        try (Network network = Dl4jNetwork.create(graph, weights, CPU)) {
            FloatBuffer parameters = ((Host) network.vectors()).parameters();
            FloatBuffer moments = FloatBuffer.allocate(parameters.limit());
            for (Segment segment : network.segments()) {
                float[] plain = network.toPlain(segment, parameters);
                assertThat(plain).isEqualTo(weights.get(segment.tensor().name()));
                network.fromPlain(segment, plain, moments);
            }
            assertThat(copy(moments)).isEqualTo(copy(parameters));
        }
    }

    @ParameterizedTest
    @MethodSource("graphs")
    void samePassesGiveTheSameBits(LayerGraph graph) {
        try (Network one = network(graph);
                Network other = network(graph)) {
            for (int step = 0; step < 3; step++) {
                double loss = one.forwardBackward(batch(graph, 4, step), 5, step);
                assertThat(other.forwardBackward(batch(graph, 4, step), 5, step))
                        .isEqualTo(loss);
                assertThat(gradient(other)).isEqualTo(gradient(one));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("graphs")
    void batchSizesMayChange(LayerGraph graph) {
        try (Network network = network(graph);
                Network fresh = network(graph)) {
            for (int size : new int[] {4, 2, 7}) {
                network.state(RecurrentState.ZERO);
                network.evaluate(batch(graph, size, size));
                network.state(RecurrentState.ZERO);
                network.forwardBackward(batch(graph, size, size), 1, 0);
            }
            fresh.forwardBackward(batch(graph, 7, 7), 1, 0);
            assertThat(gradient(network)).isEqualTo(gradient(fresh));
        }
    }

    @Test
    void lengthsOfSequencesMayChange() {
        LayerGraph graph = SmallNetworks.regularised(3, 5, 2, true);
        try (Network network = network(graph);
                Network fresh = network(graph)) {
            for (int time : new int[] {6, 1, 7, 2, 9, 5, 12, 1, 4, 3}) {
                network.state(RecurrentState.ZERO);
                network.forwardBackward(SmallNetworks.tokens(time, 2, 9, time), 1, 0);
            }
            fresh.forwardBackward(SmallNetworks.tokens(3, 2, 9, 3), 1, 0);
            assertThat(gradient(network)).isEqualTo(gradient(fresh));
            for (int i = 0; i < 4; i++) {
                assertThat(network.state().tensors().get(i))
                        .isEqualTo(fresh.state().tensors().get(i));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("graphs")
    void passesLeaveTheParametersAsTheyAre(LayerGraph graph) {
        try (Network network = network(graph)) {
            float[] before = parameters(network);
            network.forwardBackward(batch(graph, 4, 1), 1, 0);
            network.evaluate(batch(graph, 4, 1));
            assertThat(parameters(network)).isEqualTo(before);
        }
    }

    @Test
    void theGradientIsTheMeanOverTargets() {
        LayerGraph graph = SmallNetworks.dense(0);
        Batch.Images once = (Batch.Images) SmallNetworks.images(graph, 3, 4, 1);
        float[] pixels = Arrays.copyOf(once.pixels(), 2 * once.pixels().length);
        System.arraycopy(once.pixels(), 0, pixels, once.pixels().length, once.pixels().length);
        int[] labels = Arrays.copyOf(once.labels(), 6);
        System.arraycopy(once.labels(), 0, labels, 3, 3);
        try (Network network = network(graph)) {
            double loss = network.forwardBackward(once, 1, 0);
            float[] gradient = gradient(network);
            assertThat(network.forwardBackward(new Batch.Images(pixels, 2, 3, 3, labels), 1, 0))
                    .isCloseTo(loss, within(1e-6));
            assertThat(gradient(network)).containsExactly(gradient, within(1e-6f));
        }
    }

    @Test
    void carriedStateIsOneLongSequence() {
        LayerGraph graph = SmallNetworks.language(false, 2, 0);
        Batch.Tokens all = SmallNetworks.tokens(6, 2, 9, 1);
        Batch.Tokens first = part(all, 0, 2);
        Batch.Tokens second = part(all, 2, 6);
        try (Network network = network(graph)) {
            Score whole = network.evaluate(all);
            RecurrentState end = network.state();
            network.state(RecurrentState.ZERO);
            double loss = 4 * network.forwardBackward(first, 1, 0);
            RecurrentState middle = network.state();
            loss += 8 * network.forwardBackward(second, 1, 1);

            assertThat(loss).isCloseTo(whole.loss(), within(1e-5));
            for (int i = 0; i < 2; i++) {
                assertThat(network.state().tensors().get(i))
                        .containsExactly(end.tensors().get(i), within(1e-6f));
            }
            network.state(middle);
            Score again = network.evaluate(second);
            network.state(middle);
            assertThat(network.evaluate(second)).isEqualTo(again);
            assertThat(network.evaluate(second)).isNotEqualTo(again);
        }
    }

    private static Batch.Tokens part(Batch.Tokens all, int from, int to) {
        int b = all.streams();
        return new Batch.Tokens(
                Arrays.copyOfRange(all.inputs(), from * b, to * b),
                Arrays.copyOfRange(all.targetTokens(), from * b, to * b),
                to - from,
                b);
    }

    @ParameterizedTest
    @MethodSource("graphs")
    void statisticsAloneAreThoseOfTrainingAndChangeNothing(LayerGraph graph) {
        try (Network trained = network(graph);
                Network forward = network(graph)) {
            trained.forwardBackward(batch(graph, 4, 1), 5, 2);
            forward.evaluate(batch(graph, 4, 3));
            float[] before = parameters(forward);
            List<float[]> state = forward.state().tensors();
            forward.statistics(batch(graph, 4, 1), 5, 2);

            assertThat(parameters(forward)).isEqualTo(before);
            assertThat(forward.state().tensors()).usingRecursiveComparison().isEqualTo(state);
            for (Segment segment : forward.segments()) {
                if (!segment.tensor().kind().trained()) {
                    float[] delta = forward.toPlain(segment, ((Host) forward.vectors()).gradient());
                    assertThat(delta).isEqualTo(trained.toPlain(segment, ((Host) trained.vectors()).gradient()));
                    assertThat(delta).isNotEqualTo(new float[delta.length]);
                }
            }
        }
    }

    @Test
    void runningStatisticsTurnIntoTheUnbiasedOnes() {
        LayerGraph graph = SmallNetworks.convolutional();
        Map<String, float[]> weights = InitialWeights.draw(graph, 11);
        Batch batch = SmallNetworks.images(graph, 2, 3, 1);
        DoubleReference reference = new DoubleReference(graph, DoubleReference.widen(weights), batch, 1, 0);
        reference.loss();
        try (Network network = Dl4jNetwork.create(graph, weights, CPU)) {
            network.forwardBackward(batch, 1, 0);
            Host vectors = (Host) network.vectors();
            Segment variance = network.segments().stream()
                    .filter(segment -> segment.tensor().name().equals("n5.running_var"))
                    .findFirst()
                    .orElseThrow();
            float[] old = network.toPlain(variance, vectors.parameters());
            float[] delta = network.toPlain(variance, vectors.gradient());
            double[] unbiased = Objects.requireNonNull(reference.statistics.get("n5.running_var"));
            for (int c = 0; c < delta.length; c++) {
                assertThat((double) old[c] - delta[c]).isCloseTo(0.9 * old[c] + 0.1 * unbiased[c], within(1e-6));
            }
        }
    }

    @Test
    void evaluationUsesRunningStatisticsAndNoDropout() {
        LayerGraph graph = SmallNetworks.dense(0.9);
        LayerGraph without = SmallNetworks.dense(0);
        Batch batch = SmallNetworks.images(graph, 5, 4, 1);
        try (Network network = network(graph);
                Network plain = network(without)) {
            Score score = network.evaluate(batch);
            assertThat(score.meanLoss()).isCloseTo(plain.forwardBackward(batch, 1, 0), within(1e-6));
            assertThat(score.targets()).isEqualTo(5);
        }
        LayerGraph normed = SmallNetworks.convolutional();
        try (Network network = network(normed)) {
            Batch one = SmallNetworks.images(normed, 1, 3, 1);
            Batch two = twice((Batch.Images) one);
            assertThat(network.evaluate(two).loss())
                    .isCloseTo(2 * network.evaluate(one).loss(), within(1e-5));
        }
    }

    @Test
    void evaluationAndTheReportedLossKnowNoRegularisation() {
        LayerGraph graph = SmallNetworks.regularised(3, 5, 2, true);
        Map<String, float[]> weights = InitialWeights.draw(graph, 11);
        Batch batch = SmallNetworks.tokens(4, 3, 9, 1);
        try (Network network = Dl4jNetwork.create(graph, weights, CPU);
                Network plain = Dl4jNetwork.create(SmallNetworks.regularised(3, 5, 2, false), weights, CPU)) {
            double loss = network.forwardBackward(batch, 1, 0);
            network.state(RecurrentState.ZERO);
            Score score = network.evaluate(batch);

            assertThat(score).isEqualTo(plain.evaluate(batch));
            // Masked, but without the penalties, which would lift it above 3.
            assertThat(loss).isNotEqualTo(score.meanLoss()).isLessThan(2.7);
        }
    }

    private static Batch.Images twice(Batch.Images one) {
        float[] pixels = Arrays.copyOf(one.pixels(), 2 * one.pixels().length);
        System.arraycopy(one.pixels(), 0, pixels, one.pixels().length, one.pixels().length);
        return new Batch.Images(
                pixels, one.channels(), one.height(), one.width(), new int[] {one.labels()[0], one.labels()[0]});
    }

    @Test
    void evaluationCountsTheMostProbableClass() {
        LayerGraph graph = SmallNetworks.dense(0);
        Batch.Images images = (Batch.Images) SmallNetworks.images(graph, 6, 4, 1);
        try (Network network = network(graph)) {
            long right = 0;
            for (int label = 0; label < 4; label++) {
                int[] labels = new int[6];
                Arrays.fill(labels, label);
                right += network.evaluate(new Batch.Images(images.pixels(), 2, 3, 3, labels))
                        .correct();
            }
            assertThat(right).as("each image has one most probable class").isEqualTo(6);
        }
    }

    @Test
    void theConfusionHasEachImageInTheRowOfItsClass() {
        LayerGraph graph = SmallNetworks.dense(0);
        Batch.Images images = (Batch.Images) SmallNetworks.images(graph, 9, 4, 1);
        try (Network network = network(graph)) {
            Score score = network.evaluate(images);
            Confusion confusion = score.confusion();
            long diagonal = 0;
            for (int c = 0; c < 4; c++) {
                int right = c;
                diagonal += confusion.count(c, c);
                assertThat(confusion.examples(c))
                        .isEqualTo(Arrays.stream(images.labels())
                                .filter(label -> label == right)
                                .count());
            }
            assertThat(confusion.classes()).isEqualTo(4);
            assertThat(diagonal).isEqualTo(score.correct());
            assertThat(score.top5()).as("there are four classes").isEqualTo(9);
        }
    }

    @Test
    void infiniteWeightsGiveALossThatIsNotANumber() {
        LayerGraph graph = SmallNetworks.dense(0);
        try (Network network = network(graph)) {
            FloatBuffer parameters = ((Host) network.vectors()).parameters();
            for (int i = 0; i < parameters.limit(); i++) {
                parameters.put(i, Float.NaN);
            }
            assertThat(network.forwardBackward(batch(graph, 2, 1), 1, 0)).isNaN();
        }
    }

    @Test
    void badBatchesAreNamedAndLeaveTheNetworkUsable() {
        LayerGraph graph = SmallNetworks.dense(0);
        try (Network network = network(graph)) {
            float[] before = parameters(network);
            Batch good = batch(graph, 2, 1);
            double loss = network.forwardBackward(good, 1, 0);
            assertThatThrownBy(() -> network.forwardBackward(
                            new Batch.Images(new float[2 * 16], 1, 4, 4, new int[] {0, 1}), 1, 0))
                    .hasMessageContaining("found images [1,4,4]");
            assertThatThrownBy(() ->
                            network.forwardBackward(new Batch.Images(new float[17], 2, 3, 3, new int[] {0}), 1, 0))
                    .hasMessageContaining("17 pixel values for 1 labels");
            assertThatThrownBy(() ->
                            network.forwardBackward(new Batch.Images(new float[18], 2, 3, 3, new int[] {4}), 1, 0))
                    .hasMessageContaining("label at position 0: found 4, allowed 0 to 3");
            assertThatThrownBy(() -> network.evaluate(SmallNetworks.tokens(2, 2, 4, 1)))
                    .hasMessageContaining("found tokens");
            assertThat(parameters(network)).isEqualTo(before);
            assertThat(network.forwardBackward(good, 1, 0)).isEqualTo(loss);
        }
    }

    @Test
    void aPassThatFailsMidwayLeavesParametersAndLaterPassesAlone() {
        LayerGraph graph = SmallNetworks.convolutional();
        Batch batch = batch(graph, 4, 1);
        try (Dl4jNetwork broken = (Dl4jNetwork) network(graph);
                Network whole = network(graph)) {
            float[] before = parameters(broken);
            double loss = whole.forwardBackward(batch, 1, 0);
            broken.parallel.close();
            assertThatThrownBy(() -> broken.forwardBackward(batch, 1, 0))
                    .isInstanceOf(RejectedExecutionException.class);
            assertThatThrownBy(() -> broken.evaluate(batch)).isInstanceOf(RejectedExecutionException.class);
            assertThat(parameters(broken)).isEqualTo(before);
            assertThat(whole.forwardBackward(batch, 1, 0)).isEqualTo(loss);
        }
    }

    @Test
    void aStateOfAnotherBatchSizeIsRefused() {
        LayerGraph graph = SmallNetworks.language(false, 2, 0);
        try (Network network = network(graph)) {
            network.forwardBackward(batch(graph, 4, 1), 1, 0);
            float[] h = network.state().tensors().getFirst();
            assertThatThrownBy(() -> network.forwardBackward(batch(graph, 2, 1), 1, 0))
                    .hasMessageContaining("found 2 streams");
            assertThat(network.state().tensors().getFirst()).isEqualTo(h);
            network.state(RecurrentState.ZERO);
            assertThat(network.state().tensors()).isEmpty();
            network.forwardBackward(batch(graph, 2, 1), 1, 0);
        }
    }

    @Test
    void gpuIsRefusedWithASentence() {
        LayerGraph graph = SmallNetworks.dense(0);
        assertThatThrownBy(() -> Dl4jNetwork.create(graph, InitialWeights.draw(graph, 1), CPU.withDevice(Device.GPU)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("execution.device: found \"gpu\"")
                .hasMessageContaining("\"cpu\"");
    }

    @Test
    void missingWeightsAreNamed() {
        LayerGraph graph = SmallNetworks.dense(0);
        assertThatThrownBy(() -> Dl4jNetwork.create(graph, Map.of(), CPU))
                .hasMessageContaining("n1.weight: found none");
    }

    @Test
    void statisticsAreMarkedAsUntrained() {
        try (Network network = network(SmallNetworks.convolutional())) {
            assertThat(network.segments().stream()
                            .filter(segment -> segment.tensor().kind() == Tensor.Kind.STATISTIC)
                            .count())
                    .isEqualTo(4);
        }
    }
}
