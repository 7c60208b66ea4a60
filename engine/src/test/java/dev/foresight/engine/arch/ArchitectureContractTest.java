package dev.foresight.engine.arch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.foresight.engine.graph.InitialWeights;
import dev.foresight.engine.graph.LayerGraph;
import dev.foresight.engine.graph.LayerGraphJson;
import dev.foresight.engine.graph.Shape;
import dev.foresight.engine.graph.Tensor;
import dev.foresight.engine.spec.Parameter;
import dev.foresight.engine.spec.Registry;
import dev.foresight.engine.spec.SpecProblem;
import dev.foresight.engine.spec.Task;
import dev.foresight.engine.spec.Values;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What every registered architecture keeps to, and the parameter counts of the published networks. */
class ArchitectureContractTest {
    private static final Shape CIFAR = new Shape.Image(3, 32, 32);
    private static final Shape PTB = new Shape.Tokens(10_000);

    static List<Architecture> all() {
        return Registry.of(Architecture.class).all();
    }

    @Test
    void theArchitecturesAreRegistered() {
        assertThat(Registry.of(Architecture.class).ids())
                .contains("densenet121", "inception-v3", "lstm", "mlp", "resnet34", "vgg11", "vgg11-bn");
    }

    @ParameterizedTest
    @MethodSource("all")
    void defaultsBuildANetworkWithTheRightOutput(Architecture architecture) {
        LayerGraph graph = build(architecture, Values.NONE);

        assertThat(architecture.check("architecture", Values.NONE, input(architecture)))
                .isEmpty();
        assertThat(graph.input()).isEqualTo(input(architecture));
        assertThat(graph.output())
                .isEqualTo(
                        architecture.task() == Task.LANGUAGE_MODEL
                                ? new Shape.Sequence(10_000)
                                : new Shape.Features(10));
        assertThat(graph.tensors()).extracting(Tensor::name).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @MethodSource("all")
    void writeThenReadIsEqual(Architecture architecture) {
        LayerGraph graph = build(architecture, Values.NONE);

        assertThat(LayerGraphJson.read(LayerGraphJson.write(graph), architecture.id()))
                .isEqualTo(graph);
    }

    @ParameterizedTest
    @MethodSource("all")
    void aDataSetOfTheOtherTaskIsRefused(Architecture architecture) {
        Shape other = architecture.task() == Task.LANGUAGE_MODEL ? CIFAR : PTB;

        assertThat(architecture.check("architecture", Values.NONE, other))
                .anyMatch(problem -> problem.isError() && problem.path().startsWith("architecture"));
    }

    @ParameterizedTest
    @MethodSource("all")
    void itIsDescribedForPeople(Architecture architecture) {
        assertThat(architecture.id()).matches("[a-z0-9-]+");
        assertThat(architecture.title()).isNotBlank();
        assertThat(architecture.summary()).endsWith(".");
        assertThat(architecture.source()).containsPattern("(19|20)\\d\\d").endsWith(".");
        assertThat(architecture.differences()).isNotEmpty().allMatch(text -> text.endsWith("."));
        for (Parameter parameter : architecture.parameters()) {
            assertThat(parameter.name()).matches("[a-z][A-Za-z0-9]*");
            assertThat(parameter.label()).isNotBlank();
            assertThat(parameter.help()).endsWith(".");
        }
        assertThat(architecture.parameters()).extracting(Parameter::name).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @CsvSource({
        "vgg11-bn, 9231114",
        "vgg11, 9750922",
        "lstm, 5293200",
        "resnet34, 21282122",
        "densenet121, 6956298",
        "inception-v3, 21806058"
    })
    void parameterCountsAreThePublishedOnes(String id, long count) {
        assertThat(build(Registry.of(Architecture.class).get(id), Values.NONE).parameterCount())
                .isEqualTo(count);
    }

    @Test
    void theMlpCountsItsLayers() {
        Values values = new Values(Map.of("hidden", 20L, "depth", 2L));

        assertThat(build(new Mlp(), values).parameterCount()).isEqualTo(3072 * 20 + 20 + 20 * 20 + 20 + 20 * 10 + 10);
    }

    @Test
    void widthScalesEveryLayer() {
        Values half = new Values(Map.of("width", 0.5));

        LayerGraph graph = build(new Vgg11(), half);

        assertThat(graph.shapes()).containsEntry("conv1", new Shape.Image(32, 32, 32));
        assertThat(graph.shapes()).containsEntry("fc2", new Shape.Features(256));
        assertThat(new Vgg11().check("architecture", half, CIFAR)).isEmpty();
        assertThat(new Vgg11().check("architecture", new Values(Map.of("width", 0.3)), CIFAR))
                .singleElement()
                .satisfies(problem -> {
                    assertThat(problem.severity()).isEqualTo(SpecProblem.Severity.WARNING);
                    assertThat(problem.path()).isEqualTo("architecture.parameters.width");
                });
    }

    @Test
    void imagesTooSmallForFivePoolingsAreRefused() {
        assertThat(new Vgg11BatchNorm().check("architecture", Values.NONE, new Shape.Image(3, 28, 28)))
                .singleElement()
                .satisfies(problem -> assertThat(problem.toString()).contains("28", "at least 32x32"));
    }

    @Test
    void anUntiedOutputHasItsOwnMatrix() {
        Values values = new Values(Map.of("embedding", 200L, "hidden", 300L, "tied", false));

        assertThat(build(new LstmLanguageModel(), values).parameterCount())
                .isEqualTo(2_000_000 + 4 * 300 * (200 + 300) + 2 * 1200 + 3_000_000 + 10_000);
    }

    @Test
    void oneBiasIsAParameter() {
        LayerGraph graph = build(new LstmLanguageModel(), new Values(Map.of("biases", 1L)));

        assertThat(graph.parameterCount()).isEqualTo(5_293_200 - 1600);
    }

    @Test
    void aTensorDoesNotDependOnLayersBeforeIt() {
        Values wide = new Values(Map.of("hidden", 10L, "depth", 1L));
        Values deep = wide.with("depth", 3L);

        assertThat(InitialWeights.draw(build(new Mlp(), deep), 3).get("fc1.weight"))
                .isEqualTo(InitialWeights.draw(build(new Mlp(), wide), 3).get("fc1.weight"));
        assertThat(InitialWeights.draw(build(new Mlp(), deep), 3).get("output.weight"))
                .isEqualTo(InitialWeights.draw(build(new Mlp(), wide), 3).get("output.weight"));
    }

    private static LayerGraph build(Architecture architecture, Values values) {
        return architecture.build(
                values, input(architecture), architecture.task() == Task.LANGUAGE_MODEL ? 10_000 : 10);
    }

    private static Shape input(Architecture architecture) {
        return architecture.task() == Task.LANGUAGE_MODEL ? PTB : CIFAR;
    }
}
