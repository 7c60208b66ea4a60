package dev.foresight.app.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.foresight.app.SampleRuns;
import dev.foresight.app.experiment.ExperimentTemplate;
import dev.foresight.app.project.ProjectModel;
import dev.foresight.app.project.RunCurves.Axis;
import dev.foresight.app.project.RunItem;
import dev.foresight.app.task.SameThreadTaskRunner;
import dev.foresight.engine.project.Project;
import dev.foresight.engine.run.ProcessMark;
import dev.foresight.engine.run.RunDirectory;
import dev.foresight.engine.run.RunLock;
import dev.foresight.engine.run.RunOutcome;
import dev.foresight.engine.run.RunStatus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What can be done with runs, from their folders and a starter that starts nothing. */
class RunCommandsTest {
    private final SameThreadTaskRunner tasks = new SameThreadTaskRunner();
    private final ProjectModel project = new ProjectModel(tasks);
    private final FakeStarter starter = new FakeStarter();
    private final RunsViewModel runs = new RunsViewModel(tasks, project, starter);
    private final List<RunItem> duplicated = new ArrayList<>();
    private final RunCommands commands = new RunCommands(runs, duplicated::add);

    @TempDir
    Path folder;

    private Project onDisk;
    private RunItem first;
    private RunItem second;

    @BeforeEach
    void openAProjectWithTwoWaitingRuns() {
        onDisk = SampleRuns.project(folder.resolve("p"));
        SampleRuns.create(onDisk, ExperimentTemplate.all().getFirst().spec());
        project.start();
        project.open(onDisk.folder(), () -> {});
        tasks.tick();
        first = project.runs().getFirst();
        second = project.runs().getLast();
        runs.selected().setAll(first);
    }

    private List<String> enabled() {
        return commands.all().stream()
                .filter(command -> command.enabled().get())
                .map(RunCommand::id)
                .toList();
    }

    /** A run that works, with this process as its worker. */
    private void work(RunItem run) {
        assertThat(RunLock.take(run.directory())).isTrue();
        SampleRuns.appendSteps(run.directory(), 0, 10, 10);
        tasks.tick();
    }

    private void end(RunItem run, RunOutcome outcome) {
        run.directory().end(outcome);
        tasks.tick();
    }

    @Test
    void eachStateOffersWhatMakesSenseInIt() {
        assertThat(enabled())
                .containsExactly("start-runs", "run-again", "duplicate-run", "show-only-runs", "delete-runs");
        commands.start.run();
        assertThat(RunWords.state(first)).isEqualTo("queued 1");
        assertThat(enabled())
                .containsExactly("stop-runs", "stop-runs-now", "run-again", "duplicate-run", "show-only-runs");
        starter.begin();
        work(first);
        assertThat(RunWords.state(first)).isEqualTo("running");
        assertThat(enabled())
                .contains("pause-runs", "stop-runs", "checkpoint-runs")
                .doesNotContain("resume-runs", "proceed-runs", "delete-runs", "start-runs");
        commands.pause.run();
        tasks.tick();
        assertThat(RunWords.state(first)).isEqualTo("paused");
        assertThat(enabled()).contains("resume-runs", "stop-runs").doesNotContain("pause-runs", "delete-runs");
        commands.resume.run();
        tasks.tick();
        assertThat(first.status().get()).isEqualTo(RunStatus.RUNNING);
        end(first, new RunOutcome.Stopped(10));
        assertThat(enabled()).contains("proceed-runs", "delete-runs").doesNotContain("stop-runs", "start-runs");
        assertThat(tasks.failures()).isEmpty();
    }

    @Test
    void whereNothingCanBeResumedTheReasonIsTold() {
        assertThat(commands.whyNoResume().get()).contains("Start queues it");
        work(first);
        end(first, new RunOutcome.Completed(10));
        assertThat(commands.whyNoResume().get()).contains("greater length");
        work(second);
        end(second, new RunOutcome.Diverged(10, "loss", Double.NaN));
        runs.selected().setAll(second);
        assertThat(commands.whyNoResume().get()).contains("would diverge again");
        assertThat(enabled()).doesNotContain("resume-runs", "proceed-runs");
    }

    @Test
    void anEndedRunSaysFromWhereItCanGoOn() throws IOException {
        work(first);
        end(first, new RunOutcome.Stopped(10));
        assertThat(commands.whyNoResume().get()).isEmpty();
        assertThat(first.ending()).startsWith("Can be resumed from the start. Stopped after 10 steps");
        Path checkpoints = Files.createDirectory(second.directory().file(RunDirectory.CHECKPOINTS));
        Files.createFile(checkpoints.resolve("step-000000000480.safetensors"));
        end(second, new RunOutcome.Failed("no space left"));
        assertThat(second.ending()).isEqualTo("Can be resumed from step 480. Failed: no space left");
        assertThat(RunWords.stateTip(second)).endsWith("goes on from step 480");
        assertThat(second.cutOff()).isFalse();
    }

    @Test
    void requestsReachTheWorkersFile() throws IOException {
        work(first);
        commands.checkpoint.run();
        commands.pause.run();
        assertThat(Files.readString(first.directory().file(RunDirectory.CONTROL)))
                .contains("checkpoint")
                .contains("pause");
    }

    @Test
    void aStoppedRunIsSubmittedAgainOnceAndReadFromTheStart() throws IOException {
        work(first);
        end(first, new RunOutcome.Stopped(10));
        commands.proceed.run();
        commands.proceed.run();
        assertThat(starter.submitted()).containsExactly(first.directory());
        assertThat(enabled()).doesNotContain("proceed-runs", "delete-runs");
        // What a worker does that goes on from a checkpoint at step 5.
        Files.delete(first.directory().file(RunDirectory.OUTCOME));
        Path steps = first.directory().file(RunDirectory.STEPS);
        List<String> kept = Files.readAllLines(steps).subList(0, 6);
        Files.writeString(steps, String.join("\n", kept) + "\n");
        tasks.tick();
        assertThat(first.curves().trainingLoss().over(Axis.STEPS).size()).isEqualTo(5);
        SampleRuns.appendSteps(first.directory(), 5, 12, 10);
        tasks.tick();
        assertThat(first.curves().trainingLoss().over(Axis.STEPS).size()).isEqualTo(12);
    }

    @Test
    void severalRunsArePausedTogetherAndTheOthersLeftAlone() {
        work(first);
        runs.selected().setAll(first, second);
        commands.pause.run();
        tasks.tick();
        assertThat(first.status().get()).isEqualTo(RunStatus.PAUSED);
        assertThat(second.directory().file(RunDirectory.CONTROL)).doesNotExist();
        assertThat(commands.duplicate.enabled().get()).isFalse();
    }

    @Test
    void runAgainMakesARunOfTheSameSpecBesideTheOld() {
        commands.again.run();
        assertThat(project.runs()).hasSize(3);
        RunItem made = project.runs().getLast();
        assertThat(made.spec()).isEqualTo(first.spec());
        assertThat(made.directory()).isNotEqualTo(first.directory());
        assertThat(List.of(made, first)).allMatch(run -> run.shown().get());
        assertThat(starter.submitted()).containsExactly(made.directory());
    }

    @Test
    void aDeletedRunComesBackWithUndo() {
        SampleRuns.fill(first.directory(), 2, 10);
        RunDirectory was = first.directory();
        commands.delete.run();
        assertThat(project.runs()).containsExactly(second);
        assertThat(was.folder()).doesNotExist();
        assertThat(runs.notice().get()).isNotNull().satisfies(notice -> {
            assertThat(notice.text()).contains("1 run");
            notice.work().run();
        });
        tasks.tick();
        assertThat(project.runs()).extracting(RunItem::directory).containsExactly(was, second.directory());
        assertThat(project.runs().getFirst().best()).isPresent();
        assertThat(runs.deleted().canUndo().get()).isFalse();
    }

    @Test
    void aRunThatAWorkerTookMeanwhileIsNotDeletedAndSaysWhy() {
        runs.selected().setAll(first, second);
        assertThat(RunLock.take(first.directory())).isTrue();
        commands.delete.run();
        assertThat(project.runs()).containsExactly(first);
        assertThat(runs.notice().get().text()).contains("Deleted 1 run").contains("stop it first");
    }

    @Test
    void emptyingRemovesWhatWasAgreedToAndNoMore() {
        commands.delete.run();
        List<DeletedViewModel.Bin> bins = new ArrayList<>();
        runs.deleted().look(bins::add);
        runs.selected().setAll(second);
        commands.delete.run();
        assertThat(bins.getFirst().words()).startsWith("1 run, ").contains("kB");
        runs.deleted().empty(bins.getFirst());
        assertThat(onDisk.deleted().list()).hasSize(1);
        runs.deleted().undo();
        assertThat(project.runs()).extracting(RunItem::directory).containsExactly(second.directory());
    }

    @Test
    void runsWhoseWorkerDiedAreToldWhenTheProjectOpensAndResumedOnlyWhenAsked() throws IOException {
        Files.writeString(
                first.directory().file(RunDirectory.LOCK),
                "999999999 never:1 " + ProcessMark.here().host() + "\n");
        project.open(onDisk.folder(), () -> {});
        tasks.tick();
        assertThat(runs.cutOff().get()).isTrue();
        assertThat(runs.notice().get().text()).startsWith("1 run was cut off");
        assertThat(project.log())
                .filteredOn(line -> line.text().contains("cut off"))
                .hasSize(1);
        assertThat(starter.submitted()).isEmpty();
        tasks.tick();
        assertThat(project.log())
                .filteredOn(line -> line.text().contains("cut off"))
                .hasSize(1);
        runs.resumeAll();
        assertThat(starter.submitted()).containsExactly(first.directory());
        assertThat(runs.cutOff().get()).isFalse();
    }

    @Test
    void aRunWhoseWorkerDiesWhileTheWindowIsOpenIsToldAsWell() {
        work(first);
        assertThat(runs.notice().get()).isNull();
        end(
                first,
                new RunOutcome.Failed(
                        "the worker process 7 ended with exit code 137", true, RunOutcome.Failed.Reason.OTHER));
        assertThat(runs.notice().get()).isNotNull().satisfies(notice -> {
            assertThat(notice.text()).startsWith("1 run was cut off");
            notice.work().run();
        });
        assertThat(starter.submitted()).containsExactly(first.directory());
    }
}
