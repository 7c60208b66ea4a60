package dev.foresight.app.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.foresight.app.SampleRuns;
import dev.foresight.app.experiment.ExperimentTemplate;
import dev.foresight.app.project.ProjectModel;
import dev.foresight.app.project.RunCurves.Axis;
import dev.foresight.app.project.RunItem;
import dev.foresight.app.project.TimeLeft;
import dev.foresight.app.task.SameThreadTaskRunner;
import dev.foresight.engine.project.Project;
import dev.foresight.engine.run.RunDirectory;
import dev.foresight.engine.run.RunOutcome;
import dev.foresight.engine.run.RunStatus;
import dev.foresight.engine.spec.ExperimentSpec;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunsViewModelTest {
    private final SameThreadTaskRunner tasks = new SameThreadTaskRunner();
    private final ProjectModel project = new ProjectModel(tasks);
    private final FakeStarter starter = new FakeStarter();
    private final RunsViewModel runs = new RunsViewModel(tasks, project, starter);
    private final ExperimentSpec spec = ExperimentTemplate.all().getFirst().spec();

    @TempDir
    Path folder;

    private Project onDisk;

    @BeforeEach
    void open() {
        onDisk = SampleRuns.project(folder.resolve("p"));
        project.start();
        project.open(onDisk.folder(), () -> {});
    }

    @Test
    void runMakesAndStartsEveryArmOfEverySeed() {
        runs.run(spec);
        assertThat(tasks.failures()).isEmpty();
        assertThat(starter.submitted())
                .hasSize(spec.arms().size() * spec.seeds().size());
        assertThat(project.runs())
                .hasSize(starter.submitted().size())
                .allMatch(run -> run.shown().get());
        assertThat(runs.active().get()).isTrue();
        assertThat(runs.waiting().get()).isEqualTo("2 waiting");
    }

    @Test
    void curvesGrowWithTheFolder() {
        runs.run(spec);
        RunItem run = project.runs().getFirst();
        SampleRuns.appendSteps(run.directory(), 0, 10, 10);
        tasks.tick();
        assertThat(run.curves().trainingLoss().over(Axis.STEPS).size()).isEqualTo(10);
        SampleRuns.appendSteps(run.directory(), 10, 25, 10);
        SampleRuns.appendEvaluation(run.directory(), 20, 2, "accuracy", 0.5);
        SampleRuns.append(run.directory().file(RunDirectory.STEPS), "26,2.6,7,0.0");
        tasks.tick();
        assertThat(run.curves().trainingLoss().over(Axis.EPOCHS).size()).isEqualTo(25);
        assertThat(run.progress()).isEqualTo("2.5 / 5");
        assertThat(run.best()).hasValue(0.5);
        assertThat(run.curves().measured("validation", "accuracy")).isPresent();
    }

    @Test
    void aFinishedRunKeepsTheWholeOfItsLogs() {
        runs.run(spec);
        RunItem run = project.runs().getFirst();
        SampleRuns.fill(run.directory(), 5, 20);
        SampleRuns.complete(run.directory(), 100);
        tasks.tick();
        tasks.tick();
        assertThat(run.status().get()).isEqualTo(RunStatus.COMPLETED);
        assertThat(run.curves().trainingLoss().over(Axis.STEPS).size()).isEqualTo(100);
        assertThat(run.fraction()).isEqualTo(1);
    }

    @Test
    void theConfusionIsThatOfTheChosenRunAndItsLastEvaluation() {
        ConfusionViewModel confusion = runs.confusion();
        assertThat(confusion.hint().get()).contains("Choose a run");
        runs.run(spec);
        RunItem run = project.runs().getFirst();
        runs.chosen().set(run);
        assertThat(confusion.hint().get()).contains("first evaluation");
        SampleRuns.confuse(run.directory(), "validation", 40);
        SampleRuns.appendEvaluation(run.directory(), 20, 2, "accuracy", 0.5);
        tasks.tick();
        assertThat(confusion.hint().get()).isEmpty();
        assertThat(confusion.title().get()).isEqualTo(run.title());
        assertThat(confusion.table().get().count(3, 3)).isEqualTo(30);
        confusion.part().set(ConfusionViewModel.Part.TEST);
        assertThat(confusion.table().get().classes()).isEmpty();
        assertThat(confusion.hint().get()).contains("to its end");
        runs.chosen().set(project.runs().getLast());
        confusion.part().set(ConfusionViewModel.Part.VALIDATION);
        assertThat(confusion.table().get().classes()).isEmpty();
    }

    @Test
    void aFailedRunSaysWhyInTheLog() {
        runs.run(spec);
        tasks.tick();
        project.runs().getFirst().directory().end(new RunOutcome.Failed("killed from outside"));
        tasks.tick();
        assertThat(project.runs().getFirst().ending()).contains("killed from outside");
        assertThat(project.log()).anyMatch(line -> line.text().contains("killed from outside"));
    }

    @Test
    void stopAsksEveryUnfinishedRunAndNoOther() {
        runs.run(spec);
        SampleRuns.complete(project.runs().getFirst().directory(), 1);
        tasks.tick();
        runs.stopAll();
        assertThat(starter.stopped()).containsExactly(project.runs().getLast().directory());
    }

    @Test
    void runsStartedElsewhereAppear() {
        List<RunDirectory> others = SampleRuns.create(onDisk, spec);
        tasks.tick();
        assertThat(project.runs()).extracting(RunItem::directory).containsAll(others);
        assertThat(runs.active().get())
                .as("nobody of this window waits for them")
                .isFalse();
    }

    @Test
    void afterARestartRunsAreListedWithTheirCurves() {
        RunDirectory run = SampleRuns.create(onDisk, spec).getFirst();
        SampleRuns.fill(run, 5, 10);
        SampleRuns.complete(run, 50);
        ProjectModel again = new ProjectModel(tasks);
        again.start();
        again.open(onDisk.folder(), () -> {});
        tasks.tick();
        RunItem item = again.runs().getFirst();
        assertThat(item.best()).isPresent();
        assertThat(item.curves().trainingLoss().over(Axis.STEPS).size())
                .as("steps of a run nobody looks at are not read")
                .isZero();
        again.showOnly(again.latest(spec.name()));
        tasks.tick();
        assertThat(item.curves().trainingLoss().over(Axis.STEPS).size()).isEqualTo(50);
    }

    @Test
    void timeLeftIsSaidAsPeopleSayIt() {
        assertThat(TimeLeft.words(20)).isEqualTo("less than a minute left");
        assertThat(TimeLeft.words(61)).isEqualTo("about a minute left");
        assertThat(TimeLeft.words(640)).isEqualTo("about 10 minutes left");
        assertThat(TimeLeft.words(7300)).isEqualTo("about 2 hours left");
    }
}
