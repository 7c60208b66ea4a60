package dev.foresight.engine.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.foresight.engine.graph.LayerGraph.Node;
import dev.foresight.engine.spec.InvalidSpecException;
import java.util.List;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Test;

class LayerGraphJsonTest {
    private static final Init UNIFORM = new Init.Uniform(0.1);
    private static final LayerGraph IMAGES = new LayerGraph(
            "images",
            new Shape.Image(3, 8, 8),
            List.of(
                    new Node(
                            "conv",
                            new Layer.Conv(3, 4, 3, 3, 1, 1, 1, 1, true, new Init.Normal(1.0 / 3), UNIFORM),
                            List.of("input")),
                    new Node("bn", new Layer.BatchNorm(4, 1e-5, 0.1), List.of("conv")),
                    new Node("relu", new Layer.Relu(), List.of("bn")),
                    new Node("tanh", new Layer.Tanh(), List.of("relu")),
                    new Node("pool", new Layer.MaxPool(2, 2, 0), List.of("tanh")),
                    new Node("drop", new Layer.Dropout(0.5), List.of("pool")),
                    new Node("mean", new Layer.GlobalAveragePool(), List.of("drop")),
                    new Node(
                            "out",
                            new Layer.Linear(4, 10, false, null, UNIFORM, new Init.Constant(0)),
                            List.of("mean"))));
    private static final LayerGraph WORDS = new LayerGraph(
            "words",
            new Shape.Tokens(20),
            List.of(
                    new Node("table", new Layer.Embedding(20, 6, 0.1, UNIFORM), List.of("input")),
                    new Node("lstm", new Layer.Lstm(6, 6, 1, 0.5, UNIFORM), List.of("table")),
                    new Node("out", new Layer.Linear(6, 20, true, "table", UNIFORM, UNIFORM), List.of("lstm"))));

    @Test
    void writeThenReadIsEqual() {
        assertThat(LayerGraphJson.read(LayerGraphJson.write(IMAGES), "test")).isEqualTo(IMAGES);
        assertThat(LayerGraphJson.read(LayerGraphJson.write(WORDS), "test")).isEqualTo(WORDS);
    }

    @Test
    void unknownKeyNamesTheNearest() {
        refused(LayerGraphJson.write(IMAGES).replace("\"kernelHeight\"", "\"kernelHight\""))
                .hasMessageContaining("nodes[0].layer.kernelHight")
                .hasMessageContaining("did you mean kernelHeight")
                .hasMessageContaining("nodes[0].layer.kernelHeight: found nothing; a whole number");
    }

    @Test
    void unknownKindNamesTheNearest() {
        refused(LayerGraphJson.write(IMAGES).replace("\"batch-norm\"", "\"batchnorm2\""))
                .hasMessageContaining("nodes[1].layer.kind: found batchnorm2")
                .hasMessageContaining("did you mean batch-norm");
    }

    @Test
    void wrongTypesAreReportedTogether() {
        refused(LayerGraphJson.write(IMAGES)
                        .replace("\"probability\" : 0.5", "\"probability\" : \"half\"")
                        .replace("\"stride\" : 2", "\"stride\" : 2.5"))
                .hasMessageContaining("nodes[4].layer.stride: found 2.5; a whole number")
                .hasMessageContaining("nodes[5].layer.probability: found \"half\"; a finite number");
    }

    @Test
    void brokenTextSaysWhere() {
        refused("{\"format\": 1,").hasMessageContaining("line 1, column");
        refused("[]").hasMessageContaining("an object");
        refused(LayerGraphJson.write(WORDS) + "{}").hasMessageContaining("test");
    }

    @Test
    void aNewerFormatIsRefused() {
        refused(LayerGraphJson.write(WORDS).replace("\"format\" : 2", "\"format\" : 1"))
                .hasMessageContaining("format: found 1");
    }

    @Test
    void aWellFormedImpossibleGraphIsRefused() {
        String text = LayerGraphJson.write(WORDS).replace("\"vocabulary\" : 20,", "\"vocabulary\" : 21,");

        assertThatThrownBy(() -> LayerGraphJson.read(text, "test")).isInstanceOf(GraphException.class);
    }

    private static AbstractThrowableAssert<?, ?> refused(String text) {
        return assertThatThrownBy(() -> LayerGraphJson.read(text, "test")).isInstanceOf(InvalidSpecException.class);
    }
}
