package dev.foresight.app.shell;

import dev.foresight.app.WorkerCommand;
import dev.foresight.app.compare.ComparisonViewModel;
import dev.foresight.app.compare.ComparisonViewModel.Chart;
import dev.foresight.app.experiment.Components;
import dev.foresight.app.experiment.ExperimentViewModel;
import dev.foresight.app.project.ProjectModel;
import dev.foresight.app.run.FakeStarter;
import dev.foresight.app.run.QueueRunStarter;
import dev.foresight.app.run.RunsViewModel;
import dev.foresight.app.task.FxTaskRunner;
import dev.foresight.engine.project.SpecValidation;
import dev.foresight.engine.queue.Slots;
import dev.foresight.plots.live.Fonts;
import dev.foresight.plots.table.Plotted;
import java.awt.image.BufferedImage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javafx.animation.PauseTransition;
import javafx.application.Application;
import javafx.application.Platform;
import javafx.scene.image.WritableImage;
import javafx.stage.Stage;
import javafx.util.Duration;
import javax.imageio.ImageIO;

/**
 * Takes pictures of the window for the eyes of people: {@code PROJECT EXPERIMENT OUT.png light|dark WIDTH HEIGHT},
 * and with a number of seconds behind them runs the experiment in real workers and takes the picture after that time. The property
 * {@code pictures.tab} chooses the tab below, {@code pictures.upper} and {@code pictures.lower} what the charts show.
 */
public final class Pictures extends Application {
    /** JavaFX makes it. */
    public Pictures() {}

    /** The launcher of java wants a main class that is no Application when JavaFX is on the class path. */
    static final class Main {
        private Main() {}

        public static void main(String[] args) {
            launch(Pictures.class, args);
        }
    }

    private static void select(javafx.scene.Node root, String name) {
        root.lookupAll(".tab-pane").stream()
                .map(javafx.scene.control.TabPane.class::cast)
                .forEach(pane -> pane.getTabs().stream()
                        .filter(tab -> tab.getText().equals(name))
                        .forEach(pane.getSelectionModel()::select));
    }

    @Override
    public void start(Stage stage) throws Exception {
        Fonts.load();
        List<String> args = getParameters().getUnnamed();
        FxTaskRunner tasks = new FxTaskRunner(failure -> {
            throw new IllegalStateException(failure.message(), failure.cause());
        });
        ProjectModel project = new ProjectModel(tasks);
        ExperimentViewModel experiment = new ExperimentViewModel(tasks, SpecValidation::check, Components.registered());
        RunsViewModel runs = new RunsViewModel(
                tasks,
                project,
                args.size() > 6 ? new QueueRunStarter(WorkerCommand::prefix, new Slots(1, 2)) : new FakeStarter());
        WorkbenchModel model =
                new WorkbenchModel(tasks, project, experiment, runs, new ComparisonViewModel(tasks, project));
        Settings settings = Settings.read(Files.createTempDirectory("pictures").resolve("settings"));
        WorkbenchWindow window = new WorkbenchWindow(stage, model, settings);
        window.theme(args.get(3).equals("dark") ? Theme.DARK : Theme.LIGHT);
        stage.setWidth(Double.parseDouble(args.get(4)));
        stage.setHeight(Double.parseDouble(args.get(5)));
        stage.initStyle(javafx.stage.StageStyle.UNDECORATED);
        window.show();
        project.start();
        model.open(Path.of(args.get(0)), args.get(1));
        PauseTransition wait = new PauseTransition(Duration.seconds(6));
        if (args.size() > 6) {
            wait.setDuration(Duration.seconds(Double.parseDouble(args.get(6))));
            model.experiment().runnable().addListener((observed, former, runnable) -> {
                if (runnable && !model.runs().active().get()) {
                    model.run();
                }
            });
        }
        wait.setOnFinished(event -> {
            select(stage.getScene().getRoot(), System.getProperty("pictures.tab", "Runs"));
            stage.getScene().getRoot().applyCss();
            stage.getScene().getRoot().layout();
            WritableImage image = stage.getScene().snapshot(null);
            int width = (int) image.getWidth();
            int height = (int) image.getHeight();
            BufferedImage copy = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
            int[] pixels = new int[width * height];
            image.getPixelReader()
                    .getPixels(
                            0, 0, width, height, javafx.scene.image.PixelFormat.getIntArgbInstance(), pixels, 0, width);
            copy.setRGB(0, 0, width, height, pixels, 0, width);
            try {
                ImageIO.write(copy, "png", Path.of(args.get(2)).toFile());
            } catch (java.io.IOException failure) {
                throw new java.io.UncheckedIOException(failure);
            }
            model.runs().stopAll();
            tasks.close();
            Platform.exit();
        });
        // Loading takes as long as it takes; the picture comes a while after it.
        model.project().runs().addListener((javafx.beans.InvalidationListener) observed -> {
            // Chosen early: what a tab computes takes its time, too.
            select(stage.getScene().getRoot(), System.getProperty("pictures.tab", "Runs"));
            for (Chart chart : Chart.values()) {
                Optional.ofNullable(
                                System.getProperty("pictures." + chart.name().toLowerCase(Locale.ROOT)))
                        .ifPresent(
                                id -> model.comparison().chart(chart).quantity().set(Plotted.parse(id)));
            }
            wait.playFromStart();
        });
    }
}
