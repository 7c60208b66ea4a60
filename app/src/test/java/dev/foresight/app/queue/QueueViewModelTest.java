package dev.foresight.app.queue;

import static org.assertj.core.api.Assertions.assertThat;

import dev.foresight.app.SampleRuns;
import dev.foresight.app.experiment.ExperimentTemplate;
import dev.foresight.app.project.LineModel;
import dev.foresight.app.project.ProjectModel;
import dev.foresight.app.project.RunItem;
import dev.foresight.app.run.FakeStarter;
import dev.foresight.app.task.SameThreadTaskRunner;
import dev.foresight.engine.project.Project;
import dev.foresight.engine.queue.Slots;
import dev.foresight.engine.run.RunDirectory;
import dev.foresight.engine.run.RunLock;
import dev.foresight.engine.spec.ExperimentSpec;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class QueueViewModelTest {
    private final SameThreadTaskRunner tasks = new SameThreadTaskRunner();
    private final ProjectModel project = new ProjectModel(tasks);
    private final FakeStarter starter = new FakeStarter();
    private final LineModel line = new LineModel(tasks, project, starter);
    private final QueueViewModel queue = new QueueViewModel(project, line, 4);
    private final ExperimentSpec spec =
            ExperimentTemplate.all().getFirst().spec().withSeeds(List.of(1L, 2L));

    @TempDir
    Path folder;

    private List<RunDirectory> runs = List.of();

    @BeforeEach
    void queueFourRuns() {
        Project onDisk = SampleRuns.project(folder.resolve("p"));
        runs = SampleRuns.create(onDisk, spec);
        runs.forEach(starter::submit);
        project.start();
        project.open(onDisk.folder(), () -> {});
        tasks.tick();
        tasks.tick();
    }

    private RunItem item(int index) {
        return project.find(runs.get(index)).orElseThrow();
    }

    private void work(int index) {
        starter.begin();
        assertThat(RunLock.take(runs.get(index))).isTrue();
        // 300 steps of a quarter second in all, as the spec's 5 epochs.
        SampleRuns.appendSteps(runs.get(index), 0, 60, 60);
        tasks.tick();
        tasks.tick();
    }

    @Test
    void whatWorksStandsBeforeWhatWaits() {
        work(0);
        assertThat(queue.rows()).containsExactly(item(0), item(1), item(2), item(3));
        assertThat(queue.rows().stream().map(queue::place)).containsExactly("slot 1", "1", "2", "3");
        assertThat(item(3).place().get()).isEqualTo(2);
    }

    @Test
    void severalRunsMoveTogetherAndStopAtTheEnds() {
        queue.selected().setAll(item(2), item(3));
        queue.moveUp();
        assertThat(starter.waiting()).containsExactly(runs.get(0), runs.get(2), runs.get(3), runs.get(1));
        assertThat(queue.rows()).containsExactly(item(0), item(2), item(3), item(1));
        queue.moveUp();
        assertThat(queue.canMoveUp().get()).isFalse();
        queue.moveUp();
        assertThat(starter.waiting()).containsExactly(runs.get(2), runs.get(3), runs.get(0), runs.get(1));
        queue.moveDown();
        assertThat(starter.waiting()).containsExactly(runs.get(0), runs.get(2), runs.get(3), runs.get(1));
    }

    @Test
    void aDraggedRunTakesThePlaceOfTheOneItIsDroppedOn() {
        queue.selected().setAll(item(0));
        queue.moveTo(item(2));
        assertThat(starter.waiting()).containsExactly(runs.get(1), runs.get(2), runs.get(0), runs.get(3));
        queue.selected().setAll(item(3));
        queue.moveTo(item(1));
        assertThat(starter.waiting()).containsExactly(runs.get(3), runs.get(1), runs.get(2), runs.get(0));
    }

    @Test
    void aRunTakenOutOfTheQueueIsGoneFromIt() {
        queue.selected().setAll(item(1));
        queue.remove();
        assertThat(starter.stopped()).containsExactly(runs.get(1));
        assertThat(queue.rows()).containsExactly(item(0), item(2), item(3));
        assertThat(item(1).place().get()).isEqualTo(-1);
    }

    @Test
    void theEstimateFollowsTheSlots() {
        assertThat(queue.summary().get()).as("no pace is known").isEqualTo("4 runs");
        work(0);
        // 60 seconds are left of the first and 75 of each other one.
        assertThat(queue.summary().get()).isEqualTo("4 runs, about 5 minutes left");
        queue.slots(new Slots(4, 1));
        assertThat(queue.summary().get()).isEqualTo("4 runs, about a minute left");
        queue.hold(true);
        assertThat(starter.held()).isTrue();
        assertThat(queue.summary().get()).isEqualTo("4 runs, 3 held back");
    }

    @Test
    void theSlotsAreWeighedAgainstTheCores() {
        queue.slots(new Slots(1, 4));
        assertThat(starter.slots()).isEqualTo(new Slots(1, 4));
        assertThat(queue.load().get()).isEqualTo("all 4 cores");
        queue.slots(new Slots(1, 3));
        assertThat(queue.load().get()).isEqualTo("1 of 4 cores free");
        assertThat(queue.overloaded().get()).isFalse();
        queue.slots(new Slots(2, 4));
        assertThat(queue.load().get()).isEqualTo("8 threads on 4 cores");
        assertThat(queue.overloaded().get()).isTrue();
    }

    @Test
    void aQueuedRunOfAProjectThatWasClosedStaysInTheQueue() {
        Project other = SampleRuns.project(folder.resolve("other"));
        project.open(other.folder(), () -> {});
        tasks.tick();
        assertThat(project.runs()).isEmpty();
        assertThat(queue.rows()).extracting(RunItem::directory).containsExactlyElementsOf(runs);
    }
}
