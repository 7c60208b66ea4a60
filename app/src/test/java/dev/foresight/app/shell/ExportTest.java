package dev.foresight.app.shell;

import static org.assertj.core.api.Assertions.assertThat;

import dev.foresight.app.SampleRuns;
import dev.foresight.app.compare.ComparisonViewModel;
import dev.foresight.app.compare.ComparisonViewModel.Chart;
import dev.foresight.app.experiment.Components;
import dev.foresight.app.experiment.ExperimentTemplate;
import dev.foresight.app.experiment.ExperimentViewModel;
import dev.foresight.app.project.ProjectModel;
import dev.foresight.app.run.FakeStarter;
import dev.foresight.app.run.RunsViewModel;
import dev.foresight.app.task.SameThreadTaskRunner;
import dev.foresight.engine.project.Project;
import dev.foresight.engine.project.SpecValidation;
import dev.foresight.engine.run.RunDirectory;
import dev.foresight.engine.spec.Metric;
import dev.foresight.plots.table.Plotted;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the menu's exports do once a file is chosen. */
class ExportTest {
    private final SameThreadTaskRunner tasks = new SameThreadTaskRunner();
    private final ProjectModel project = new ProjectModel(tasks);
    private final WorkbenchModel model = new WorkbenchModel(
            tasks,
            project,
            new ExperimentViewModel(tasks, SpecValidation::check, Components.registered()),
            new RunsViewModel(tasks, project, new FakeStarter()),
            new ComparisonViewModel(tasks, project));

    @TempDir
    Path folder;

    private List<RunDirectory> runs = List.of();

    @BeforeEach
    void openAProjectWithTwoRuns() {
        Project onDisk = SampleRuns.project(folder.resolve("p"));
        runs = SampleRuns.create(onDisk, ExperimentTemplate.all().getFirst().spec());
        for (RunDirectory run : runs) {
            SampleRuns.fill(run, 3, 10);
            SampleRuns.complete(run, 30);
        }
        project.start();
        model.open(onDisk.folder(), "images");
        tasks.tick();
    }

    @Test
    void theTableHasTheRowsOfEveryShownRun() throws IOException {
        Path file = folder.resolve("out.csv");
        model.exportTable(file);
        List<String> lines = Files.readAllLines(file);
        for (RunDirectory run : runs) {
            // 30 steps with loss, rate and gradient norm at most; 3 epochs with accuracy and loss.
            assertThat(lines.stream().filter(line -> line.contains(run.name())).count())
                    .as(run.name())
                    .isGreaterThanOrEqualTo(36);
        }
        assertThat(model.message().get()).contains("out.csv");
    }

    @Test
    void aRunTakenOutOfTheChartsIsNotExported() throws IOException {
        project.runs().getFirst().shown().set(false);
        Path file = folder.resolve("out.csv");
        model.exportTable(file);
        assertThat(file)
                .content()
                .doesNotContain(runs.getFirst().name())
                .contains(runs.getLast().name());
    }

    @Test
    void bothChartsAreDrawnInEveryFormat() throws IOException {
        for (Chart chart : Chart.values()) {
            Path svg = folder.resolve(chart + ".svg");
            Path pdf = folder.resolve(chart + ".pdf");
            Path png = folder.resolve(chart + ".png");
            List.of(svg, pdf, png).forEach(file -> model.exportFigure(chart, file));
            assertThat(svg).content().contains("<svg");
            assertThat(new String(Files.readAllBytes(pdf), StandardCharsets.ISO_8859_1))
                    .startsWith("%PDF-");
            assertThat(ImageIO.read(png.toFile()).getWidth()).isGreaterThan(300);
        }
        assertThat(folder.resolve("UPPER.svg")).content().isNotEqualTo(Files.readString(folder.resolve("LOWER.svg")));
        assertThat(tasks.failures()).isEmpty();
    }

    @Test
    void theLossFigureIsOfTheLossOnTheScreen() throws IOException {
        Path training = folder.resolve("training-points.csv");
        Path validation = folder.resolve("validation-points.csv");
        model.exportFigure(Chart.LOWER, folder.resolve("training.svg"));
        model.comparison().chart(Chart.LOWER).quantity().set(Plotted.validation(Metric.LOSS));
        model.exportFigure(Chart.LOWER, folder.resolve("validation.svg"));
        // A figure's points stand in a table beside it.
        assertThat(Files.readAllLines(training)).hasSizeGreaterThan(2 * 30);
        assertThat(Files.readAllLines(validation)).hasSizeBetween(2 * 3, 2 * 30);
    }

    @Test
    void anEndingThatIsNoFormatIsTold() {
        model.exportFigure(Chart.UPPER, folder.resolve("figure.gif"));
        assertThat(tasks.failures())
                .singleElement()
                .satisfies(failure -> assertThat(failure.message()).contains("figure.gif"));
    }
}
