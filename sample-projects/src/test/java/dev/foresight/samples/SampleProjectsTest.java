package dev.foresight.samples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.foresight.engine.project.Project;
import dev.foresight.engine.project.SpecValidation;
import dev.foresight.engine.run.RunDirectory;
import dev.foresight.engine.run.RunOutcome;
import dev.foresight.engine.spec.Amount;
import dev.foresight.engine.spec.ArmSpec;
import dev.foresight.engine.spec.ComponentSpec;
import dev.foresight.engine.spec.DataSpec;
import dev.foresight.engine.spec.ExperimentSpec;
import dev.foresight.engine.spec.RunSpec;
import dev.foresight.engine.spec.SpecJson;
import dev.foresight.engine.spec.SpecProblem;
import dev.foresight.engine.spec.TrainingSpec;
import dev.foresight.engine.spec.Values;
import dev.foresight.engine.train.RunWorker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Real data sets are not here, so their experiments run on small data of the same form. */
class SampleProjectsTest {
    private static final int STEPS = 2;

    /** The build runs tests in the module's folder. */
    private static final Path SAMPLES = Path.of("").toAbsolutePath();

    @TempDir
    Path temporary;

    static List<Path> projects() throws IOException {
        try (Stream<Path> folders = Files.list(SAMPLES)) {
            return folders.filter(Project::isProject).sorted().toList();
        }
    }

    static List<Path> experiments() throws IOException {
        return projects().stream()
                .flatMap(folder -> Project.open(folder).experimentFiles().stream())
                .toList();
    }

    @Test
    void allProjectsAreFound() throws IOException {
        assertThat(projects())
                .extracting(folder -> folder.getFileName().toString())
                .containsExactly(
                        "cifar10",
                        "horizons",
                        "language",
                        "overhead",
                        "ptb",
                        "rules",
                        "sensitivity",
                        "vgg11",
                        "welcome");
    }

    @ParameterizedTest
    @MethodSource("projects")
    void projectHasANameAPageAndAnExperiment(Path folder) {
        Project project = Project.open(folder);

        assertThat(project.name()).isNotBlank();
        assertThat(project.description()).isNotBlank();
        assertThat(project.experimentFiles()).isNotEmpty();
        assertThat(folder.resolve("README.md")).isRegularFile().content().contains("**Question.**");
    }

    @ParameterizedTest
    @MethodSource("experiments")
    void experimentIsNamedLikeItsFileAndLacksAtMostItsData(Path file) {
        ExperimentSpec spec = Project.readExperiment(file);
        boolean brought = !List.of("cifar10", "ptb").contains(spec.data().set().id());
        // A folder that is not there, whatever data this computer has.
        ExperimentSpec without = brought ? spec : spec.withData(folder(spec, temporary.resolve("nowhere")));

        assertThat(spec.name() + ".json").isEqualTo(file.getFileName().toString());
        assertThat(SpecJson.read(SpecJson.write(spec), "written")).isEqualTo(spec);
        assertThat(spec.arms()).hasSizeGreaterThan(1);
        assertThat(spec.arms().getFirst().prediction().horizon()).isZero();
        assertThat(SpecValidation.check(without))
                .extracting(SpecProblem::path)
                .containsExactlyElementsOf(brought ? List.of() : List.of("data.parameters.folder"));
    }

    @ParameterizedTest
    @MethodSource("experiments")
    void everyArmRuns(Path file) throws IOException {
        ExperimentSpec spec = shortened(Project.readExperiment(file));

        assertThat(SpecValidation.check(spec)).filteredOn(SpecProblem::isError).isEmpty();
        for (ArmSpec arm : spec.arms()) {
            RunDirectory directory = RunDirectory.create(
                    temporary.resolve("runs"),
                    new RunSpec(spec, arm, spec.seeds().getFirst()));
            assertThat(RunWorker.run(directory)).isEqualTo(new RunOutcome.Completed(STEPS));
            assertThat(directory.follow(RunDirectory.STEPS).newRows()).hasSize(STEPS);
            assertThat(directory.follow(RunDirectory.EVALUATIONS).newRows()).isNotEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"rate-horizon-shapes.json", "halved-rate-horizon-shapes.json"})
    void everyCellOfASweepCanRun(String file) {
        List<ExperimentSpec> cells = Project.readSweep(
                        SAMPLES.resolve("sensitivity/sweeps").resolve(file))
                .expand();

        assertThat(cells).singleElement().satisfies(cell -> {
            assertThat(cell.arms()).hasSize(12);
            assertThat(SpecValidation.check(cell))
                    .filteredOn(SpecProblem::isError)
                    .isEmpty();
        });
    }

    /** The experiment with its own network, arms and training, cut to a few steps on little data. */
    private ExperimentSpec shortened(ExperimentSpec spec) throws IOException {
        DataSpec data = switch (spec.data().set().id()) {
            case "shapes", "cifar10" ->
                new DataSpec(
                        new ComponentSpec("shapes", new Values(Map.of("examples", 40L, "testExamples", 10L))),
                        20,
                        10,
                        spec.data().augmentation());
            case "grammar" ->
                new DataSpec(
                        new ComponentSpec("grammar", new Values(Map.of("tokens", 2_000L, "evaluationTokens", 100L))),
                        0,
                        0,
                        spec.data().augmentation());
            case "ptb" -> folder(spec, text());
            default ->
                throw new AssertionError(
                        "say here how to shorten " + spec.data().set().id());
        };
        TrainingSpec training = spec.training();
        return spec.withData(data)
                .withTraining(training.withLength(Amount.steps(STEPS))
                        .withBatch(Math.min(training.batch(), 10))
                        .withBptt(Math.min(training.bptt(), 10))
                        .withEvaluateEvery(Amount.steps(STEPS)));
    }

    private static DataSpec folder(ExperimentSpec spec, Path folder) {
        ComponentSpec set = spec.data().set();
        return spec.data().withSet(new ComponentSpec(set.id(), set.parameters().with("folder", folder.toString())));
    }

    private Path text() throws IOException {
        Path folder = Files.createDirectories(temporary.resolve("text"));
        Files.writeString(
                folder.resolve("ptb.train.txt"), "the old boat follows the tide\nthe tide turns\n".repeat(90));
        Files.writeString(folder.resolve("ptb.valid.txt"), "the boat turns\n".repeat(8));
        Files.writeString(folder.resolve("ptb.test.txt"), "the old tide follows\n".repeat(3));
        return folder;
    }
}
