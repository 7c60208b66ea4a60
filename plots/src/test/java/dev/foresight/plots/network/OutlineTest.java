package dev.foresight.plots.network;

import static org.assertj.core.api.Assertions.assertThat;

import dev.foresight.engine.arch.Architecture;
import dev.foresight.engine.graph.Init;
import dev.foresight.engine.graph.Layer;
import dev.foresight.engine.graph.LayerGraph;
import dev.foresight.engine.graph.LayerGraph.Node;
import dev.foresight.engine.graph.Shape;
import dev.foresight.engine.spec.Registry;
import dev.foresight.engine.spec.Task;
import dev.foresight.engine.spec.Values;
import java.util.List;
import org.junit.jupiter.api.Test;

class OutlineTest {
    private static final Init ZERO = new Init.Constant(0);

    static LayerGraph graph(String id) {
        Architecture architecture = Registry.of(Architecture.class).get(id);
        boolean language = architecture.task() == Task.LANGUAGE_MODEL;
        Shape input = language ? new Shape.Tokens(10_000) : new Shape.Image(3, 32, 32);
        return architecture.build(Values.NONE, input, language ? 10_000 : 10);
    }

    private static List<String> names(LayerGraph graph) {
        return Outline.of(graph).stream()
                .map(part -> part.name() + (part.repeats() > 1 ? " x" + part.repeats() : ""))
                .toList();
    }

    @Test
    void blocksOfAStageThatAreBuiltAlikeAreOnePart() {
        assertThat(names(graph("resnet34")))
                .containsExactly(
                        "stem",
                        "layer1-block1–3 x3",
                        "layer2-block1",
                        "layer2-block2–4 x3",
                        "layer3-block1",
                        "layer3-block2–6 x5",
                        "layer4-block1",
                        "layer4-block2–3 x2",
                        "pool",
                        "output");
    }

    @Test
    void growingChannelsDoNotMakeALayerAnother() {
        assertThat(names(graph("densenet121"))).contains("block1-layer1–6 x6", "transition1", "block3-layer1–24 x24");
    }

    @Test
    void otherChannelsInsideMakeABlockAnother() {
        assertThat(names(graph("inception-v3")))
                .containsExactly("stem", "a1", "a2–3 x2", "b", "c1", "c2–3 x2", "c4", "d", "e1–2 x2", "pool", "output");
    }

    @Test
    void aLayerTakesInWhatFollowsItAloneOnItsWay() {
        assertThat(names(graph("vgg11-bn")))
                .startsWith("conv1", "pool1", "conv2", "pool2", "conv3–4 x2", "pool3")
                .endsWith("conv7–8 x2", "pool5", "flatten", "output");
    }

    @Test
    void noNodeIsLostAndNoneCountedTwice() {
        for (Architecture architecture : Registry.of(Architecture.class).all()) {
            LayerGraph graph = graph(architecture.id());
            List<Part> parts = Outline.of(graph);

            assertThat(parts.stream().flatMap(part -> part.nodes().stream()))
                    .as(architecture.id())
                    .containsExactlyElementsOf(graph.nodes());
            assertThat(parts.stream().mapToLong(Part::parameters).sum()).isEqualTo(graph.parameterCount());
        }
    }

    /** The way around from the first layer to the sum leaves no place to cut. */
    @Test
    void whatIsReadFromFarAwayIsNotCutOff() {
        LayerGraph graph = new LayerGraph(
                "skip",
                new Shape.Image(2, 8, 8),
                List.of(
                        new Node("first", conv(2), List.of(LayerGraph.INPUT)),
                        new Node("second", conv(4), List.of("first")),
                        new Node("third", conv(4), List.of("second")),
                        new Node("sum", new Layer.Add(), List.of("third", "first")),
                        new Node("mean", new Layer.GlobalAveragePool(), List.of("sum"))));

        assertThat(names(graph)).containsExactly("first", "second … sum", "mean");
    }

    /** Drawn into the box of what it reads, the ReLU would seem to lie on the way to the sum. */
    @Test
    void whatAnotherReadsTooTakesNothingIn() {
        LayerGraph graph = new LayerGraph(
                "before-and-after",
                new Shape.Image(2, 8, 8),
                List.of(
                        new Node("one-conv", conv(2), List.of(LayerGraph.INPUT)),
                        new Node("one-bn", new Layer.BatchNorm(4, 1e-5, 0.1), List.of("one-conv")),
                        new Node("one-relu", new Layer.Relu(), List.of("one-bn")),
                        new Node("one-sum", new Layer.Add(), List.of("one-bn", "one-relu")),
                        new Node("mean", new Layer.GlobalAveragePool(), List.of("one-sum"))));

        assertThat(Outline.of(graph).getFirst().units())
                .extracting(unit -> unit.first().name() + " to " + unit.last().name())
                .containsExactly("one-conv to one-bn", "one-relu to one-relu", "one-sum to one-sum");
    }

    private static Layer conv(int in) {
        return new Layer.Conv(in, 4, 3, 3, 1, 1, 1, 1, false, ZERO, ZERO);
    }
}
