package dev.foresight.app.compare;

import static org.assertj.core.api.Assertions.assertThat;

import dev.foresight.app.SampleRuns;
import dev.foresight.app.compare.ComparisonViewModel.Chart;
import dev.foresight.app.experiment.ExperimentTemplate;
import dev.foresight.app.project.ProjectModel;
import dev.foresight.app.project.RunCurves.Axis;
import dev.foresight.app.project.RunItem;
import dev.foresight.app.task.SameThreadTaskRunner;
import dev.foresight.engine.project.Project;
import dev.foresight.engine.run.RunDirectory;
import dev.foresight.engine.spec.Metric;
import dev.foresight.engine.spec.Task;
import dev.foresight.plots.series.SeriesBuffer;
import dev.foresight.plots.table.Plotted;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the two charts can show, and that what nobody looks at is not kept. */
class ComparisonViewModelTest {
    private static final Plotted NORM = Plotted.parse("training/gradient_norm");
    private static final Plotted UPDATE = Plotted.parse("cost/update");

    private final SameThreadTaskRunner tasks = new SameThreadTaskRunner();
    private final ProjectModel project = new ProjectModel(tasks);
    private final ComparisonViewModel model = new ComparisonViewModel(tasks, project);

    @TempDir
    Path folder;

    private List<RunDirectory> runs = List.of();

    @BeforeEach
    void openAProjectWithTwoRuns() {
        Project onDisk = SampleRuns.project(folder.resolve("p"));
        runs = SampleRuns.create(onDisk, ExperimentTemplate.all().getFirst().spec());
        runs.forEach(run -> SampleRuns.fill(run, 2, 10));
        project.start();
        project.open(onDisk.folder(), () -> {});
        tasks.tick();
        project.showOnly(project.runs());
        model.task(project.runs().getFirst().spec().experiment().task());
        tasks.tick();
    }

    @Test
    void aQuantityIsReadWhenAChartShowsItAndForgottenAfterwards() {
        RunItem run = project.runs().getFirst();
        assertThat(run.curves().of(NORM)).isEmpty();
        model.chart(Chart.LOWER).quantity().set(NORM);
        tasks.tick();
        SeriesBuffer norms = run.curves().of(NORM).orElseThrow().over(Axis.STEPS);
        assertThat(norms.size()).isEqualTo(20);
        assertThat(norms.y(19)).isEqualTo(1.0);
        assertThat(model.curves(Chart.LOWER)).hasSize(2);
        SampleRuns.appendSteps(run.directory(), 20, 25, 10);
        tasks.tick();
        assertThat(norms.size()).isEqualTo(25);
        model.chart(Chart.LOWER).quantity().set(Plotted.TRAINING_LOSS);
        tasks.tick();
        assertThat(run.curves().of(NORM)).isEmpty();
        assertThat(model.curves(Chart.LOWER)).hasSize(2);
    }

    @Test
    void aRunThatHasEndedIsReadForAQuantityThatIsChosenLater() {
        RunItem run = project.runs().getFirst();
        SampleRuns.append(
                run.directory().file(RunDirectory.LEDGER),
                "step,phase,seconds,bytes\n10,update,1.0,0\n20,update,2.0,0\n");
        SampleRuns.complete(run.directory(), 20);
        tasks.tick();
        tasks.tick();
        assertThat(run.status().get().ended()).isTrue();
        model.chart(Chart.UPPER).quantity().set(UPDATE);
        tasks.tick();
        SeriesBuffer costs = run.curves().of(UPDATE).orElseThrow().over(Axis.EPOCHS);
        assertThat(costs.size()).isEqualTo(2);
        assertThat(costs.x(1)).isEqualTo(2);
        assertThat(costs.y(1)).isEqualTo(0.2);
    }

    @Test
    void aChartWithoutPointsSaysWhy() {
        model.chart(Chart.LOWER).quantity().set(Plotted.parse("prediction/cosine/1"));
        model.offer();
        assertThat(model.quantities()).contains(Plotted.parse("prediction/cosine/1"));
        assertThat(model.emptyText(Chart.LOWER))
                .hasValueSatisfying(text -> assertThat(text).contains("Sample every"));
        assertThat(model.emptyText(Chart.UPPER)).isEmpty();
    }

    @Test
    void anotherTaskBeginsWithItsOwnMetric() {
        model.chart(Chart.LOWER).quantity().set(NORM);
        model.task(Task.LANGUAGE_MODEL);
        assertThat(model.chart(Chart.UPPER).quantity().get()).isEqualTo(Plotted.validation(Metric.PERPLEXITY));
        assertThat(model.chart(Chart.LOWER).quantity().get()).isEqualTo(Plotted.TRAINING_LOSS);
        assertThat(model.quantities()).contains(Plotted.validation(Metric.BITS_PER_TOKEN));
        assertThat(model.quantities()).doesNotContain(Plotted.validation(Metric.ACCURACY));
    }
}
