package dev.foresight.app.shell;

import static org.assertj.core.api.Assertions.assertThat;

import dev.foresight.app.SampleRuns;
import dev.foresight.app.WorkerCommand;
import dev.foresight.app.project.ProjectModel;
import dev.foresight.app.project.RunCurves.Axis;
import dev.foresight.app.project.RunItem;
import dev.foresight.app.queue.QueueViewModel;
import dev.foresight.app.run.QueueRunStarter;
import dev.foresight.app.run.RunsViewModel;
import dev.foresight.app.task.SameThreadTaskRunner;
import dev.foresight.engine.project.Project;
import dev.foresight.engine.queue.Slots;
import dev.foresight.engine.run.RunDirectory;
import dev.foresight.engine.run.RunStatus;
import dev.foresight.engine.spec.ExperimentSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs in real worker processes that are stopped, killed and left by the window, and go on. */
class SurvivingRunsTest {
    private static final long STEPS = 1500;
    private static final long FOREVER = 10_000_000;

    @TempDir
    Path folder;

    private final Set<ProcessHandle> others = children();
    private Project onDisk = new Project(Path.of(""));

    /** What of the window there is without a view. */
    private final class Window implements AutoCloseable {
        final SameThreadTaskRunner tasks = new SameThreadTaskRunner();
        final ProjectModel project = new ProjectModel(tasks);
        final QueueRunStarter starter = new QueueRunStarter(WorkerCommand::prefix, new Slots(1, 1));
        final RunsViewModel runs = new RunsViewModel(tasks, project, starter);
        final QueueViewModel queue = new QueueViewModel(project, runs.line(), 2);

        Window() {
            project.start();
            project.open(onDisk.folder(), () -> {});
            starter.open(onDisk, told -> assertThat(told).as("the queue's file").isNull());
            tasks.tick();
        }

        RunItem start(String name, long steps) throws IOException {
            runs.run(tiny(name, steps));
            return project.runs().getLast();
        }

        RunItem item(RunItem ofAnotherWindow) {
            return project.find(ofAnotherWindow.directory()).orElseThrow();
        }

        void await(String what, BooleanSupplier condition) throws InterruptedException {
            long end = System.nanoTime() + Duration.ofMinutes(3).toNanos();
            while (!condition.getAsBoolean()) {
                assertThat(tasks.failures()).isEmpty();
                assertThat(System.nanoTime()).as("waiting for " + what).isLessThan(end);
                Thread.sleep(20);
                tasks.tick();
            }
        }

        void awaitSteps(RunItem run, int count) throws InterruptedException {
            await(count + " steps of " + run.title(), () -> steps(run).length >= count);
        }

        @Override
        public void close() {
            starter.close();
        }
    }

    @BeforeEach
    void makeProject() {
        onDisk = SampleRuns.project(folder.resolve("p"));
    }

    @AfterEach
    void endWhatIsLeft() {
        newChildren().forEach(ProcessHandle::destroyForcibly);
    }

    @Test
    void aStoppedRunAndAKilledOneGoOnAndLoseAndDoubleNothing() throws Exception {
        try (Window window = new Window()) {
            RunItem run = window.start("stopped", STEPS);
            window.awaitSteps(run, 200);
            window.runs.stop(run, true);
            window.await("the stop", () -> run.status().get() == RunStatus.STOPPED);
            int done = steps(run).length;
            assertThat(run.ending()).startsWith("Can be resumed from step " + done + ". Stopped after " + done);
            assertThat(done).isBetween(200, (int) STEPS - 1);
            window.runs.start(run);
            window.await("the end", () -> run.status().get() == RunStatus.COMPLETED);
            assertEachStepOnce(run);

            RunItem killed = window.start("killed", STEPS);
            window.awaitSteps(killed, 200);
            assertThat(newChildren()).hasSize(1).allMatch(ProcessHandle::destroyForcibly);
            window.await("the notice", () -> window.runs.cutOff().get());
            assertThat(Objects.requireNonNull(window.runs.notice().get()).text())
                    .startsWith("1 run was cut off");
            assertThat(Objects.requireNonNull(window.runs.notice().get()).offer())
                    .isEqualTo("Resume All");
            assertThat(killed.ending()).contains("Can be resumed from step").contains("exit code");
            Objects.requireNonNull(window.runs.notice().get()).work().run();
            window.await("the end", () -> killed.status().get() == RunStatus.COMPLETED);
            assertEachStepOnce(killed);
            assertThat(window.runs.cutOff().get()).isFalse();
            assertThat(window.tasks.failures()).isEmpty();
        }
    }

    @Test
    void theNextWindowFindsTheQueueAsItWasLeftAndItsWorkerInASlot() throws Exception {
        List<RunItem> before;
        try (Window window = new Window()) {
            before = List.of(window.start("endless", FOREVER), window.start("second", 3), window.start("third", 3));
            window.awaitSteps(before.getFirst(), 1);
            window.queue.selected().setAll(before.get(2));
            window.queue.moveUp();
            window.queue.hold(true);
            window.queue.slots(new Slots(2, 1));
        }
        assertThat(newChildren()).as("the worker works on").hasSize(1);
        try (Window window = new Window()) {
            window.tasks.tick();
            RunItem endless = window.item(before.get(0));
            RunItem second = window.item(before.get(1));
            RunItem third = window.item(before.get(2));
            assertThat(window.queue.rows()).containsExactly(endless, third, second);
            assertThat(window.queue.rows().stream().map(window.queue::place)).containsExactly("slot 1", "1", "2");
            assertThat(window.queue.held().get()).isTrue();
            assertThat(window.queue.slots().get()).isEqualTo(new Slots(2, 1));
            assertThat(window.runs.notice().get()).as("nothing was cut off").isNull();

            // With one slot the worker of the window before keeps it; with two the next run starts beside it.
            window.queue.slots(new Slots(1, 1));
            window.queue.hold(false);
            long patience = System.nanoTime() + Duration.ofSeconds(2).toNanos();
            window.await("nothing", () -> System.nanoTime() > patience);
            assertThat(List.of(second, third)).allMatch(run -> run.status().get() == RunStatus.WAITING);
            window.queue.slots(new Slots(2, 1));
            window.await("the third run's turn", () -> third.status().get() != RunStatus.WAITING);
            assertThat(second.status().get()).isEqualTo(RunStatus.WAITING);
            window.await("the end of the queue", () -> second.status().get() == RunStatus.COMPLETED);
            assertThat(third.status().get()).isEqualTo(RunStatus.COMPLETED);
            window.runs.stop(endless, false);
            window.await("the stop", () -> endless.status().get() == RunStatus.STOPPED);
            assertThat(window.queue.rows()).isEmpty();
        }
    }

    /** In the file and in what the charts draw. */
    private static void assertEachStepOnce(RunItem run) throws IOException {
        double[] expected =
                LongStream.rangeClosed(1, STEPS).mapToDouble(step -> step).toArray();
        List<String> lines = Files.readAllLines(run.directory().file(RunDirectory.STEPS));
        assertThat(lines.stream().skip(1).mapToDouble(line -> Double.parseDouble(line.split(",")[0])))
                .containsExactly(java.util.Arrays.stream(expected).boxed().toArray(Double[]::new));
        assertThat(steps(run)).isEqualTo(expected);
    }

    private static double[] steps(RunItem run) {
        var series = run.curves().trainingLoss().over(Axis.STEPS);
        double[] steps = new double[series.size()];
        for (int i = 0; i < steps.length; i++) {
            steps[i] = series.x(i);
        }
        return steps;
    }

    private ExperimentSpec tiny(String name, long steps) throws IOException {
        Path file = folder.resolve(name + ".json");
        Files.writeString(file, """
                {
                  "format": 1, "name": "%s", "task": "image-classification",
                  "architecture": {"id": "mlp", "parameters": {"hidden": 32}},
                  "data": {"id": "shapes", "trainExamples": 64, "validationExamples": 32},
                  "arms": [{"name": "AdamW", "rule": {"id": "adamw"}, "horizon": 1}],
                  "training": {"length": {"steps": %d}, "batch": 16, "evaluateEvery": {"steps": 500}},
                  "execution": {"threads": 1, "checkpoint": {"every": {"steps": 50}}},
                  "seeds": [1]
                }
                """.formatted(name, steps));
        return Project.readExperiment(file);
    }

    /** Told by being new, not by their command lines, whose ends systems cut off. */
    private Set<ProcessHandle> newChildren() {
        Set<ProcessHandle> workers = children();
        workers.removeAll(others);
        return workers;
    }

    private static Set<ProcessHandle> children() {
        return ProcessHandle.current().children().collect(Collectors.toCollection(HashSet::new));
    }
}
