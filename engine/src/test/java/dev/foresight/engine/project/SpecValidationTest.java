package dev.foresight.engine.project;

import static org.assertj.core.api.Assertions.assertThat;

import dev.foresight.engine.arch.Architecture;
import dev.foresight.engine.data.Dataset;
import dev.foresight.engine.data.LoadedData;
import dev.foresight.engine.graph.LayerGraph;
import dev.foresight.engine.graph.Shape;
import dev.foresight.engine.net.Network;
import dev.foresight.engine.optim.UpdateRule;
import dev.foresight.engine.optim.WeightUpdate;
import dev.foresight.engine.spec.ArmSpec;
import dev.foresight.engine.spec.DataSpec;
import dev.foresight.engine.spec.Parameter;
import dev.foresight.engine.spec.Registry;
import dev.foresight.engine.spec.SpecJson;
import dev.foresight.engine.spec.SpecProblem;
import dev.foresight.engine.spec.Task;
import dev.foresight.engine.spec.TrainingSpec;
import dev.foresight.engine.spec.Values;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SpecValidationTest {
    private static final String TEXT = """
            {"format": 1, "name": "tiny", "task": "image-classification",
             "architecture": {"id": "mlp"}, "data": {"id": "shapes"},
             "arms": [{"name": "a", "rule": {"id": "adamw"}}, {"name": "b", "rule": {"id": "adamw"}, "horizon": 1}],
             "training": {"length": {"epochs": 2}, "schedule": {"kind": "multi-step", "epochs": [1], "factor": 0.1}},
             "seeds": [1, 2]}
            """;

    @Test
    void aGoodSpecHasNoProblems() {
        assertThat(check(Map.of())).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "training.batch | 0 | training.batch",
                "training.batch | -3 | training.batch",
                "training.bptt | 0 | training.bptt",
                "training.clip | -0.1 | training.clip",
                "training.variableBptt | true | training.variableBptt",
                "training.reestimateBatches | -1 | training.reestimateBatches",
                "training.length | {\"epochs\": 0} | training.length.epochs",
                "training.length | {\"steps\": -1} | training.length.steps",
                "training.evaluateEvery | {\"steps\": 0} | training.evaluateEvery.steps",
                "training.schedule.epochs | [3, 3] | training.schedule.epochs[1]",
                "training.schedule.epochs | [] | training.schedule.epochs",
                "training.schedule.factor | 0 | training.schedule.factor",
                "arms[1].learningRate | -1e-3 | arms[1].learningRate",
                "arms[1].learningRate | 1e999 | arms[1].learningRate",
                "arms[0].horizon | -1e999 | arms[0].horizon",
                "arms[0].color | red | arms[0].color",
                "arms[1].name | a | arms[1].name",
                "arms | [] | arms",
                "seeds | [] | seeds",
                "seeds | [4, 4] | seeds[1]",
                "name | a/b | name",
                "name | ../up | name",
                "name | CON | name",
                "name | '' | name",
                "execution.threads | -1 | execution.threads",
                "execution.threads | 100000 | execution.threads",
                "execution.device | gpu | execution.device",
                "execution.memoryLimit | -1 | execution.memoryLimit",
                "execution.checkpoint.keep | 0 | execution.checkpoint.keep",
                "execution.checkpoint.every | {\"seconds\": 0} | execution.checkpoint.every.seconds",
                "execution.checkpoint.every | {\"steps\": 0} | execution.checkpoint.every.steps",
                "data.trainExamples | -1 | data.trainExamples",
                "data.validationExamples | -1 | data.validationExamples",
                "architecture.id | mpl | architecture.id",
                "architecture.parameters.hiden | 3 | architecture.parameters.hiden",
                "data.id | shape | data.id",
                "arms[0].rule.id | adam | arms[0].rule.id",
                "arms[0].rule.parameters.beta1 | 2 | arms[0].rule.parameters.beta1"
            })
    void whatIsOutOfRangeIsAnErrorAtItsPlace(String path, String value, String where) {
        assertThat(check(Map.of(path, value))).singleElement().satisfies(problem -> {
            assertThat(problem.path()).isEqualTo(where);
            assertThat(problem.isError()).isTrue();
            assertThat(problem.allowed()).isNotBlank();
        });
    }

    @Test
    void allProblemsComeAtOnce() {
        Map<String, String> changes = new LinkedHashMap<>();
        changes.put("training.batch", "0");
        changes.put("architecture.id", "mlpp");
        changes.put("arms[0].learningRate", "-1");
        changes.put("execution.device", "gpu");
        assertThat(check(changes))
                .extracting(SpecProblem::path)
                .containsExactly("arms[0].learningRate", "training.batch", "execution.device", "architecture.id");
    }

    @Test
    void anUnknownArchitectureIsAnsweredWithNearestNamesAndTheList() {
        assertThat(check(Map.of("architecture.id", "mlpp")))
                .singleElement()
                .satisfies(problem ->
                        assertThat(problem.allowed()).isEqualTo("did you mean mlp? known architectures: lstm, mlp"));
    }

    @Test
    void theGpuIsRefusedWithAClearSentence() {
        assertThat(check(Map.of("execution.device", "gpu")))
                .singleElement()
                .satisfies(problem -> assertThat(problem.allowed()).contains("this version computes on the CPU"));
    }

    @Test
    void architectureAndDataHaveToAgreeWithTheTask() {
        assertThat(check(Map.of("architecture.id", "lstm")))
                .singleElement()
                .satisfies(problem -> assertThat(problem.path()).isEqualTo("architecture.id"));
        assertThat(check(Map.of("task", "language-model")))
                .extracting(SpecProblem::path)
                .containsExactly("architecture.id", "data.id");
    }

    @Test
    void componentsAreAskedAndTheirWarningsKept() {
        assertThat(check(Map.of("data.trainExamples", "13", "arms[1].horizon", "50")))
                .extracting(SpecProblem::severity)
                .containsExactly(SpecProblem.Severity.ERROR, SpecProblem.Severity.WARNING);
    }

    @Test
    void statisticsAreEstimatedAnewOnlyWhereThereAreSome() {
        Map<String, String> changes = new LinkedHashMap<>();
        changes.put("training.reestimateBatches", "4");
        assertThat(SpecValidation.check(SpecJson.read(TEXT, "tiny", changes)))
                .singleElement()
                .satisfies(problem -> {
                    assertThat(problem.path()).isEqualTo("training.reestimateBatches");
                    assertThat(problem.allowed()).contains("mlp", "no batch normalisation");
                });
        changes.put("architecture.id", "vgg11-bn");
        assertThat(SpecValidation.check(SpecJson.read(TEXT, "tiny", changes))).isEmpty();
    }

    private static List<SpecProblem> check(Map<String, String> changes) {
        SpecValidation validation = new SpecValidation(
                Registry.of(List.<Architecture>of(
                        new TestArchitecture("mlp", Task.IMAGE_CLASSIFICATION),
                        new TestArchitecture("lstm", Task.LANGUAGE_MODEL))),
                Registry.of(List.<Dataset>of(new TestData())),
                Registry.of(List.<UpdateRule>of(new TestRule())));
        return validation.problems(SpecJson.read(TEXT, "tiny", changes));
    }

    private record TestArchitecture(String id, Task task) implements Architecture {
        @Override
        public String title() {
            return id;
        }

        @Override
        public String summary() {
            return id;
        }

        @Override
        public List<Parameter> parameters() {
            return List.of(new Parameter.Whole("hidden", "Hidden", "", 1, 100, 10L));
        }

        @Override
        public String source() {
            throw new AssertionError("validation asks for no source");
        }

        @Override
        public List<String> differences() {
            throw new AssertionError("validation asks for no differences");
        }

        @Override
        public List<SpecProblem> check(String path, Values values, Shape input) {
            assertThat(input).isInstanceOf(Shape.Image.class);
            return List.of();
        }

        @Override
        public LayerGraph build(Values values, Shape input, int outputs) {
            throw new AssertionError("validation builds nothing");
        }
    }

    private static final class TestData implements Dataset {
        @Override
        public String id() {
            return "shapes";
        }

        @Override
        public String title() {
            return "Shapes";
        }

        @Override
        public String summary() {
            return "";
        }

        @Override
        public List<Parameter> parameters() {
            return List.of();
        }

        @Override
        public Task task() {
            return Task.IMAGE_CLASSIFICATION;
        }

        @Override
        public List<SpecProblem> check(String path, DataSpec spec) {
            return spec.trainExamples() == 13
                    ? List.of(SpecProblem.error(path + ".trainExamples", 13, "another number"))
                    : List.of();
        }

        @Override
        public Shape input(DataSpec spec) {
            return new Shape.Image(3, 32, 32);
        }

        @Override
        public LoadedData load(DataSpec spec, TrainingSpec training) {
            throw new AssertionError("validation loads nothing");
        }
    }

    private static final class TestRule implements UpdateRule {
        @Override
        public String id() {
            return "adamw";
        }

        @Override
        public String title() {
            return "AdamW";
        }

        @Override
        public String summary() {
            return "";
        }

        @Override
        public List<Parameter> parameters() {
            return List.of(new Parameter.Real("beta1", "Beta 1", "", 0, 1, 0.9));
        }

        @Override
        public List<SpecProblem> check(String path, ArmSpec arm) {
            return arm.prediction().horizon() > 10
                    ? List.of(SpecProblem.warning(
                            path + ".horizon", arm.prediction().horizon(), "1 to 3 are sensible"))
                    : List.of();
        }

        @Override
        public WeightUpdate start(Network network, ArmSpec arm, long seed, int threads) {
            throw new AssertionError("validation trains nothing");
        }
    }
}
