package dev.foresight.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.foresight.app.SampleRuns;
import dev.foresight.app.compare.StatisticsRow;
import dev.foresight.app.compare.StatisticsViewModel;
import dev.foresight.app.compare.StatisticsViewModel.Choice;
import dev.foresight.app.experiment.ExperimentTemplate;
import dev.foresight.app.project.ProjectModel;
import dev.foresight.app.task.SameThreadTaskRunner;
import dev.foresight.engine.project.Control;
import dev.foresight.engine.project.Project;
import dev.foresight.engine.run.RunDirectory;
import dev.foresight.engine.run.RunOutcome;
import dev.foresight.engine.spec.ExperimentSpec;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The window and the command line say the same about the same runs. */
class StatisticsAgainstCompareTest {
    private static final int EPOCHS = 5;

    @TempDir
    Path folder;

    private final SameThreadTaskRunner tasks = new SameThreadTaskRunner();
    private final ProjectModel projectModel = new ProjectModel(tasks);
    private final StatisticsViewModel model = new StatisticsViewModel(tasks, projectModel);
    private List<RunDirectory> runs = List.of();

    @BeforeEach
    void open() {
        Project project = SampleRuns.project(folder.resolve("p"));
        ExperimentSpec images =
                Control.RANDOM.addTo(ExperimentTemplate.all().getFirst().spec());
        runs = SampleRuns.create(project, images.withSeeds(List.of(1L, 2L, 3L, 4L, 5L)));
        for (int i = 0; i < runs.size(); i++) {
            double horizon = runs.get(i).spec().arm().prediction().horizon();
            for (int epoch = 1; epoch <= EPOCHS; epoch++) {
                double value = 0.4 + 0.08 * epoch + 0.01 * horizon + 0.013 * Math.sin(7.0 * i + epoch);
                SampleRuns.appendEvaluation(runs.get(i), epoch * 10, epoch, "accuracy", value);
            }
            if (i == runs.size() - 1) {
                runs.get(i).end(new RunOutcome.Diverged(48, "loss", Double.NaN));
            } else {
                SampleRuns.complete(runs.get(i), EPOCHS * 10);
            }
        }
        projectModel.start();
        projectModel.open(folder.resolve("p"), () -> {});
        tasks.tick();
        model.experiment("images");
        model.watched().set(true);
    }

    @Test
    void theNumbersAndTheWordsAreThoseOfTheCommandLine() throws Exception {
        agrees("final");
        String words = model.words().get();
        assertThat(words).contains("5 seeds planned", "recommended horizon of", "1 of 5 diverged", "by Holm");
        model.choice().set(Choice.BEST);
        agrees("best");
        assertThat(model.words().get()).isNotEqualTo(words);
        model.epoch().set("2");
        model.choice().set(Choice.EPOCH);
        agrees("epoch=2");
        assertThat(model.rows()).allSatisfy(row -> assertThat(row.n()).isEqualTo("5"));
    }

    @Test
    void anEpochThatIsNoneIsToldAndNothingOldIsShown() {
        model.choice().set(Choice.EPOCH);
        model.epoch().set("early");
        assertThat(model.hint().get()).contains("An epoch above 0");
        assertThat(model.rows()).isEmpty();
        model.epoch().set("3");
        assertThat(model.hint().get()).isEmpty();
        assertThat(model.rows()).hasSize(3);
    }

    @Test
    void anExperimentWithoutRunsSaysWhatBelongsHere() {
        model.experiment("language");
        assertThat(model.rows()).isEmpty();
        assertThat(model.hint().get()).contains("Press Run");
    }

    @Test
    void nothingIsComputedWhileNobodyLooks() {
        model.watched().set(false);
        model.choice().set(Choice.BEST);
        assertThat(model.title().get()).contains("final");
        model.watched().set(true);
        assertThat(model.title().get()).contains("best");
    }

    private void agrees(String measure) throws Exception {
        String runsFolder = folder.resolve("p").resolve("runs").toString();
        JsonNode arms = new ObjectMapper()
                .readTree(CommandLineRun.of("compare", runsFolder, "--measure", measure, "--json")
                        .out())
                .at("/experiments/0/arms");
        assertThat(model.rows()).hasSize(3).hasSize(arms.size());
        for (int i = 0; i < arms.size(); i++) {
            StatisticsRow row = model.rows().get(i);
            JsonNode arm = arms.get(i);
            assertThat(row.arm()).isEqualTo(arm.get("name").asText());
            assertThat(row.n()).isEqualTo(arm.get("n").asText());
            assertThat(row.mean()).isEqualTo(percent("%.2f", arm.get("mean")));
            if (arm.get("pairs").asInt() > 0) {
                assertThat(row.reference()).isEqualTo(arm.get("reference").asText());
                assertThat(row.pairs()).isEqualTo(arm.get("pairs").asText());
                assertThat(row.difference())
                        .isEqualTo(percent("%+.2f", arm.get("difference")) + " ± "
                                + percent("%.2f", arm.get("differenceMargin")));
                assertThat(row.t()).isEqualTo(probability(arm.get("tTest")));
                assertThat(row.holm()).isEqualTo(probability(arm.get("tTestHolm")));
                assertThat(row.ranks()).isEqualTo(probability(arm.get("signedRank")));
                assertThat(row.effect())
                        .isEqualTo(String.format(
                                Locale.ROOT, "%+.2f", arm.get("effect").asDouble()));
            }
        }
        assertThat(model.rows().getFirst().reference()).isEqualTo("baseline");
        String text =
                CommandLineRun.of("compare", runsFolder, "--measure", measure).out();
        assertThat(text).contains(model.words().get());
    }

    private static String percent(String form, JsonNode value) {
        return String.format(Locale.ROOT, form, 100 * value.asDouble());
    }

    private static String probability(JsonNode p) {
        return p.asDouble() < 1e-4 ? "< 0.0001" : String.format(Locale.ROOT, "%.4f", p.asDouble());
    }
}
