package dev.foresight.engine.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SpecJsonTest {
    private static final String SMALLEST = """
            {
              "format": 1, // a comment
              "name": "tiny",
              "task": "image-classification",
              "architecture": {"id": "mlp", "parameters": {"hidden": 16, "scale": 0.5, "bias": true, "kind": "relu"}},
              "data": {"id": "shapes"},
              "arms": [{"name": "AdamW", "rule": {"id": "adamw"}}],
              "training": {"length": {"steps": 3}}
            }
            """;

    @Test
    void whatIsAbsentHasItsDefault() {
        ExperimentSpec spec = SpecJson.read(SMALLEST, "tiny.json");
        assertThat(spec.description()).isEmpty();
        assertThat(spec.seeds()).containsExactly(1L);
        assertThat(spec.data().validationExamples()).isEqualTo(1000);
        assertThat(spec.training().batch()).isEqualTo(128);
        assertThat(spec.training().schedule()).isEqualTo(new ScheduleSpec.Constant());
        assertThat(spec.training().variableBptt()).isFalse();
        assertThat(spec.training().reestimateBatches()).isZero();
        assertThat(spec.training().diagnostics()).isEqualTo(SpecDefaults.DIAGNOSTICS);
        assertThat(spec.training().diagnostics().on()).isFalse();
        assertThat(spec.execution().layers()).isEqualTo(ExecutionSpec.Layers.COMPILED);
        assertThat(spec.execution().convolution()).isEqualTo(ExecutionSpec.Convolution.FAST);
        assertThat(spec.arms().getFirst().optimizer().learningRate()).isEqualTo(1e-3);
        assertThat(spec.arms().getFirst().color()).isEqualTo("#7a869a");
    }

    @Test
    void writtenThenReadIsEqualAndWritesTheSameText() {
        ExperimentSpec full = full();
        String text = SpecJson.write(full);
        assertThat(SpecJson.read(text, "full")).isEqualTo(full);
        assertThat(SpecJson.write(SpecJson.read(text, "full"))).isEqualTo(text);
        ExperimentSpec small = SpecJson.read(SMALLEST, "tiny");
        assertThat(SpecJson.read(SpecJson.write(small), "tiny")).isEqualTo(small);
        assertThat(text).contains("\"seeds\": [1, 2, -7]").contains("\"weightDecay\": 5e-4");
    }

    @Test
    void diagnosticsAreWrittenWhereTheyAreUnusualOnlyAndEachKeyHasItsDefault() {
        assertThat(SpecJson.write(SpecJson.read(SMALLEST, "tiny"))).doesNotContain("diagnostics");
        ExperimentSpec sampled = SpecJson.read(SMALLEST, "tiny", Map.of("training.diagnostics", "{\"every\": 50}"));
        assertThat(sampled.training().diagnostics()).isEqualTo(SpecDefaults.DIAGNOSTICS.withEvery(50));
        assertThat(SpecJson.write(sampled))
                .contains("{\"every\": 50, \"horizons\": [1, 2, 3, 5], \"layers\": true, \"memory\": 512}");
    }

    @Test
    void aFileOfBeforeTheseKeysStillReads() {
        String old = SMALLEST.replace(
                "\"training\"", "\"execution\": {\"device\": \"cpu\", \"threads\": 2},\n  \"training\"");
        assertThat(SpecJson.read(old, "tiny.json").execution())
                .isEqualTo(SpecDefaults.EXECUTION
                        .withDevice(ExecutionSpec.Device.CPU)
                        .withThreads(2));
    }

    @Test
    void aWordThatIsNoneAndAFlagThatIsNoneAreTold() {
        String wrong = SMALLEST.replace(
                "{\"steps\": 3}", "{\"steps\": 3}, \"variableBptt\": 1}, \"execution\": {\"layers\": \"fast\"");
        assertThat(problems(wrong))
                .extracting(SpecProblem::path)
                .containsExactlyInAnyOrder("training.variableBptt", "execution.layers");
    }

    @Test
    void checkpointsAreEverySomeSecondsOrStepsOrNever() {
        assertThat(checkpoint("{}")).isEqualTo(SpecDefaults.CHECKPOINT);
        assertThat(checkpoint("{\"every\": {\"seconds\": 60}}"))
                .isEqualTo(new CheckpointSpec(new CheckpointSpec.Seconds(60), 2));
        assertThat(checkpoint("{\"every\": {\"steps\": 7}, \"keep\": 1}"))
                .isEqualTo(new CheckpointSpec(new CheckpointSpec.Steps(7), 1));
        assertThat(checkpoint("{\"every\": \"never\"}")).isEqualTo(new CheckpointSpec(new CheckpointSpec.Never(), 2));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\0', textBlock = """
            {"every": 300} | execution.checkpoint.every | "never"
            {"every": "nevr"} | execution.checkpoint.every | {"seconds": N}
            {"every": {}} | execution.checkpoint.every | either
            {"every": {"steps": 3, "seconds": 4}} | execution.checkpoint.every | either
            {"every": {"seconds": 1.5}} | execution.checkpoint.every.seconds | a whole number
            {"every": {"minutes": 1, "steps": 2}} | execution.checkpoint.every.minutes | keys
            {"kep": 1} | execution.checkpoint.kep | keep
            {"keep": "two"} | execution.checkpoint.keep | a whole number
            7 | execution.checkpoint | an object
            """)
    void aCheckpointThatIsNoneIsToldWithItsPlace(String json, String path, String allowed) {
        assertThat(problems(
                        SMALLEST.replace("{\"steps\": 3}", "{\"steps\": 3}}, \"execution\": {\"checkpoint\": " + json)))
                .anySatisfy(problem -> {
                    assertThat(problem.path()).isEqualTo(path);
                    assertThat(problem.allowed()).contains(allowed);
                });
    }

    private static CheckpointSpec checkpoint(String json) {
        return SpecJson.read(
                        SMALLEST.replace("{\"steps\": 3}", "{\"steps\": 3}}, \"execution\": {\"checkpoint\": " + json),
                        "tiny")
                .execution()
                .checkpoint();
    }

    @Test
    void aRunWrittenThenReadIsEqual() {
        RunSpec run = full().runs().get(3);
        assertThat(SpecJson.readRun(SpecJson.writeRun(run), "spec.json")).isEqualTo(run);
    }

    @Test
    void aRunOfAnArmThatIsNotThereIsRefused() {
        String text = SpecJson.writeRun(full().runs().getFirst()).replace("\"arm\": \"AdamW\"", "\"arm\": \"AdamV\"");
        assertThat(catchThrowableOfType(InvalidSpecException.class, () -> SpecJson.readRun(text, "spec.json")))
                .hasMessageContaining("did you mean AdamW");
    }

    @Test
    void unknownKeysAreRefusedWithTheNearestName() {
        assertThat(problems(SMALLEST.replace("\"training\"", "\"trainnig\"")))
                .anySatisfy(problem -> {
                    assertThat(problem.path()).isEqualTo("trainnig");
                    assertThat(problem.allowed()).contains("did you mean training?");
                })
                .anySatisfy(problem -> assertThat(problem.path()).isEqualTo("training"));
    }

    @Test
    void allProblemsAreReportedAtOnceWithPathFoundAndAllowed() {
        String wrong = SMALLEST.replace("\"image-classification\"", "\"image-clasification\"")
                .replace("\"tiny\"", "7")
                .replace("{\"steps\": 3}", "{\"steps\": 3.5}, \"batch\": \"many\"")
                .replace("{\"id\": \"adamw\"}", "{\"parameters\": {\"beta1\": [1]}}, \"learningRate\": \"fast\"");
        assertThat(problems(wrong))
                .extracting(SpecProblem::path)
                .containsExactlyInAnyOrder(
                        "name",
                        "task",
                        "arms[0].rule.id",
                        "arms[0].rule.parameters.beta1",
                        "arms[0].learningRate",
                        "training.length.steps",
                        "training.batch");
        assertThat(problems(wrong)).anySatisfy(problem -> {
            assertThat(problem.path()).isEqualTo("training.batch");
            assertThat(problem.value()).isEqualTo("\"many\"");
            assertThat(problem.allowed()).contains("a whole number");
        });
    }

    @Test
    void lengthIsEitherEpochsOrSteps() {
        assertThat(problems(SMALLEST.replace("{\"steps\": 3}", "{\"steps\": 3, \"epochs\": 2}")))
                .singleElement()
                .satisfies(problem -> assertThat(problem.allowed()).contains("either"));
        assertThat(problems(SMALLEST.replace("{\"steps\": 3}", "{}"))).hasSize(1);
    }

    @Test
    void aNewerFormatIsRefusedWithOneSentence() {
        assertThat(problems(SMALLEST.replace("\"format\": 1", "\"format\": 2, \"novelty\": true")))
                .singleElement()
                .satisfies(problem -> assertThat(problem.allowed()).contains("newer version"));
    }

    @Test
    void theFormatIsRequired() {
        assertThat(problems(SMALLEST.replace("\"format\": 1, // a comment", "")))
                .singleElement()
                .satisfies(problem -> assertThat(problem.path()).isEqualTo("format"));
    }

    @Test
    void mistakesOfSyntaxNameLineColumnAndExcerpt() {
        assertThat(problems(SMALLEST.replace("\"tiny\",", "\"tiny\"")))
                .singleElement()
                .satisfies(problem -> {
                    assertThat(problem.path()).isEqualTo("line 4, column 3");
                    assertThat(problem.value()).contains("\"task\"");
                });
        assertThat(problems(SMALLEST + "}"))
                .singleElement()
                .satisfies(problem -> assertThat(problem.path()).startsWith("line 10"));
        assertThat(problems("")).hasSize(1);
        assertThat(problems("[]"))
                .singleElement()
                .satisfies(problem -> assertThat(problem.allowed()).contains("an object"));
        assertThat(problems("{".repeat(5000))).hasSize(1);
        assertThat(problems("{\"a\":".repeat(5000))).hasSize(1);
    }

    @Test
    void repeatedKeysAreRefused() {
        assertThat(problems(SMALLEST.replace("\"name\": \"tiny\",", "\"name\": \"tiny\", \"name\": \"other\",")))
                .singleElement()
                .satisfies(problem -> assertThat(problem.allowed()).containsIgnoringCase("duplicate"));
    }

    @Test
    void changesByPathComeBeforeReading() {
        Map<String, String> changes = new LinkedHashMap<>();
        changes.put("arms[0].learningRate", "0.01");
        changes.put("arms[*].rule.parameters.beta1", "0.8");
        changes.put("training.length", "{\"epochs\": 2}");
        changes.put("name", "other name");
        changes.put("execution.threads", "2");
        ExperimentSpec spec = SpecJson.read(SMALLEST, "tiny", changes);
        assertThat(spec.arms().getFirst().optimizer().learningRate()).isEqualTo(0.01);
        assertThat(spec.arms().getFirst().optimizer().rule().parameters().given())
                .containsEntry("beta1", 0.8);
        assertThat(spec.training().length()).isEqualTo(Amount.epochs(2));
        assertThat(spec.name()).isEqualTo("other name");
        assertThat(spec.execution().threads()).isEqualTo(2);
    }

    @Test
    void changesToPlacesThatAreNotThereAreRefused() {
        for (String path : List.of("arms[1].horizon", "name.first", "data[0]", "arms..x", "[0]", "trainning.batch")) {
            assertThat(catchThrowableOfType(
                            InvalidSpecException.class, () -> SpecJson.read(SMALLEST, "tiny", Map.of(path, "1"))))
                    .as(path)
                    .isNotNull();
        }
    }

    private static List<SpecProblem> problems(String text) {
        InvalidSpecException e =
                catchThrowableOfType(InvalidSpecException.class, () -> SpecJson.read(text, "tiny.json"));
        assertThat(e).hasMessageStartingWith("tiny.json");
        return e.problems();
    }

    private static ExperimentSpec full() {
        ComponentSpec adamw = new ComponentSpec(
                "adamw", new Values(Map.of("weightDecay", 5e-4, "decay", "matrices", "beta1", 0.9, "warm", 1L)));
        return new ExperimentSpec(
                "full name",
                "does it \"help\"?\nline two",
                Task.LANGUAGE_MODEL,
                new ComponentSpec("lstm", new Values(Map.of("hidden", 200, "tied", true, "dropout", 1.0))),
                new DataSpec(
                        new ComponentSpec("ptb", new Values(Map.of("folder", "C:\\data\\ptb"))),
                        12345678901L,
                        5,
                        DataSpec.Augmentation.NONE),
                List.of(
                        new ArmSpec("AdamW", "#7a869a", new OptimizerSpec(adamw, 1e-3), new PredictionSpec(0)),
                        new ArmSpec(
                                "WP s=1.5",
                                "#e6a34a",
                                new OptimizerSpec(adamw, 3e-17),
                                new PredictionSpec(
                                        -1.5, PredictionSpec.Form.GEOMETRIC, PredictionSpec.Direction.RANDOM))),
                new TrainingSpec(
                        Amount.epochs(40),
                        20,
                        70,
                        true,
                        new ScheduleSpec.MultiStep(List.of(20L, 30L), 0.1),
                        0.25,
                        Amount.steps(100),
                        3,
                        new DiagnosticsSpec(20, List.of(1L, 4L), false, 100)),
                new ExecutionSpec(
                        ExecutionSpec.Device.CPU,
                        2,
                        ExecutionSpec.Layers.STOCK,
                        ExecutionSpec.Convolution.EXACT,
                        new CheckpointSpec(new CheckpointSpec.Steps(50), 3),
                        4000,
                        false),
                List.of(1L, 2L, -7L));
    }
}
