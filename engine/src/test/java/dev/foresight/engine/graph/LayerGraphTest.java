package dev.foresight.engine.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.foresight.engine.graph.LayerGraph.Node;
import java.util.List;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Test;

class LayerGraphTest {
    private static final Init ZERO = new Init.Constant(0);
    private static final Shape IMAGE = new Shape.Image(3, 9, 8);

    @Test
    void shapesFollowKernelStrideAndPadding() {
        LayerGraph graph = graph(
                IMAGE,
                node("conv", new Layer.Conv(3, 4, 3, 5, 2, 1, 1, 0, true, ZERO, ZERO), "input"),
                node("pool", new Layer.MaxPool(2, 2, 0), "conv"),
                node("flat", new Layer.Flatten(), "pool"),
                node("out", linear(16, 2), "flat"));

        assertThat(graph.shapes()).containsEntry("conv", new Shape.Image(4, 5, 4));
        assertThat(graph.shapes()).containsEntry("pool", new Shape.Image(4, 2, 2));
        assertThat(graph.shapes().keySet()).containsExactly("input", "conv", "pool", "flat", "out");
        assertThat(graph.output()).isEqualTo(new Shape.Features(2));
    }

    @Test
    void globalAverageKeepsChannels() {
        LayerGraph graph = graph(IMAGE, node("mean", new Layer.GlobalAveragePool(), "input"));

        assertThat(graph.output()).isEqualTo(new Shape.Features(3));
    }

    @Test
    void tensorsComeInNodeOrderWithTiedMatrixOnce() {
        LayerGraph graph = graph(
                new Shape.Tokens(7),
                node("words", new Layer.Embedding(7, 3, 0, ZERO), "input"),
                node("lstm", new Layer.Lstm(3, 3, 2, 0, ZERO), "words"),
                node("out", new Layer.Linear(3, 7, true, "words", ZERO, ZERO), "lstm"));

        assertThat(graph.output()).isEqualTo(new Shape.Sequence(7));
        assertThat(graph.tensors())
                .extracting(Tensor::name)
                .containsExactly(
                        "words.weight", "lstm.weight_ih", "lstm.weight_hh", "lstm.bias_ih", "lstm.bias_hh", "out.bias");
        assertThat(graph.parameterCount()).isEqualTo(7 * 3 + 2 * 12 * 3 + 2 * 12 + 7);
    }

    @Test
    void runningStatisticsAreNotCounted() {
        LayerGraph graph = graph(
                new Shape.Features(5),
                node("norm", new Layer.BatchNorm(5, 1e-5, 0.1), "input"),
                node("out", linear(5, 2), "norm"));

        assertThat(graph.parameterCount()).isEqualTo(5 + 5 + 10 + 2);
        assertThat(graph.tensors())
                .filteredOn(tensor -> tensor.kind() == Tensor.Kind.STATISTIC)
                .extracting(Tensor::name)
                .containsExactly("norm.running_mean", "norm.running_var");
    }

    @Test
    void wrongChannelsNameNodeFoundAndExpected() {
        refused(graph(IMAGE, node("c", new Layer.Conv(4, 4, 3, 3, 1, 1, 1, 1, true, ZERO, ZERO), "input")))
                .hasMessage("node \"c\": found in = 4 while \"input\" gives channels 3; expected in = 3");
    }

    @Test
    void linearOnAnImageSaysToFlatten() {
        refused(graph(IMAGE, node("out", linear(216, 2), "input")))
                .hasMessageContaining("image [3,9,8]")
                .hasMessageContaining("put a flatten before it");
    }

    @Test
    void kernelLargerThanTheImageIsRefused() {
        refused(graph(IMAGE, node("pool", new Layer.MaxPool(9, 1, 0), "input")))
                .hasMessageContaining("width 8")
                .hasMessageContaining("at least the kernel's 9");
    }

    @Test
    void unknownInputNamesTheEarlierNodes() {
        refused(graph(IMAGE, node("flat", new Layer.Flatten(), "inptu")))
                .hasMessageContaining("\"inptu\"")
                .hasMessageContaining("[input]");
    }

    @Test
    void aLaterNodeIsNoInputSoThereAreNoCycles() {
        refused(graph(
                        IMAGE,
                        node("a", new Layer.Relu(), "b"),
                        node("b", new Layer.Relu(), "a"),
                        node("flat", new Layer.Flatten(), "b")))
                .hasMessageContaining("node \"a\"");
    }

    @Test
    void twoNodesOfOneNameAreRefused() {
        refused(graph(IMAGE, node("a", new Layer.Relu(), "input"), node("a", new Layer.Flatten(), "a")))
                .hasMessageContaining("two nodes of that name");
    }

    @Test
    void tyingNeedsAnEmbeddingOfEqualSize() {
        Node words = node("words", new Layer.Embedding(7, 3, 0, ZERO), "input");
        Node lstm = node("lstm", new Layer.Lstm(3, 4, 2, 0, ZERO), "words");

        refused(graph(
                        new Shape.Tokens(7),
                        words,
                        lstm,
                        node("out", new Layer.Linear(4, 7, true, "words", ZERO, ZERO), "lstm")))
                .hasMessageContaining("[7,4] tied to \"words\" [7,3]");
        refused(graph(
                        new Shape.Tokens(7),
                        words,
                        lstm,
                        node("out", new Layer.Linear(4, 7, true, "lstm", ZERO, ZERO), "lstm")))
                .hasMessageContaining("the name of an earlier embedding");
    }

    @Test
    void aGraphThatEndsInAnImageHasNoLogits() {
        refused(graph(IMAGE, node("a", new Layer.Relu(), "input"))).hasMessageContaining("gives the logits");
    }

    @Test
    void tensorsBeyondAnArrayAreRefused() {
        refused(graph(new Shape.Features(1 << 16), node("out", linear(1 << 16, 1 << 16), "input")))
                .hasMessageContaining("2^31");
    }

    private static AbstractThrowableAssert<?, ?> refused(LayerGraph graph) {
        return assertThatThrownBy(graph::shapes).isInstanceOf(GraphException.class);
    }

    private static LayerGraph graph(Shape input, Node... nodes) {
        return new LayerGraph("test", input, List.of(nodes));
    }

    private static Node node(String name, Layer layer, String input) {
        return new Node(name, layer, List.of(input));
    }

    private static Layer linear(int in, int out) {
        return new Layer.Linear(in, out, true, null, ZERO, ZERO);
    }
}
