package dev.foresight.app.shell;

import static org.assertj.core.api.Assertions.assertThat;

import dev.foresight.app.compare.ComparisonViewModel;
import dev.foresight.app.compare.ComparisonViewModel.Chart;
import dev.foresight.app.experiment.Components;
import dev.foresight.app.experiment.ExperimentViewModel;
import dev.foresight.app.project.ProjectModel;
import dev.foresight.app.project.RunItem;
import dev.foresight.app.run.FakeStarter;
import dev.foresight.app.run.RunsViewModel;
import dev.foresight.app.task.SameThreadTaskRunner;
import dev.foresight.app.task.TaskFailure;
import dev.foresight.engine.project.Project;
import dev.foresight.engine.project.SpecValidation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javafx.application.Platform;
import javafx.scene.control.Button;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The window before there is a project. */
class NoProjectTest {
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

    @BeforeAll
    static void startToolkit() {
        try {
            Platform.startup(() -> {});
        } catch (IllegalStateException alreadyStarted) {
            // Another test of this JVM has started it.
        }
        Platform.setImplicitExit(false);
    }

    @Test
    void onlyAWindowThatFoundNothingSaysSo() {
        assertThat(model.homeless().get()).as("while it still looks").isFalse();
        model.nothingToOpen();
        assertThat(model.homeless().get()).isTrue();
        model.create(folder.resolve("mine"));
        assertThat(model.homeless().get()).isFalse();
        model.nothingToOpen();
        assertThat(model.homeless().get()).isFalse();
    }

    @Test
    void aNewProjectHasAnExperimentThatRuns() {
        model.create(folder.resolve("mine"));
        assertThat(Project.isProject(folder.resolve("mine"))).isTrue();
        assertThat(project.name().get()).isEqualTo("mine");
        assertThat(project.experiments()).hasSize(1);
        assertThat(model.experiment().runnable().get()).isTrue();
        assertThat(model.experiment().dirty().get()).isFalse();
    }

    @Test
    void aProjectThatCannotBeOpenedLeavesTheTwoWaysOpen() {
        model.failed(new TaskFailure("Opening it", new IOException("no such file")));
        assertThat(model.homeless().get()).isTrue();
        assertThat(model.message().get()).isNotEmpty();
    }

    @Test
    void bothButtonsOfTheEmptyWindowDoWhatTheySay() throws Exception {
        List<String> asked = new ArrayList<>();
        CompletableFuture<Boolean> done = new CompletableFuture<>();
        Platform.runLater(() -> {
            NoProjectView view = new NoProjectView(new Actions(model, new Asked(asked)));
            for (String id : List.of("#empty-new-project", "#empty-open-project")) {
                ((Button) view.lookup(id)).fire();
            }
            done.complete(true);
        });
        assertThat(done.get(60, TimeUnit.SECONDS)).isTrue();
        assertThat(asked).containsExactly("newProject", "openProject");
    }

    @Test
    void aNewProjectNeedsAFreeNameAndAWholePath() throws IOException {
        String place = folder.toAbsolutePath().toString();
        assertThat(NewProjectDialog.problem("mine", place)).isEmpty();
        assertThat(NewProjectDialog.problem("a/b", place)).contains("Letters");
        assertThat(NewProjectDialog.problem("mine", "somewhere")).contains("whole path");
        Files.createDirectory(folder.resolve("mine"));
        assertThat(NewProjectDialog.problem("mine", place)).contains("already");
    }

    private record Asked(List<String> names) implements Dialogs {
        @Override
        public void newProject() {
            names.add("newProject");
        }

        @Override
        public void newExperiment() {
            names.add("newExperiment");
        }

        @Override
        public void openProject() {
            names.add("openProject");
        }

        @Override
        public void exportTable() {
            names.add("exportTable");
        }

        @Override
        public void exportFigure(Chart chart) {
            names.add("exportFigure " + chart);
        }

        @Override
        public void exportMap() {
            names.add("exportMap");
        }

        @Override
        public void duplicate(RunItem run) {
            names.add("duplicate " + run.title());
        }

        @Override
        public void emptyDeleted() {
            names.add("emptyDeleted");
        }

        @Override
        public void newSweep() {
            names.add("newSweep");
        }

        @Override
        public void editSweep() {
            names.add("editSweep");
        }

        @Override
        public void moreSeeds() {
            names.add("moreSeeds");
        }

        @Override
        public void switchTheme() {
            names.add("switchTheme");
        }

        @Override
        public void about() {
            names.add("about");
        }

        @Override
        public void quit() {
            names.add("quit");
        }
    }
}
