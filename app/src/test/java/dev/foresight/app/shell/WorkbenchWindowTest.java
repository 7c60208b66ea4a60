package dev.foresight.app.shell;

import static org.assertj.core.api.Assertions.assertThat;

import dev.foresight.app.SampleRuns;
import dev.foresight.app.compare.ComparisonViewModel;
import dev.foresight.app.compare.ComparisonViewModel.Chart;
import dev.foresight.app.experiment.Components;
import dev.foresight.app.experiment.ExperimentTemplate;
import dev.foresight.app.experiment.ExperimentViewModel;
import dev.foresight.app.project.ProjectModel;
import dev.foresight.app.project.RunCurves.Axis;
import dev.foresight.app.run.FakeStarter;
import dev.foresight.app.run.RunsViewModel;
import dev.foresight.app.task.FxTaskRunner;
import dev.foresight.engine.project.Project;
import dev.foresight.engine.project.SpecValidation;
import dev.foresight.engine.run.RunDirectory;
import dev.foresight.engine.run.RunOutcome;
import dev.foresight.engine.spec.SpecJson;
import dev.foresight.plots.live.Fonts;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import javafx.application.Platform;
import javafx.event.Event;
import javafx.scene.control.Button;
import javafx.scene.control.TabPane;
import javafx.scene.control.TableCell;
import javafx.scene.control.TableView;
import javafx.scene.control.TextField;
import javafx.scene.control.TreeView;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyCombination;
import javafx.scene.input.KeyEvent;
import javafx.scene.paint.Color;
import javafx.scene.paint.Paint;
import javafx.scene.shape.Circle;
import javafx.stage.Stage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The real window on a platform without a display, with a starter that starts nothing. */
@Timeout(120)
@SuppressWarnings("NullAway.Init") // set up on the FX thread
class WorkbenchWindowTest {
    @TempDir
    Path folder;

    private final FakeStarter starter = new FakeStarter();
    private Project onDisk;
    private FxTaskRunner tasks;
    private WorkbenchModel model;
    private Stage stage;

    @BeforeAll
    static void startToolkit() throws InterruptedException {
        CountDownLatch started = new CountDownLatch(1);
        try {
            Platform.startup(started::countDown);
        } catch (IllegalStateException alreadyStarted) {
            started.countDown();
        }
        Platform.setImplicitExit(false);
        assertThat(started.await(60, TimeUnit.SECONDS)).isTrue();
    }

    @BeforeEach
    void open() throws Exception {
        onDisk = SampleRuns.project(folder.resolve("p"));
        onFx(() -> {
            Fonts.load();
            tasks = new FxTaskRunner(failure -> model.failed(failure));
            ProjectModel project = new ProjectModel(tasks);
            model = new WorkbenchModel(
                    tasks,
                    project,
                    new ExperimentViewModel(tasks, SpecValidation::check, Components.registered()),
                    new RunsViewModel(tasks, project, starter),
                    new ComparisonViewModel(tasks, project));
            stage = new Stage();
            Settings settings = Settings.read(folder.resolve("settings"));
            new WorkbenchWindow(stage, model, settings).show();
            project.start();
            model.open(onDisk.folder(), "images");
            return true;
        });
        await(() -> model.experiment().runnable().get());
    }

    @AfterEach
    void close() throws Exception {
        onFx(() -> {
            stage.close();
            tasks.close();
            return true;
        });
    }

    @Test
    void aSweepIsChosenInTheTreeRunAndStopped() throws Exception {
        String text =
                """
                {"format": 1, "name": "grid", "seeds": [1, 2], "vary": {"arms[1].horizon": [1, 2]}, "experiment": %s}
                """.formatted(SpecJson.write(ExperimentTemplate.all().getFirst().spec()));
        onFx(() -> {
            model.project().saveSweep("grid", text, item -> {});
            return true;
        });
        await(() -> !model.project().sweeps().isEmpty());
        onFx(() -> {
            TreeView<?> tree = (TreeView<?>) stage.getScene().getRoot().lookup(".project-tree");
            tree.getSelectionModel().selectLast();
            return true;
        });
        await(() -> model.sweep().runnable().get() && stage.getScene().getRoot().lookup("#sweep-cells") != null);
        TableView<?> cells =
                onFx(() -> (TableView<?>) stage.getScene().getRoot().lookup("#sweep-cells"));
        await(() -> cells.getItems().size() == 3);
        onFx(() -> {
            button("#tool-run-sweep").fire();
            return true;
        });
        await(() ->
                starter.submitted().size() == 6 && !button("#tool-stop-sweep").isDisabled());
        assertThat(onDisk.runs()).hasSize(6);
        onFx(() -> {
            button("#tool-stop-sweep").fire();
            return true;
        });
        await(() -> starter.stopped().size() == 6);
        onFx(() -> {
            model.choose("grid");
            return true;
        });
        await(() -> model.runs().rows().size() == 6);
    }

    @Test
    void runInTheToolBarStartsTheRunsAndTheirCurvesAppear() throws Exception {
        onFx(() -> {
            button("#tool-run").fire();
            return true;
        });
        await(() -> starter.submitted().size() == 2);
        RunDirectory first = starter.submitted().getFirst();
        SampleRuns.appendSteps(first, 0, 30, 10);
        await(() -> model.comparison().curves(Chart.LOWER).stream()
                .anyMatch(curve -> curve.points().size() == 30));
        SampleRuns.appendSteps(first, 30, 40, 10);
        await(() -> model.project()
                        .runs()
                        .getFirst()
                        .curves()
                        .trainingLoss()
                        .over(Axis.EPOCHS)
                        .size()
                == 40);
        assertThat(onFx(() -> model.message().get())).isEmpty();
    }

    @Test
    void aFieldWithNonsenseShowsItsMessageAndForbidsRun() throws Exception {
        onFx(() -> {
            TextField batch = (TextField) stage.getScene().getRoot().lookupAll(".text-field").stream()
                    .filter(node -> "Batch size".equals(node.getAccessibleText()))
                    .findFirst()
                    .orElseThrow();
            batch.setText("many");
            return true;
        });
        await(() -> button("#tool-run").isDisabled());
        assertThat(onFx(() -> stage.getScene().getRoot().lookupAll(".field-message").stream()
                        .anyMatch(node -> node.isVisible() && node.toString().contains("whole number"))))
                .isTrue();
    }

    @Test
    void theThemeChangesAndIsRemembered() throws Exception {
        onFx(() -> {
            button("#tool-theme").fire();
            return true;
        });
        await(() -> model.comparison().dark().get());
        await(() -> Settings.read(folder.resolve("settings")).theme() == Theme.DARK);
    }

    @Test
    void theDotsOfArmsFollowTheThemeAsTheCurvesDo() throws Exception {
        SampleRuns.create(onDisk, ExperimentTemplate.all().getFirst().spec());
        await(() -> dots().contains(Color.web("#e6a34a")));
        onFx(() -> {
            button("#tool-theme").fire();
            return true;
        });
        await(() -> dots().contains(Color.web("#f2c078")) && !dots().contains(Color.web("#e6a34a")));
    }

    @Test
    void runsAreQueuedMovedDeletedAndBroughtBackByTheirButtons() throws Exception {
        SampleRuns.create(onDisk, ExperimentTemplate.all().getFirst().spec());
        await(() -> model.project().runs().size() == 2);
        onFx(() -> {
            model.runs().selected().setAll(model.project().runs());
            button("#runs-start-runs").fire();
            return true;
        });
        await(() -> model.queue().rows().size() == 2);
        RunDirectory first = starter.waiting().getFirst();
        onFx(() -> {
            model.queue().selected().setAll(model.queue().rows().getFirst());
            button("#queue-down").fire();
            return true;
        });
        await(() -> starter.waiting().getLast().equals(first));
        await(() -> button("#runs-delete-runs").isDisabled());
        onFx(() -> {
            model.queue().selected().setAll(model.queue().rows());
            button("#queue-remove").fire();
            return true;
        });
        await(() -> model.queue().rows().isEmpty());
        onDisk.runs().forEach(run -> run.end(new RunOutcome.Stopped(0)));
        await(() -> !button("#runs-delete-runs").isDisabled());
        onFx(() -> {
            button("#runs-delete-runs").fire();
            return true;
        });
        await(() -> model.project().runs().isEmpty() && button("#status-offer").isVisible());
        assertThat(onDisk.runs()).isEmpty();
        onFx(() -> {
            button("#status-offer").fire();
            return true;
        });
        await(() -> model.project().runs().size() == 2);
        assertThat(onDisk.runs()).hasSize(2);
    }

    @Test
    void runsAreMovedTakenOutDeletedAndBroughtBackByKeys() throws Exception {
        SampleRuns.create(onDisk, ExperimentTemplate.all().getFirst().spec());
        await(() -> model.project().runs().size() == 2);
        onFx(() -> {
            model.runs().selected().setAll(model.project().runs());
            button("#runs-start-runs").fire();
            tabOf("Queue");
            return true;
        });
        await(() -> model.queue().rows().size() == 2 && table("Queue").isPresent());
        RunDirectory first = starter.waiting().getFirst();
        onFx(() -> {
            table("Queue").orElseThrow().getSelectionModel().select(1);
            press("Queue", KeyCode.UP, KeyCombination.ALT_DOWN);
            return true;
        });
        await(() -> starter.waiting().getLast().equals(first));
        onFx(() -> {
            table("Queue").orElseThrow().getSelectionModel().selectAll();
            press("Queue", KeyCode.DELETE);
            return true;
        });
        await(() -> model.queue().rows().isEmpty());
        onDisk.runs().forEach(run -> run.end(new RunOutcome.Stopped(0)));
        onFx(() -> {
            tabOf("Runs");
            return true;
        });
        await(() -> table("Runs").isPresent() && !button("#runs-delete-runs").isDisabled());
        onFx(() -> {
            table("Runs").orElseThrow().getSelectionModel().selectAll();
            press("Runs", KeyCode.DELETE);
            return true;
        });
        await(() -> model.project().runs().isEmpty() && button("#status-offer").isVisible());
        assertThat(onDisk.runs()).isEmpty();
        onFx(() -> {
            press("Runs", KeyCode.Z, KeyCombination.SHORTCUT_DOWN);
            return true;
        });
        await(() -> model.project().runs().size() == 2);
        assertThat(onDisk.runs()).hasSize(2);
    }

    private Optional<TableView<?>> table(String name) {
        return stage.getScene().getRoot().lookupAll(".runs-table").stream()
                .filter(node -> name.equals(node.getAccessibleText()))
                .<TableView<?>>map(node -> (TableView<?>) node)
                .findFirst();
    }

    private void tabOf(String name) {
        stage.getScene().getRoot().lookupAll(".tab-pane").stream()
                .map(TabPane.class::cast)
                .forEach(pane -> pane.getTabs().stream()
                        .filter(tab -> name.equals(tab.getText()))
                        .forEach(pane.getSelectionModel()::select));
    }

    /** As the system sends it to the table that has the focus, by way of the menus' accelerators. */
    private void press(String table, KeyCode code, KeyCombination.Modifier... modifiers) {
        TableView<?> target = table(table).orElseThrow();
        target.requestFocus();
        List<KeyCombination.Modifier> down = List.of(modifiers);
        Event.fireEvent(
                target,
                new KeyEvent(
                        KeyEvent.KEY_PRESSED,
                        "",
                        "",
                        code,
                        false,
                        down.contains(KeyCombination.SHORTCUT_DOWN),
                        down.contains(KeyCombination.ALT_DOWN),
                        false));
    }

    @Test
    void aDuplicateNeverTakesTheFileOfAnExperimentAddedByHand() throws Exception {
        SampleRuns.create(onDisk, ExperimentTemplate.all().getFirst().spec());
        await(() -> model.project().runs().size() == 2);
        Path byHand = onDisk.experimentFile("images-2");
        Files.writeString(byHand, "work of hours");
        onFx(() -> {
            model.duplicate(model.project().runs().getFirst());
            return true;
        });
        await(() -> model.chosen().get().equals("images-3"));
        assertThat(Files.readString(byHand)).isEqualTo("work of hours");
        assertThat(Project.readExperiment(onDisk.experimentFile("images-3")).name())
                .isEqualTo("images-3");
        onFx(() -> {
            model.add(ExperimentTemplate.all().getFirst().spec().withName("images-2"));
            return true;
        });
        await(() -> model.message().get().contains("choose another name"));
        assertThat(Files.readString(byHand)).isEqualTo("work of hours");
    }

    private List<Paint> dots() {
        return stage.getScene().getRoot().lookupAll(".runs-table .table-cell").stream()
                .filter(TableCell.class::isInstance)
                .map(cell -> ((TableCell<?, ?>) cell).getGraphic())
                .filter(Circle.class::isInstance)
                .map(dot -> ((Circle) dot).getFill())
                .toList();
    }

    @Test
    void savingWritesTheFormToItsFile() throws Exception {
        onFx(() -> {
            model.experiment().toggleHorizon(2);
            model.save();
            return true;
        });
        await(() -> !model.experiment().dirty().get());
        assertThat(Project.readExperiment(onDisk.experimentFile("images")).arms())
                .hasSize(3);
    }

    /** The promise is 100 ms; the bound here leaves room for a test machine that does much else. */
    @Test
    void theWindowsThreadKeepsBeatingWhileLogsGrowFast() throws Exception {
        onFx(() -> {
            model.run();
            return true;
        });
        await(() -> starter.submitted().size() == 2);
        AtomicLong worst = new AtomicLong();
        for (int part = 0; part < 20; part++) {
            SampleRuns.appendSteps(starter.submitted().getFirst(), part * 5000, (part + 1) * 5000, 1000);
            long asked = System.nanoTime();
            onFx(() -> worst.accumulateAndGet(System.nanoTime() - asked, Math::max));
        }
        await(() -> model.project()
                        .runs()
                        .getFirst()
                        .curves()
                        .trainingLoss()
                        .over(Axis.STEPS)
                        .size()
                == 100_000);
        assertThat(worst.get() / 1_000_000).as("longest wait in ms").isLessThan(2000);
    }

    private Button button(String id) {
        return (Button) stage.getScene().getRoot().lookup(id);
    }

    private static <T> T onFx(Callable<T> work) throws Exception {
        CompletableFuture<T> result = new CompletableFuture<>();
        Platform.runLater(() -> {
            try {
                result.complete(work.call());
            } catch (Throwable failure) {
                result.completeExceptionally(failure);
            }
        });
        return result.get(60, TimeUnit.SECONDS);
    }

    private static void await(Callable<Boolean> condition) throws Exception {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (!onFx(condition)) {
            assertThat(System.nanoTime()).as("in time").isLessThan(end);
            Thread.sleep(20);
        }
    }
}
