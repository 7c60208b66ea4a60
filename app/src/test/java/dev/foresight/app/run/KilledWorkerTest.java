package dev.foresight.app.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.foresight.app.SampleRuns;
import dev.foresight.app.WorkerCommand;
import dev.foresight.app.project.ProjectModel;
import dev.foresight.app.project.RunItem;
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
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real worker processes behind the window's list of runs. */
class KilledWorkerTest {
    private static final long FOREVER = 10_000_000;

    private final SameThreadTaskRunner tasks = new SameThreadTaskRunner();
    private final ProjectModel project = new ProjectModel(tasks);

    @TempDir
    Path folder;

    @Test
    void aKilledWorkerIsAFailedRunAndTheNextRunGoesOn() throws Exception {
        Set<ProcessHandle> others = children();
        Project onDisk = SampleRuns.project(folder.resolve("p"));
        project.start();
        project.open(onDisk.folder(), () -> {});
        try (QueueRunStarter starter = new QueueRunStarter(WorkerCommand::prefix, new Slots(1, 2))) {
            RunsViewModel runs = new RunsViewModel(tasks, project, starter);
            runs.run(tiny("endless", FOREVER));
            runs.run(tiny("short", 3));
            RunItem endless = project.runs().getFirst();
            RunItem next = project.runs().getLast();
            await(
                    "the first step of the endless run",
                    () -> Files.exists(endless.directory().file(RunDirectory.STEPS))
                            && endless.status().get() == RunStatus.RUNNING);
            assertThat(next.status().get()).isEqualTo(RunStatus.WAITING);
            assertThat(runs.active().get()).isTrue();

            Set<ProcessHandle> workers = children();
            workers.removeAll(others);
            assertThat(workers).hasSize(1).allMatch(ProcessHandle::destroyForcibly);

            await("the killed run's failure", () -> endless.status().get() == RunStatus.FAILED);
            assertThat(endless.ending()).contains("worker process", "ended with exit code");
            assertThat(project.log()).anyMatch(line -> line.text().contains("ended with exit code"));
            await("the end of the next run", () -> next.status().get().ended());
            assertThat(next.status().get()).as(next.ending()).isEqualTo(RunStatus.COMPLETED);
            await("the end of all", () -> !runs.active().get());
        } finally {
            Set<ProcessHandle> left = children();
            left.removeAll(others);
            left.forEach(ProcessHandle::destroyForcibly);
        }
    }

    private ExperimentSpec tiny(String name, long steps) throws IOException {
        Path file = folder.resolve(name + ".json");
        Files.writeString(file, """
                {
                  "format": 1, "name": "%s", "task": "image-classification",
                  "architecture": {"id": "mlp", "parameters": {"hidden": 8}},
                  "data": {"id": "shapes", "trainExamples": 64, "validationExamples": 32},
                  "arms": [{"name": "AdamW", "rule": {"id": "adamw"}}],
                  "training": {"length": {"steps": %d}, "batch": 16, "evaluateEvery": {"steps": %d}},
                  "execution": {"threads": 1},
                  "seeds": [1]
                }
                """.formatted(name, steps, steps));
        return Project.readExperiment(file);
    }

    /** Told by being new, not by their command lines, whose ends systems cut off. */
    private static Set<ProcessHandle> children() {
        return ProcessHandle.current().children().collect(Collectors.toCollection(HashSet::new));
    }

    private void await(String what, BooleanSupplier condition) throws InterruptedException {
        long end = System.nanoTime() + Duration.ofMinutes(3).toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("waiting for " + what).isLessThan(end);
            Thread.sleep(50);
            tasks.tick();
        }
    }
}
