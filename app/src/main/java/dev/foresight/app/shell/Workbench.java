package dev.foresight.app.shell;

import dev.foresight.app.WorkerCommand;
import dev.foresight.app.compare.ComparisonViewModel;
import dev.foresight.app.experiment.Components;
import dev.foresight.app.experiment.ExperimentViewModel;
import dev.foresight.app.project.LogLine;
import dev.foresight.app.project.ProjectModel;
import dev.foresight.app.run.QueueRunStarter;
import dev.foresight.app.run.RunsViewModel;
import dev.foresight.app.task.FxTaskRunner;
import dev.foresight.app.task.TaskFailure;
import dev.foresight.app.task.TaskRunner;
import dev.foresight.app.welcome.WelcomeSample;
import dev.foresight.engine.project.Project;
import dev.foresight.engine.project.SpecValidation;
import dev.foresight.plots.live.Fonts;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.application.Application;
import javafx.stage.Stage;
import org.jspecify.annotations.Nullable;

/** The program with its window: makes every part, joins them and shows them. */
public final class Workbench extends Application {
    private @Nullable TaskRunner running;

    /** JavaFX makes it. */
    public Workbench() {}

    @Override
    public void start(Stage stage) {
        Fonts.load();
        Failures failures = new Failures();
        TaskRunner tasks = new FxTaskRunner(failures);
        running = tasks;
        Settings settings = Settings.read(WelcomeSample.home().resolve("workbench.properties"));
        ProjectModel project = new ProjectModel(tasks);
        ExperimentViewModel experiment = new ExperimentViewModel(tasks, SpecValidation::check, Components.registered());
        QueueRunStarter starter = new QueueRunStarter(WorkerCommand::prefix, settings.slots());
        project.project().addListener((observed, former, opened) -> openQueue(tasks, starter, project, opened));
        RunsViewModel runs = new RunsViewModel(tasks, project, starter);
        ComparisonViewModel comparison = new ComparisonViewModel(tasks, project);
        WorkbenchModel model = new WorkbenchModel(tasks, project, experiment, runs, comparison);
        failures.sink = model::failed;
        Thread.setDefaultUncaughtExceptionHandler((first, bug) -> {
            System.getLogger("foresight").log(System.Logger.Level.ERROR, "A fault in the program itself", bug);
            tasks.show(() -> model.failed(new TaskFailure("Something inside the program", bug)));
        });

        WorkbenchWindow window = new WorkbenchWindow(stage, model, settings);
        stage.setWidth(1280);
        stage.setHeight(800);
        window.show();
        project.start();
        Optional<Path> named = getParameters().getUnnamed().stream().findFirst().map(Path::of);
        tasks.run(
                "Finding a project to open",
                () -> {
                    Optional<Path> chosen = named.or(() -> settings.project().filter(Project::isProject));
                    return chosen.isPresent() ? chosen : WelcomeSample.open();
                },
                folder -> folder.ifPresentOrElse(
                        path -> model.open(path.toAbsolutePath(), settings.experiment()), model::nothingToOpen));
    }

    private static void openQueue(
            TaskRunner tasks, QueueRunStarter starter, ProjectModel project, @Nullable Project opened) {
        if (opened != null) {
            tasks.run(
                    "Opening the queue of " + opened.folder(),
                    () -> {
                        List<String> told = new ArrayList<>();
                        starter.open(opened, told::add);
                        return told;
                    },
                    told -> told.forEach(text -> project.tell(new LogLine("window", "queue", text))));
        }
    }

    @Override
    public void stop() {
        if (running != null) {
            running.close();
        }
    }

    /** A handler that is needed before what it tells exists. */
    private static final class Failures implements Consumer<TaskFailure> {
        private Consumer<TaskFailure> sink = ignored -> {};

        @Override
        public void accept(TaskFailure failure) {
            sink.accept(failure);
        }
    }
}
