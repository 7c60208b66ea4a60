package dev.foresight.engine.net.dl4j;

import static org.assertj.core.api.Assertions.assertThat;

import dev.foresight.engine.arch.Architecture;
import dev.foresight.engine.graph.InitialWeights;
import dev.foresight.engine.graph.LayerGraph;
import dev.foresight.engine.graph.Shape;
import dev.foresight.engine.net.Batch;
import dev.foresight.engine.net.Network;
import dev.foresight.engine.net.ParameterVectors.Host;
import dev.foresight.engine.net.Segment;
import dev.foresight.engine.spec.Registry;
import dev.foresight.engine.spec.SpecDefaults;
import dev.foresight.engine.spec.Values;
import java.nio.FloatBuffer;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The architectures with branches, narrow and on small images, from end to end. */
class ArchitecturesAtWorkTest {
    @ParameterizedTest
    @ValueSource(strings = {"resnet34", "densenet121", "inception-v3"})
    void everyTensorHasAGradientAndAStepAgainstItLowersTheLoss(String id) {
        Architecture architecture = Registry.of(Architecture.class).get(id);
        Values values = Values.NONE.with("width", 0.0625);
        values = id.equals("inception-v3") ? values.with("dropout", 0.0) : values;
        LayerGraph graph = architecture.build(values, new Shape.Image(3, 20, 12), 5);
        Batch batch = SmallNetworks.images(graph, 4, 5, 1);
        try (Network network =
                Dl4jNetwork.create(graph, InitialWeights.draw(graph, 3), SpecDefaults.EXECUTION.withThreads(2))) {
            Host vectors = (Host) network.vectors();
            double before = network.forwardBackward(batch, 1, 0);

            for (Segment segment : network.segments()) {
                float[] gradient = network.toPlain(segment, vectors.gradient());
                assertThat(IntStream.range(0, gradient.length).anyMatch(i -> gradient[i] != 0))
                        .as(segment.tensor().name())
                        .isTrue();
                if (segment.tensor().kind().trained()) {
                    step(network, vectors.parameters(), segment, gradient);
                }
            }
            assertThat(network.forwardBackward(batch, 1, 0)).isLessThan(before);
            assertThat(network.evaluate(batch).meanLoss()).isFinite();
        }
    }

    private static void step(Network network, FloatBuffer parameters, Segment segment, float[] gradient) {
        float[] weights = network.toPlain(segment, parameters);
        for (int i = 0; i < gradient.length; i++) {
            weights[i] -= 1e-3f * gradient[i];
        }
        network.fromPlain(segment, weights, parameters);
    }
}
