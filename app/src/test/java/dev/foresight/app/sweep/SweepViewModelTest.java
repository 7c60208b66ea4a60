package dev.foresight.app.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import dev.foresight.app.SampleRuns;
import dev.foresight.app.experiment.ExperimentTemplate;
import dev.foresight.app.project.ProjectModel;
import dev.foresight.app.project.RunItem;
import dev.foresight.app.task.SameThreadTaskRunner;
import dev.foresight.engine.project.Project;
import dev.foresight.engine.run.RunDirectory;
import dev.foresight.engine.run.RunOutcome;
import dev.foresight.engine.spec.Amount;
import dev.foresight.engine.spec.ExperimentSpec;
import dev.foresight.engine.spec.SpecJson;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SweepViewModelTest {
    /** AdamW and WP-AdamW s=1 on generated pictures, five epochs. */
    private static final ExperimentSpec IMAGES =
            ExperimentTemplate.all().getFirst().spec();

    @TempDir
    Path folder;

    private final SameThreadTaskRunner tasks = new SameThreadTaskRunner();
    private final ProjectModel project = new ProjectModel(tasks);
    private final List<RunItem> started = new ArrayList<>();
    private final List<RunItem> stopped = new ArrayList<>();
    private final SweepViewModel sweep = new SweepViewModel(tasks, project, new SweepQueue() {
        @Override
        public void start(List<RunItem> runs) {
            started.addAll(runs);
        }

        @Override
        public void stop(List<RunItem> runs) {
            stopped.addAll(runs);
        }

        @Override
        public int slots() {
            return 1;
        }
    });
    private Project onDisk = new Project(Path.of("."));

    @BeforeEach
    void open() {
        onDisk = SampleRuns.project(folder.resolve("p"));
    }

    private void show(String more) {
        onDisk.saveSweep("grid", """
                {"format": 1, "name": "grid", "description": "A question", "seeds": [1, 2],
                 "vary": {"arms[1].horizon": [1, 2, 3]}%s, /* a remark */
                 "experiment": %s}
                """.formatted(more, SpecJson.write(IMAGES)));
        project.start();
        project.open(onDisk.folder(), () -> {});
        sweep.show(project.sweeps().getFirst());
    }

    private void turn() {
        tasks.tick();
        tasks.tick();
    }

    /** As a worker would: the accuracy is a tenth of the horizon. */
    private void train(RunItem run) {
        RunDirectory directory = run.directory();
        Amount until = directory.holdAt().orElse(Amount.epochs(5));
        double value = run.spec().arm().prediction().horizon() / 10 + run.spec().seed() / 100.0;
        for (int epoch = 1; epoch <= until.count(); epoch++) {
            SampleRuns.appendSteps(directory, (epoch - 1) * 10, epoch * 10, 10);
            SampleRuns.appendEvaluation(directory, epoch * 10, epoch, "accuracy", value);
        }
        directory.end(
                until.count() == 5 ? new RunOutcome.Completed(50) : new RunOutcome.Stopped(until.count() * 10, true));
    }

    @Test
    void cellsTheirValuesAndWhatIsMissingAreShownBeforeAnythingIsWritten() {
        show("");
        assertThat(sweep.description().get()).isEqualTo("A question");
        assertThat(sweep.axes().get()).isEqualTo("arms[1].horizon: 1, 2, 3");
        assertThat(sweep.rows())
                .extracting(row -> row.cell().arm().name() + " " + row.values() + " " + row.stateInWords())
                .hasSize(4)
                .contains("AdamW {arms[1].horizon=0} not begun, 0 of 2 done");
        assertThat(sweep.summary().get()).isEqualTo("4 cells, 8 runs (seeds: 2). 8 not begun");
        assertThat(sweep.runnable().get()).isTrue();
        assertThat(onDisk.runs()).isEmpty();
    }

    @Test
    void runWritesWhatIsMissingOnceAndTheTableFillsWithMeans() {
        show("");
        sweep.run();
        assertThat(started).hasSize(8);
        assertThat(onDisk.runs()).hasSize(8);
        started.forEach(this::train);
        turn();
        SweepRow last = sweep.rows().getLast();
        assertThat(last.mean()).isEqualTo("31.50 ± 0.71");
        assertThat(last.stateInWords()).isEqualTo("completed");
        assertThat(sweep.summary().get()).endsWith("8 completed");
        started.clear();
        sweep.run();
        assertThat(started).isEmpty();
        assertThat(onDisk.runs()).hasSize(8);
    }

    @Test
    void timeLeftFollowsFromRunsOfTheSameSweep() {
        show("");
        sweep.run();
        train(started.getFirst());
        turn();
        // Fifty steps of a quarter second, seven times.
        assertThat(sweep.summary().get()).contains("1 completed").endsWith("about a minute left");
    }

    @Test
    void moreSeedsAreAddedToTheFileAndTheRestOfItStays() {
        show("");
        sweep.moreSeeds(2);
        assertThat(Project.readSweepText(onDisk.sweepFile("grid"))).contains("[1, 2, 3, 4]", "/* a remark */");
        assertThat(sweep.summary().get()).startsWith("4 cells, 16 runs (seeds: 4)");
    }

    @Test
    void halvingGoesOnByItselfFromRungToRung() {
        show(", \"halving\": {\"factor\": 3, \"first\": {\"epochs\": 1}}");
        sweep.run();
        assertThat(started)
                .hasSize(6)
                .allMatch(run -> run.spec().arm().prediction().horizon() > 0);
        List<RunItem> first = List.copyOf(started);
        started.clear();
        first.subList(0, 5).forEach(this::train);
        turn();
        assertThat(started).isEmpty();
        train(first.get(5));
        turn();
        turn();
        assertThat(started)
                .extracting(run -> run.spec().arm().prediction().horizon())
                .containsExactly(3.0, 3.0);
        assertThat(sweep.halving().get()).contains("2 of 4 cells stopped early");
        started.forEach(run -> assertThat(run.directory().holdAt()).contains(Amount.epochs(3)));
    }

    @Test
    void aRunThatFailsBeforeItsRungKeepsHalvingFromGoingOn() {
        show(", \"halving\": {\"factor\": 3, \"first\": {\"epochs\": 1}}");
        sweep.run();
        List<RunItem> first = List.copyOf(started);
        started.clear();
        first.subList(1, 6).forEach(this::train);
        first.getFirst().directory().end(new RunOutcome.Failed("no memory"));
        turn();
        turn();
        assertThat(started).isEmpty();
        assertThat(sweep.halving().get()).contains("not every cell has come to 1 epoch");
        assertThat(first.getFirst().directory().status().ended()).isTrue();
        sweep.run();
        assertThat(started).containsExactly(first.getFirst());
    }

    @Test
    void anInvalidFileTellsItsProblemsAndRunsNothing() {
        show(", \"halving\": {\"factor\": 1}");
        assertThat(sweep.trouble().get()).contains("halving.factor", "halving.first");
        assertThat(sweep.runnable().get()).isFalse();
        sweep.run();
        assertThat(onDisk.runs()).isEmpty();
    }

    @Test
    void theFormCountsBeforeItWritesAndSaysWhatIsWrong() {
        show("");
        SweepForm form = sweep.form(IMAGES);
        assertThat(form.choices()).containsKeys("arms[1].horizon", "arms[*].rule.parameters.weightDecay");
        assertThat(form.problem().get()).isEqualTo("Choose a field and its values.");
        form.fields().getFirst().path().set("arms[*].learningRate");
        form.fields().getFirst().values().set("0.0005 to 0.004 count 4 log");
        form.fields().getLast().path().set("training.batch");
        form.fields().getLast().values().set("16, 32");
        form.seeds().set("1-3");
        assertThat(form.problem().get()).isEmpty();
        assertThat(form.count().get()).isEqualTo("16 cells, 48 runs (3 seeds each)");
        form.name().set("grid");
        assertThat(form.valid().get()).isFalse();
        assertThat(form.problem().get()).contains("exists");
        form.name().set("rates");
        form.halves().set(true);
        form.first().set("7");
        assertThat(form.problem().get()).contains("halving.first", "below its 5");
        form.first().set("1");
        form.fields().getLast().values().set("16, many");
        assertThat(form.problem().get()).contains("training.batch", "many");
        form.fields().getLast().values().set("16, 32");
        assertThat(form.valid().get()).isTrue();

        sweep.save(form.fileName(), form.text());
        assertThat(sweep.rows()).hasSize(16);
        SweepForm edited = Objects.requireNonNull(sweep.form());
        assertThat(edited.fields().getFirst().values().get()).isEqualTo("0.0005 to 0.004 count 4 log");
        edited.halves().set(false);
        edited.fields().getLast().path().set("");
        edited.fields().getLast().values().set("");
        assertThat(edited.count().get()).isEqualTo("8 cells, 24 runs (3 seeds each)");
        assertThat(edited.text()).doesNotContain("halving");
    }

    @Test
    void valuesAreReadBackAsTheyWereWritten() {
        for (String text : List.of(
                "0, 1, 3",
                "0 to 10 step 1",
                "0.0005 to 0.004 count 4 log",
                "0.1 to 1 log",
                "1 to 9 integer",
                "none, crop-flip",
                "true, false",
                "[{\"id\":\"sgd\"}]")) {
            assertThat(AxisText.of(AxisText.json(text))).isEqualTo(text);
        }
        assertThat(AxisText.json("0 to 10 step 1").toString()).isEqualTo("{\"from\":0,\"to\":10,\"step\":1}");
        assertThat(AxisText.json("a, 2").toString()).isEqualTo("[\"a\",2]");
        assertThat(AxisText.of(AxisText.json("[\"2\", 2]"))).isEqualTo("[\"2\",2]");
    }
}
