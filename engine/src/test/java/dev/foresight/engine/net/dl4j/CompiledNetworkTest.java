package dev.foresight.engine.net.dl4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.foresight.engine.graph.InitialWeights;
import dev.foresight.engine.graph.LayerGraph;
import dev.foresight.engine.graph.Tensor;
import dev.foresight.engine.net.Batch;
import dev.foresight.engine.net.Network;
import dev.foresight.engine.net.ParameterVectors.Host;
import dev.foresight.engine.net.RecurrentState;
import dev.foresight.engine.net.Segment;
import dev.foresight.engine.net.dl4j.compiled.CompiledGraph;
import dev.foresight.engine.spec.ExecutionSpec;
import dev.foresight.engine.spec.ExecutionSpec.Convolution;
import dev.foresight.engine.spec.SpecDefaults;
import java.nio.FloatBuffer;
import java.util.stream.Stream;
import org.bytedeco.javacpp.Pointer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class CompiledNetworkTest {
    private static Network network(LayerGraph graph, ExecutionSpec execution) {
        return Dl4jNetwork.create(graph, InitialWeights.draw(graph, 11), execution);
    }

    private static float[] copy(FloatBuffer flat) {
        float[] copy = new float[flat.limit()];
        flat.get(0, copy);
        return copy;
    }

    static Stream<LayerGraph> graphs() {
        return OddNetworks.all();
    }

    @ParameterizedTest
    @CsvSource({"1, EXACT", "2, EXACT", "1, FAST", "2, FAST"})
    void aPassGivesTheSameBitsAgain(int threads, Convolution convolution) {
        ExecutionSpec execution = SpecDefaults.EXECUTION.withThreads(threads).withConvolution(convolution);
        for (LayerGraph graph : OddNetworks.all().toList()) {
            Batch batch = SmallNetworks.images(graph, 5, 3, 1);
            try (Network one = network(graph, execution);
                    Network other = network(graph, execution)) {
                // Another batch size before, so that the memory lies elsewhere.
                other.forwardBackward(SmallNetworks.images(graph, 8, 3, 2), 4, 4);
                for (int step = 0; step < 3; step++) {
                    assertThat(one.forwardBackward(batch, 5, step)).isEqualTo(other.forwardBackward(batch, 5, step));
                    assertThat(copy(((Host) one.vectors()).gradient()))
                            .as(graph.name())
                            .isEqualTo(copy(((Host) other.vectors()).gradient()));
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void aLanguageModelGivesTheSameBitsAgain(int threads) {
        ExecutionSpec execution = SpecDefaults.EXECUTION.withThreads(threads);
        LayerGraph graph = SmallNetworks.regularised(21, 34, 2, true);
        try (Network one = network(graph, execution);
                Network other = network(graph, execution)) {
            // Other lengths before, so that the memory lies elsewhere.
            other.forwardBackward(SmallNetworks.tokens(40, 3, 9, 1), 4, 4);
            other.state(RecurrentState.ZERO);
            for (int step = 0; step < 6; step++) {
                Batch batch = SmallNetworks.tokens(5 + step % 3, 3, 9, step);
                assertThat(one.forwardBackward(batch, 5, step)).isEqualTo(other.forwardBackward(batch, 5, step));
                assertThat(copy(((Host) one.vectors()).gradient()))
                        .isEqualTo(copy(((Host) other.vectors()).gradient()));
            }
        }
    }

    @Test
    void onlySoManyLengthsAreKept() {
        LayerGraph graph = SmallNetworks.language(true, 2, 0);
        try (Network network = network(graph, SpecDefaults.EXECUTION.withThreads(1))) {
            network.forwardBackward(SmallNetworks.tokens(400, 2, 9, 1), 5, 0);
            long objects = Pointer.totalCount();
            for (int time = 1; time < 400; time++) {
                network.forwardBackward(SmallNetworks.tokens(time, 2, 9, 1), 5, 0);
            }
            // A program has about 115; no more than 128 are kept.
            assertThat(Pointer.totalCount() - objects).isLessThan(128 * 180);
        }
    }

    @ParameterizedTest
    @MethodSource("graphs")
    void paddingIsZeroInParametersAndGradient(LayerGraph graph) {
        for (Convolution convolution : Convolution.values()) {
            paddingIsZero(graph, SpecDefaults.EXECUTION.withThreads(1).withConvolution(convolution));
        }
    }

    private static void paddingIsZero(LayerGraph graph, ExecutionSpec execution) {
        try (Network network = network(graph, execution)) {
            network.forwardBackward(SmallNetworks.images(graph, 3, 3, 1), 5, 0);
            Host host = (Host) network.vectors();
            for (FloatBuffer flat : new FloatBuffer[] {host.parameters(), host.gradient()}) {
                FloatBuffer again = FloatBuffer.allocate(flat.limit());
                for (Segment segment : network.segments()) {
                    network.fromPlain(segment, network.toPlain(segment, flat), again);
                }
                assertThat(copy(flat)).isEqualTo(copy(again));
            }
        }
    }

    @Test
    void aPassForTheStatisticsAloneLeavesThemAsATrainingPassDoes() {
        LayerGraph graph = OddNetworks.all().findFirst().orElseThrow();
        Batch batch = SmallNetworks.images(graph, 3, 3, 1);
        try (Network network = network(graph, SpecDefaults.EXECUTION.withThreads(1));
                Network other = network(graph, SpecDefaults.EXECUTION.withThreads(1))) {
            network.statistics(batch, 5, 0);
            other.forwardBackward(batch, 5, 0);
            for (Segment segment : network.segments()) {
                float[] delta = network.toPlain(segment, ((Host) network.vectors()).gradient());
                float[] expected = segment.tensor().kind() == Tensor.Kind.STATISTIC
                        ? other.toPlain(segment, ((Host) other.vectors()).gradient())
                        : new float[delta.length];
                assertThat(delta).as(segment.tensor().name()).isEqualTo(expected);
            }
        }
    }

    @Test
    void nativeMemoryIsFreedWithTheNetwork() {
        LayerGraph graph = OddNetworks.all().findFirst().orElseThrow();
        useAndClose(graph);
        long objects = Pointer.totalCount();
        long bytes = Pointer.physicalBytes();
        for (int i = 0; i < 25; i++) {
            useAndClose(graph);
        }
        // ND4J leaves a few objects to the garbage collector; a network has thousands.
        assertThat(Pointer.totalCount() - objects).isLessThan(3000);
        // One network's activations are 20 MB.
        assertThat(Pointer.physicalBytes() - bytes).isLessThan(150L << 20);
    }

    @Test
    void nothingIsAliveOnceTheNetworksAreClosed() {
        long before = CompiledGraph.bytesAlive();
        for (int i = 0; i < 3; i++) {
            OddNetworks.all().forEach(graph -> {
                useAndClose(graph);
                assertThat(CompiledGraph.bytesAlive()).as(graph.name()).isEqualTo(before);
            });
            try (Network network = network(SmallNetworks.regularised(21, 34, 2, true), SpecDefaults.EXECUTION)) {
                // Longer and longer, so that the arena moves.
                for (int time = 3; time < 40; time += 9) {
                    network.forwardBackward(SmallNetworks.tokens(time, 3, 9, 1), 5, time);
                    network.evaluate(SmallNetworks.tokens(time + 1, 3, 9, 2));
                }
                assertThat(CompiledGraph.bytesAlive()).isGreaterThan(before);
            }
            assertThat(CompiledGraph.bytesAlive()).isEqualTo(before);
        }
    }

    private static void useAndClose(LayerGraph graph) {
        try (Network network = network(graph, SpecDefaults.EXECUTION.withThreads(1))) {
            for (int size : new int[] {500, 3}) {
                Batch batch = SmallNetworks.images(graph, size, 3, 1);
                network.forwardBackward(batch, 5, 0);
                network.evaluate(batch);
            }
        }
    }

    @Test
    void theVectorsOfAClosedNetworkAreRefused() {
        Network network = network(SmallNetworks.convolutional(), SpecDefaults.EXECUTION.withThreads(1));
        FloatBuffer parameters = ((Host) network.vectors()).parameters();
        network.close();
        assertThatThrownBy(() -> parameters.get(0)).isInstanceOf(IllegalStateException.class);
    }
}
