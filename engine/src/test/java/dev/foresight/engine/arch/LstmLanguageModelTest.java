package dev.foresight.engine.arch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.foresight.engine.graph.InitialWeights;
import dev.foresight.engine.graph.Layer;
import dev.foresight.engine.graph.LayerGraph;
import dev.foresight.engine.graph.LayerGraph.Node;
import dev.foresight.engine.graph.Shape;
import dev.foresight.engine.spec.SpecProblem;
import dev.foresight.engine.spec.Values;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LstmLanguageModelTest {
    private static final Shape PTB = new Shape.Tokens(10_000);
    private static final Values ALL = new Values(Map.of(
            "inputDropout", 0.4,
            "hiddenDropout", 0.25,
            "outputDropout", 0.3,
            "embeddingDropout", 0.1,
            "weightDrop", 0.5,
            "ar", 2.0,
            "tar", 1.0));

    private final LstmLanguageModel model = new LstmLanguageModel();

    private LayerGraph build(Values values) {
        return model.build(values, PTB, 10_000);
    }

    private static List<String> names(LayerGraph graph) {
        return graph.nodes().stream().map(Node::name).toList();
    }

    private static Layer layer(LayerGraph graph, String name) {
        return graph.nodes().stream()
                .filter(node -> node.name().equals(name))
                .findFirst()
                .orElseThrow()
                .layer();
    }

    @ParameterizedTest
    @CsvSource({"1, 5293200", "2, 13632400", "3, 24221600"})
    void parameterCountsAreThePublishedOnes(long layers, long count) {
        assertThat(build(new Values(Map.of("layers", layers))).parameterCount()).isEqualTo(count);
        assertThat(build(ALL.with("layers", layers)).parameterCount()).isEqualTo(count);
    }

    @Test
    void withoutRegularisationOnlyTheNetworkIsLeft() {
        assertThat(names(build(new Values(Map.of("layers", 2L)))))
                .containsExactly("embedding", "lstm1", "lstm2", "output");
    }

    @Test
    void regularisationStandsWhereTheAwdLstmHasIt() {
        LayerGraph graph = build(ALL.with("layers", 3L));

        assertThat(names(graph))
                .containsExactly(
                        "embedding",
                        "dropout-in",
                        "lstm1",
                        "dropout1",
                        "lstm2",
                        "dropout2",
                        "lstm3",
                        "tar",
                        "dropout-out",
                        "ar",
                        "output");
        assertThat(layer(graph, "dropout-in")).isEqualTo(new Layer.LockedDropout(0.4));
        assertThat(layer(graph, "dropout2")).isEqualTo(new Layer.LockedDropout(0.25));
        assertThat(layer(graph, "dropout-out")).isEqualTo(new Layer.LockedDropout(0.3));
        assertThat(layer(graph, "tar")).isEqualTo(new Layer.ActivationPenalty(0, 1));
        assertThat(layer(graph, "ar")).isEqualTo(new Layer.ActivationPenalty(2, 0));
        assertThat(((Layer.Embedding) layer(graph, "embedding")).dropout()).isEqualTo(0.1);
        assertThat(((Layer.Lstm) layer(graph, "lstm2")).weightDrop()).isEqualTo(0.5);
    }

    @Test
    void eachPartIsSwitchedOffAlone() {
        for (String name : ALL.given().keySet()) {
            LayerGraph without = build(ALL.with("layers", 2L).with(name, 0.0));
            assertThat(without).as(name).isNotEqualTo(build(ALL.with("layers", 2L)));
            assertThat(without.parameterCount()).isEqualTo(13_632_400);
        }
    }

    @Test
    void theLastLayerHasTheEmbeddingsSizeWhileTied() {
        Values values = new Values(Map.of("layers", 2L, "embedding", 30L, "hidden", 50L));

        assertThat(build(values).shapes())
                .containsEntry("lstm1", new Shape.Sequence(50))
                .containsEntry("lstm2", new Shape.Sequence(30));
        LayerGraph untied = build(values.with("tied", false));
        assertThat(untied.shapes()).containsEntry("lstm2", new Shape.Sequence(50));
        assertThat(untied.parameterCount() - build(values).parameterCount())
                .isEqualTo(4 * 20 * (50 + 50 + 2) + 4 * 30 * 20 + 500_000);
    }

    @Test
    void weightsStartAsPyTorchsWithTheScriptsEmbedding() {
        LayerGraph graph = build(new Values(Map.of("layers", 2L, "embedding", 25L, "hidden", 100L)));
        Map<String, float[]> weights = InitialWeights.draw(graph, 3);

        assertThat(largest(weights, "embedding.weight")).isCloseTo(0.1, within(1e-4));
        assertThat(largest(weights, "output.bias")).isZero();
        assertThat(largest(weights, "lstm1.weight_hh")).isCloseTo(0.1, within(1e-4));
        assertThat(largest(weights, "lstm2.weight_ih")).isCloseTo(0.2, within(1e-3));
        assertThat(largest(weights, "lstm2.bias_hh")).isCloseTo(0.2, within(1e-2));
    }

    private static double largest(Map<String, float[]> weights, String name) {
        double largest = 0;
        for (float value : Objects.requireNonNull(weights.get(name))) {
            largest = Math.max(largest, Math.abs(value));
        }
        return largest;
    }

    @Test
    void hiddenUnitsThatNothingUsesAreWarnedOf() {
        Values values = new Values(Map.of("embedding", 200L, "hidden", 300L));

        assertThat(model.check("architecture", values, PTB)).singleElement().satisfies(problem -> {
            assertThat(problem.severity()).isEqualTo(SpecProblem.Severity.WARNING);
            assertThat(problem.path()).isEqualTo("architecture.parameters.hidden");
            assertThat(problem.toString()).contains("200", "300", "tied");
        });
        assertThat(model.check("architecture", values.with("tied", false), PTB)).isEmpty();
        assertThat(model.check("architecture", values.with("layers", 2L), PTB)).isEmpty();
        assertThat(model.check("architecture", values.with("hidden", 200L), PTB))
                .isEmpty();
    }
}
