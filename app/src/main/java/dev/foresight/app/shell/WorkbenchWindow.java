package dev.foresight.app.shell;

import dev.foresight.app.compare.ComparisonViewModel.Chart;
import dev.foresight.app.experiment.ExperimentTemplate;
import dev.foresight.app.project.RunItem;
import dev.foresight.app.sweep.SweepDialog;
import dev.foresight.app.sweep.SweepForm;
import dev.foresight.app.welcome.WelcomeSample;
import dev.foresight.engine.spec.ExperimentSpec;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import javafx.beans.binding.Bindings;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.scene.Scene;
import javafx.scene.control.Alert;
import javafx.scene.control.ButtonBar;
import javafx.scene.control.ButtonType;
import javafx.scene.control.Label;
import javafx.scene.control.TextInputDialog;
import javafx.stage.DirectoryChooser;
import javafx.stage.Stage;
import javafx.stage.WindowEvent;

/** The stage with the workbench in it, and everything that needs a person's answer. */
final class WorkbenchWindow implements Dialogs {
    private final Stage stage;
    private final WorkbenchModel model;
    private final Settings settings;
    private final WorkbenchView view;
    private final Scene scene;
    private final ObjectProperty<Theme> theme = new SimpleObjectProperty<>();

    WorkbenchWindow(Stage stage, WorkbenchModel model, Settings settings) {
        this.stage = stage;
        this.model = model;
        this.settings = settings;
        view = new WorkbenchView(
                model,
                new Actions(model, this),
                model.project().backend().map(words -> words.isEmpty() ? Machine.words() : words));
        scene = new Scene(view, 1280, 800);
        theme.addListener((observed, former, now) -> {
            now.apply(scene);
            model.comparison().dark().set(now.dark());
        });
        theme.set(settings.theme());
        stage.setScene(scene);
        stage.setMinWidth(900);
        stage.setMinHeight(560);
        stage.titleProperty()
                .bind(Bindings.createStringBinding(
                        this::title,
                        model.project().name(),
                        model.chosen(),
                        model.experiment().dirty()));
        stage.setOnCloseRequest(this::closing);
        model.project().project().addListener((observed, former, project) -> {
            if (project != null) {
                settings.project(project.folder());
                remember();
            }
        });
        model.queue().slots().addListener((observed, former, slots) -> {
            if (!slots.equals(settings.slots())) {
                settings.slots(slots);
                remember();
            }
        });
        model.chosen().addListener((observed, former, name) -> {
            if (!name.isEmpty()) {
                settings.experiment(name);
                remember();
            }
        });
    }

    void show() {
        stage.show();
        // Once more when the system has given the window its size, which may differ from the one asked for.
        view.arrange(scene.getWidth(), scene.getHeight());
        model.tasks().show(() -> view.arrange(scene.getWidth(), scene.getHeight()));
    }

    WorkbenchView view() {
        return view;
    }

    void theme(Theme wanted) {
        theme.set(wanted);
    }

    @Override
    public void switchTheme() {
        theme.set(theme.get().other());
        settings.theme(theme.get());
        remember();
    }

    @Override
    public void newProject() {
        if (mayDiscardEdits()) {
            new NewProjectDialog(stage, WelcomeSample.home()).ask().ifPresent(model::create);
        }
    }

    @Override
    public void newExperiment() {
        new NewExperimentDialog(stage, ExperimentTemplate.all(), names()).ask().ifPresent(model::add);
    }

    @Override
    public void openProject() {
        DirectoryChooser chooser = new DirectoryChooser();
        chooser.setTitle("Open a project's folder");
        Path home = WelcomeSample.home();
        if (Files.isDirectory(home)) {
            chooser.setInitialDirectory(home.toFile());
        }
        File folder = chooser.showDialog(stage);
        if (folder != null && mayDiscardEdits()) {
            model.open(folder.toPath(), "");
        }
    }

    @Override
    public void exportTable() {
        new ExportDialog(stage, model).table();
    }

    @Override
    public void exportFigure(Chart chart) {
        new ExportDialog(stage, model).figure(chart);
    }

    @Override
    public void exportMap() {
        new ExportDialog(stage, model).map();
    }

    @Override
    public void duplicate(RunItem run) {
        if (mayDiscardEdits()) {
            model.duplicate(run);
        }
    }

    @Override
    public void emptyDeleted() {
        model.runs().deleted().look(bin -> {
            ButtonType remove = new ButtonType("Remove for Good", ButtonBar.ButtonData.OTHER);
            if (bin.runs().isEmpty()) {
                ask(
                        "No deleted runs",
                        "Runs that are deleted lie in the project until they are removed for good.",
                        List.of(ButtonType.OK));
            } else if (ask(
                            "Remove " + bin.words() + ", for good?",
                            "Their curves, logs and checkpoints in "
                                    + bin.folder().folder()
                                    + " will be gone and cannot be brought back. Runs in the list are not touched.",
                            List.of(remove, ButtonType.CANCEL))
                    .filter(remove::equals)
                    .isPresent()) {
                model.runs().deleted().empty(bin);
            }
        });
    }

    @Override
    public void newSweep() {
        ExperimentSpec spec = model.experiment().spec().get();
        if (spec != null) {
            ask(model.sweep().form(spec));
        }
    }

    @Override
    public void editSweep() {
        SweepForm form = model.sweep().form();
        if (form != null) {
            ask(form);
        }
    }

    private void ask(SweepForm form) {
        if (new SweepDialog(stage, form).ask()) {
            model.sweep().save(form.fileName(), form.text());
        }
    }

    @Override
    public void moreSeeds() {
        TextInputDialog dialog =
                new TextInputDialog(Integer.toString(model.sweep().seeds().size()));
        dialog.initOwner(stage);
        dialog.setTitle("More seeds");
        dialog.setHeaderText("How many seeds to add to every cell?");
        dialog.setContentText("Seeds:");
        dialog.getEditor().setAccessibleText("Seeds to add");
        Label words = new Label("It has " + model.sweep().seeds().size()
                + ". Those added count as beyond the plan: whoever adds seeds because of what they saw finds differences"
                + " where none are. The comparison says so.");
        words.setWrapText(true);
        words.setPrefWidth(440);
        dialog.getDialogPane().setExpandableContent(words);
        dialog.getDialogPane().setExpanded(true);
        dialog.getDialogPane()
                .lookupButton(ButtonType.OK)
                .disableProperty()
                .bind(Bindings.createBooleanBinding(
                        () -> !dialog.getEditor().getText().strip().matches("[1-9]\\d{0,2}"),
                        dialog.getEditor().textProperty()));
        dialog.showAndWait().ifPresent(count -> model.sweep().moreSeeds(Integer.parseInt(count.strip())));
    }

    @Override
    public void about() {
        Alert about = new Alert(Alert.AlertType.INFORMATION);
        about.initOwner(stage);
        about.setTitle("About Foresight");
        about.setHeaderText("Foresight");
        about.setContentText("A research workbench for optimizers that predict weights.\n" + Machine.words());
        about.showAndWait();
    }

    @Override
    public void quit() {
        stage.fireEvent(new WindowEvent(stage, WindowEvent.WINDOW_CLOSE_REQUEST));
    }

    private void closing(WindowEvent event) {
        // The window goes when the background has done what is left to do, in order: save, stop, leave.
        event.consume();
        if (mayDiscardEdits() && mayLeaveRuns()) {
            model.runs().leave(stage::close);
        }
    }

    /** Edits not saved: keep them, drop them, or stay. */
    private boolean mayDiscardEdits() {
        if (!model.experiment().dirty().get()) {
            return true;
        }
        ButtonType save = new ButtonType("Save", ButtonBar.ButtonData.YES);
        ButtonType discard = new ButtonType("Discard", ButtonBar.ButtonData.NO);
        Optional<ButtonType> answer = ask(
                "Save the changes of " + model.chosen().get() + "?",
                "The form differs from the experiment's file. Runs already made keep their own copy either way.",
                List.of(save, discard, ButtonType.CANCEL));
        if (answer.filter(save::equals).isPresent()) {
            model.save();
            return true;
        }
        return answer.filter(discard::equals).isPresent();
    }

    /** Runs that work or wait: leave them to themselves, stop them, or stay. */
    private boolean mayLeaveRuns() {
        List<RunItem> unfinished = model.runs().unfinished();
        if (unfinished.isEmpty()) {
            return true;
        }
        ButtonType leave = new ButtonType("Leave Running", ButtonBar.ButtonData.YES);
        ButtonType stop = new ButtonType("Stop and Keep", ButtonBar.ButtonData.NO);
        Optional<ButtonType> answer = ask(
                unfinished.size() == 1 ? "A run is not finished" : unfinished.size() + " runs are not finished",
                "Leave Running: runs that work go on in processes of their own, and queued ones start when Foresight is "
                        + "next opened.\n\nStop and Keep: runs that work write a checkpoint and end, and queued ones leave "
                        + "the queue. All that was measured is kept, and each can be resumed.",
                List.of(leave, stop, ButtonType.CANCEL));
        if (answer.filter(stop::equals).isPresent()) {
            model.runs().stopAll();
            return true;
        }
        return answer.filter(leave::equals).isPresent();
    }

    private Optional<ButtonType> ask(String header, String text, List<ButtonType> answers) {
        Alert alert = new Alert(Alert.AlertType.CONFIRMATION, text, answers.toArray(ButtonType[]::new));
        alert.initOwner(stage);
        alert.setTitle("Foresight");
        alert.setHeaderText(header);
        alert.getDialogPane().setPrefWidth(480);
        return alert.showAndWait();
    }

    private List<String> names() {
        return model.project().experiments().stream().map(item -> item.name()).toList();
    }

    private String title() {
        String project = model.project().name().get();
        String experiment = model.chosen().get() + (model.experiment().dirty().get() ? " *" : "");
        return (project.isEmpty() ? "" : project + " — ") + (experiment.isBlank() ? "" : experiment + " — ")
                + "Foresight";
    }

    private void remember() {
        model.tasks()
                .run(
                        "Remembering the window's settings",
                        () -> {
                            settings.save();
                            return true;
                        },
                        ignored -> {});
    }
}
