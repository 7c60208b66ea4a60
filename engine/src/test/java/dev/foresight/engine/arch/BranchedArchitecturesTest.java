package dev.foresight.engine.arch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.foresight.engine.graph.Init;
import dev.foresight.engine.graph.Layer;
import dev.foresight.engine.graph.LayerGraph;
import dev.foresight.engine.graph.LayerGraph.Node;
import dev.foresight.engine.graph.Shape;
import dev.foresight.engine.graph.Shape.Features;
import dev.foresight.engine.graph.Shape.Image;
import dev.foresight.engine.graph.Tensor;
import dev.foresight.engine.spec.SpecProblem;
import dev.foresight.engine.spec.Values;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** ResNet, DenseNet and Inception-V3: shapes, initialisation, other widths, depths and images. */
class BranchedArchitecturesTest {
    private static final Image CIFAR = new Image(3, 32, 32);

    static List<Architecture> all() {
        return List.of(new ResNet(), new DenseNet(), new InceptionV3());
    }

    private static LayerGraph build(Architecture architecture, Object... namesAndValues) {
        Values values = Values.NONE;
        for (int i = 0; i < namesAndValues.length; i += 2) {
            values = values.with((String) namesAndValues[i], namesAndValues[i + 1]);
        }
        return architecture.build(values, CIFAR, 10);
    }

    private static Shape at(LayerGraph graph, String node) {
        return Objects.requireNonNull(graph.shapes().get(node), node);
    }

    private static List<String> inputs(LayerGraph graph, String node) {
        return graph.nodes().stream()
                .filter(each -> each.name().equals(node))
                .findFirst()
                .orElseThrow()
                .inputs();
    }

    @Test
    void resNetHalvesTheImageAtThreeStages() {
        LayerGraph graph = build(new ResNet());

        assertThat(at(graph, "stem-relu")).isEqualTo(new Image(64, 32, 32));
        assertThat(at(graph, "layer1-block3-relu2")).isEqualTo(new Image(64, 32, 32));
        assertThat(at(graph, "layer2-block1-relu1")).isEqualTo(new Image(128, 16, 16));
        assertThat(at(graph, "layer2-block4-relu2")).isEqualTo(new Image(128, 16, 16));
        assertThat(at(graph, "layer3-block6-relu2")).isEqualTo(new Image(256, 8, 8));
        assertThat(at(graph, "layer4-block3-relu2")).isEqualTo(new Image(512, 4, 4));
        assertThat(at(graph, "pool")).isEqualTo(new Features(512));
    }

    @Test
    void resNetConvolvesItsShortcutOnlyWhereTheShapeChanges() {
        LayerGraph graph = build(new ResNet());

        assertThat(graph.nodes())
                .extracting(Node::name)
                .filteredOn(name -> name.endsWith("shortcut-conv"))
                .containsExactly(
                        "layer2-block1-shortcut-conv", "layer3-block1-shortcut-conv", "layer4-block1-shortcut-conv");
        assertThat(inputs(graph, "layer1-block2-add")).containsExactly("layer1-block2-bn2", "layer1-block1-relu2");
        assertThat(inputs(graph, "layer2-block1-add"))
                .containsExactly("layer2-block1-bn2", "layer2-block1-shortcut-bn");
        assertThat(inputs(graph, "layer2-block1-shortcut-conv")).containsExactly("layer1-block3-relu2");
    }

    @Test
    void denseNetGrowsBy32AndHalvesBetweenItsBlocks() {
        LayerGraph graph = build(new DenseNet());

        assertThat(at(graph, "stem-conv")).isEqualTo(new Image(64, 32, 32));
        assertThat(at(graph, "block1-layer1-conv1")).isEqualTo(new Image(128, 32, 32));
        assertThat(at(graph, "block1-layer1-conv2")).isEqualTo(new Image(32, 32, 32));
        assertThat(at(graph, "block1-layer6-concat")).isEqualTo(new Image(256, 32, 32));
        assertThat(at(graph, "transition1-conv")).isEqualTo(new Image(128, 32, 32));
        assertThat(at(graph, "transition1-pool")).isEqualTo(new Image(128, 16, 16));
        assertThat(at(graph, "block2-layer12-concat")).isEqualTo(new Image(512, 16, 16));
        assertThat(at(graph, "block3-layer24-concat")).isEqualTo(new Image(1024, 8, 8));
        assertThat(at(graph, "block4-layer16-concat")).isEqualTo(new Image(1024, 4, 4));
        assertThat(at(graph, "pool")).isEqualTo(new Features(1024));
        assertThat(inputs(graph, "block1-layer2-concat"))
                .containsExactly("block1-layer1-concat", "block1-layer2-conv2");
    }

    @Test
    void inceptionHasTheChannelsOfItsBlocks() {
        LayerGraph graph = build(new InceptionV3());

        assertThat(at(graph, "stem-relu3")).isEqualTo(new Image(64, 32, 32));
        assertThat(at(graph, "stem-relu5")).isEqualTo(new Image(192, 30, 30));
        assertThat(at(graph, "a1-concat")).isEqualTo(new Image(256, 30, 30));
        assertThat(at(graph, "a2-concat")).isEqualTo(new Image(288, 30, 30));
        assertThat(at(graph, "a3-concat")).isEqualTo(new Image(288, 30, 30));
        assertThat(at(graph, "b-concat")).isEqualTo(new Image(768, 14, 14));
        assertThat(at(graph, "c4-concat")).isEqualTo(new Image(768, 14, 14));
        assertThat(at(graph, "d-concat")).isEqualTo(new Image(1280, 6, 6));
        assertThat(at(graph, "e1-concat")).isEqualTo(new Image(2048, 6, 6));
        assertThat(at(graph, "e2-concat")).isEqualTo(new Image(2048, 6, 6));
        assertThat(at(graph, "pool")).isEqualTo(new Features(2048));
        assertThat(inputs(graph, "e1-concat"))
                .containsExactly(
                        "e1-1x1-relu1",
                        "e1-3x3-relu2a",
                        "e1-3x3-relu2b",
                        "e1-double3x3-relu3a",
                        "e1-double3x3-relu3b",
                        "e1-pool-relu1");
        assertThat(inputs(graph, "e1-3x3-conv2b")).containsExactly("e1-3x3-relu1");
    }

    @Test
    void inceptionFactorisesItsKernels() {
        Map<String, Layer> layers = new HashMap<>();
        build(new InceptionV3()).nodes().forEach(node -> layers.put(node.name(), node.layer()));

        Init bound = new Init.Uniform(1 / Math.sqrt(7 * 128));
        assertThat(layers)
                .containsEntry(
                        "c1-7x7-conv2", new Layer.Conv(128, 128, 1, 7, 1, 1, 0, 3, false, bound, PyTorchInit.ZERO));
        assertThat(layers)
                .containsEntry(
                        "c1-7x7-conv3", new Layer.Conv(128, 192, 7, 1, 1, 1, 3, 0, false, bound, PyTorchInit.ZERO));
        assertThat(layers).containsEntry("a1-pool-average", new Layer.AveragePool(3, 1, 1));
        assertThat(layers).containsEntry("dropout", new Layer.Dropout(0.5));
        assertThat(build(new InceptionV3(), "dropout", 0.0).nodes())
                .extracting(Node::name)
                .doesNotContain("dropout");
    }

    @ParameterizedTest
    @MethodSource("all")
    void matricesStartFromTheirFanIn(Architecture architecture) {
        for (Tensor tensor : build(architecture).tensors()) {
            int fanIn = tensor.shape().stream().skip(1).reduce(1, (a, b) -> a * b);
            switch (tensor.kind()) {
                case WEIGHT ->
                    assertThat(tensor.init()).as(tensor.name()).isEqualTo(new Init.Uniform(1 / Math.sqrt(fanIn)));
                case BIAS -> {
                    assertThat(tensor.name()).isEqualTo("output.bias");
                    assertThat(tensor.init())
                            .isEqualTo(weightOfOutput(architecture).init());
                }
                case NORM, STATISTIC ->
                    assertThat(tensor.init())
                            .as(tensor.name())
                            .isEqualTo(new Init.Constant(
                                    tensor.name().endsWith("weight")
                                                    || tensor.name().endsWith("var")
                                            ? 1
                                            : 0));
                case EMBEDDING -> throw new AssertionError(tensor.name());
            }
        }
    }

    private static Tensor weightOfOutput(Architecture architecture) {
        return build(architecture).tensors().stream()
                .filter(tensor -> tensor.name().equals("output.weight"))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void widthScalesEveryConvolution() {
        for (Architecture architecture : all()) {
            Map<String, Shape> full = build(architecture).shapes();
            build(architecture, "width", 0.25).shapes().forEach((node, shape) -> {
                if (shape instanceof Image image && !node.equals(LayerGraph.INPUT)) {
                    assertThat(full)
                            .containsEntry(node, new Image(4 * image.channels(), image.height(), image.width()));
                }
            });
        }
    }

    /** The counts of the networks of these depths in their CIFAR form. */
    @ParameterizedTest
    @CsvSource({"10, 4903242", "18, 11173962", "34, 21282122"})
    void resNetHasOtherDepths(String depth, long count) {
        LayerGraph graph = build(new ResNet(), "depth", "resnet" + depth);

        assertThat(graph.parameterCount()).isEqualTo(count);
        assertThat(graph.nodes().stream()
                        .filter(node -> node.layer() instanceof Layer.Conv)
                        .filter(node -> !node.name().contains("shortcut"))
                        .count())
                .isEqualTo(Long.parseLong(depth) - 1);
    }

    @ParameterizedTest
    @CsvSource({"63, 2307146", "121, 6956298", "169, 12493322"})
    void denseNetHasOtherDepths(String depth, long count) {
        LayerGraph graph = build(new DenseNet(), "depth", "densenet" + depth);

        assertThat(graph.parameterCount()).isEqualTo(count);
        assertThat(graph.nodes().stream()
                        .filter(node -> node.layer() instanceof Layer.Conv)
                        .count())
                .isEqualTo(Long.parseLong(depth) - 1);
    }

    @ParameterizedTest
    @MethodSource("all")
    void otherImagesAndClassesAreTaken(Architecture architecture) {
        for (Image image : List.of(new Image(1, 28, 28), new Image(4, 33, 47), new Image(3, 9, 9))) {
            assertThat(architecture.check("architecture", Values.NONE, image)).isEmpty();
            assertThat(architecture.build(Values.NONE, image, 7).output()).isEqualTo(new Features(7));
        }
    }

    @ParameterizedTest
    @MethodSource("all")
    void imagesThatGetTooSmallInsideAreRefused(Architecture architecture) {
        assertThat(architecture.check("architecture", Values.NONE, new Image(3, 32, 7)))
                .singleElement()
                .satisfies(problem -> {
                    assertThat(problem.isError()).isTrue();
                    assertThat(problem.toString()).contains(architecture.id(), "images of at least");
                });
    }

    @ParameterizedTest
    @MethodSource("all")
    void widthsThatNeedRoundingAreRemarkedUpon(Architecture architecture) {
        Values values = Values.NONE.with("width", 0.3);

        assertThat(architecture.check("architecture", values, CIFAR))
                .singleElement()
                .satisfies(problem -> {
                    assertThat(problem.severity()).isEqualTo(SpecProblem.Severity.WARNING);
                    assertThat(problem.path()).isEqualTo("architecture.parameters.width");
                });
        assertThat(architecture.build(values, CIFAR, 10).output()).isEqualTo(new Features(10));
    }
}
