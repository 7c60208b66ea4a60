package dev.foresight.app.project;

import static org.assertj.core.api.Assertions.assertThat;

import dev.foresight.app.SampleRuns;
import dev.foresight.app.experiment.ExperimentTemplate;
import dev.foresight.app.task.SameThreadTaskRunner;
import dev.foresight.engine.project.Project;
import dev.foresight.engine.run.RunDirectory;
import dev.foresight.engine.run.RunLock;
import dev.foresight.engine.run.RunOutcome;
import dev.foresight.engine.run.RunStatus;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ManyRunsTest {
    @TempDir
    Path folder;

    private final SameThreadTaskRunner tasks = new SameThreadTaskRunner();
    private final ProjectModel project = new ProjectModel(tasks);

    private List<RunDirectory> open(int seeds, int ended) {
        Project onDisk = SampleRuns.project(folder.resolve("p"));
        List<RunDirectory> runs = SampleRuns.create(
                onDisk,
                ExperimentTemplate.all()
                        .getFirst()
                        .spec()
                        .withSeeds(LongStream.rangeClosed(1, seeds).boxed().toList()));
        runs.subList(0, ended).forEach(run -> run.end(new RunOutcome.Completed(5)));
        project.start();
        project.open(onDisk.folder(), () -> {});
        return runs;
    }

    private long known() {
        return project.runs().stream().filter(run -> run.revision().get() > 0).count();
    }

    @Test
    void manyRunsComeInPortionsAndAllOfThemCome() {
        open(100, 200);
        tasks.tick();
        assertThat(known()).isEqualTo(50);
        for (int look = 0; look < 3; look++) {
            tasks.tick();
        }
        assertThat(known()).isEqualTo(200);
    }

    @Test
    void runsThatWaitTellNothingUntilOneBegins() {
        List<RunDirectory> runs = open(150, 0);
        for (int look = 0; look < 12; look++) {
            tasks.tick();
        }
        assertThat(known()).isEqualTo(300);
        long before = project.turn().get();
        for (int look = 0; look < 8; look++) {
            tasks.tick();
        }
        assertThat(project.turn().get()).isEqualTo(before);

        RunDirectory one = runs.get(123);
        assertThat(RunLock.take(one)).isTrue();
        SampleRuns.appendSteps(one, 0, 10, 10);
        for (int look = 0; look < 4; look++) {
            tasks.tick();
        }
        RunItem item = project.find(one).orElseThrow();
        assertThat(item.status().get()).isEqualTo(RunStatus.RUNNING);
        assertThat(project.turn().get()).isEqualTo(before + 1);
        SampleRuns.appendSteps(one, 10, 20, 10);
        tasks.tick();
        assertThat(item.progress()).startsWith("2.0");
    }

    @Test
    void equalExperimentsOfRunsAreOneObject() {
        open(3, 0);
        assertThat(project.runs().stream()
                        .map(run -> System.identityHashCode(run.spec().experiment()))
                        .distinct())
                .hasSize(1);
    }
}
