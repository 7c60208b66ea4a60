package dev.foresight.app.shell;

import dev.foresight.app.compare.ComparisonViewModel.Chart;
import dev.foresight.app.queue.QueueViewModel;
import dev.foresight.app.run.DeletedViewModel;
import dev.foresight.app.run.RunCommands;
import dev.foresight.app.sweep.SweepViewModel;
import java.util.ArrayList;
import java.util.List;
import javafx.beans.binding.BooleanBinding;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.value.ObservableBooleanValue;
import javafx.scene.control.CheckMenuItem;
import javafx.scene.control.Label;
import javafx.scene.control.Menu;
import javafx.scene.control.MenuBar;
import javafx.scene.control.MenuItem;
import javafx.scene.control.SeparatorMenuItem;
import javafx.scene.input.KeyCombination;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import org.jspecify.annotations.Nullable;

/** Everything the window can do, each once; menus and tool bar are made from these. */
final class Actions {
    private static final ObservableBooleanValue ALWAYS = new SimpleBooleanProperty(true);

    final Action newProject;
    final Action newExperiment;
    final Action openProject;
    final Action save;
    final Action exportTable;
    final Action exportUpper;
    final Action exportLower;
    final Action exportMap;
    final Action quit;
    final Action undo;
    final Action redo;
    final Action run;
    final Action stop;
    final Action resumeAll;
    final Action undoDelete;
    final Action restoreDeleted;
    final Action emptyDeleted;
    final Action hold;
    final Action moveUp;
    final Action moveDown;
    final Action removeFromQueue;
    final RunCommands runCommands;
    final List<Action> ofRuns;
    final Action newSweep;
    final Action editSweep;
    final Action moreSeeds;
    final Action runSweep;
    final Action stopSweep;
    final Action theme;
    final Action about;

    Actions(WorkbenchModel model, Dialogs dialogs) {
        BooleanBinding open = model.project().project().isNotNull();
        BooleanBinding edits = model.experiment().spec().isNotNull();
        newProject = new Action("new-project", "New _Project…", "Shortcut+Shift+N", ALWAYS, dialogs::newProject);
        newExperiment = new Action("new-experiment", "_New Experiment…", "Shortcut+N", open, dialogs::newExperiment);
        openProject = new Action("open-project", "_Open Project…", "Shortcut+O", ALWAYS, dialogs::openProject);
        save = new Action("save", "_Save Experiment", "Shortcut+S", edits, model::save);
        exportTable = new Action("export-table", "Export _Table…", "Shortcut+E", open, dialogs::exportTable);
        exportUpper = new Action(
                "export-upper",
                "Export _Figure of Upper Chart…",
                "Shortcut+Shift+E",
                open,
                () -> dialogs.exportFigure(Chart.UPPER));
        exportLower = new Action(
                "export-lower",
                "Export Figure of _Lower Chart…",
                "Shortcut+Shift+L",
                open,
                () -> dialogs.exportFigure(Chart.LOWER));
        exportMap = new Action("export-map", "Export Figure of _Map…", "Shortcut+Shift+M", open, dialogs::exportMap);
        quit = new Action("quit", "_Quit", "Shortcut+Q", ALWAYS, dialogs::quit);
        undo = new Action("undo", "_Undo", "Shortcut+Z", model.experiment().canUndo(), model.experiment()::undo);
        redo = new Action(
                "redo", "_Redo", "Shortcut+Shift+Z", model.experiment().canRedo(), model.experiment()::redo);
        run = new Action("run", "_Run", "Shift+F10", model.experiment().runnable(), model::run);
        stop = new Action(
                "stop", "_Stop All and Keep", "Shortcut+F2", model.runs().active(), model.runs()::stopAll);
        runCommands = new RunCommands(model.runs(), dialogs::duplicate);
        ofRuns = runCommands.all().stream()
                .map(command ->
                        new Action(command.id(), command.name(), command.keys(), command.enabled(), command::run))
                .toList();
        resumeAll =
                new Action("resume-all", "Resume _All Cut Off", "", model.runs().cutOff(), model.runs()::resumeAll);
        DeletedViewModel deleted = model.runs().deleted();
        undoDelete = new Action("undo-delete", "_Undo Delete of Runs", "", deleted.canUndo(), deleted::undo);
        restoreDeleted = new Action("restore-deleted", "_Bring Back All Deleted Runs", "", open, deleted::restoreAll);
        emptyDeleted = new Action("empty-deleted", "_Empty Deleted Runs…", "", open, dialogs::emptyDeleted);
        QueueViewModel queue = model.queue();
        hold = new Action(
                "hold-queue",
                "_Hold or Continue Queue",
                "Shortcut+Shift+H",
                ALWAYS,
                () -> queue.hold(!queue.held().get()));
        moveUp = new Action("queue-up", "Move _Up", "Alt+Up", queue.canMoveUp(), queue::moveUp);
        moveDown = new Action("queue-down", "Move _Down", "Alt+Down", queue.canMoveDown(), queue::moveDown);
        removeFromQueue = new Action("queue-remove", "_Remove from Queue", "", queue.canRemove(), queue::remove);
        SweepViewModel sweep = model.sweep();
        newSweep = new Action("new-sweep", "New S_weep…", "Shortcut+Shift+W", edits, dialogs::newSweep);
        editSweep = new Action("edit-sweep", "_Edit Sweep…", "", sweep.runnable(), dialogs::editSweep);
        moreSeeds = new Action("more-seeds", "More Seeds…", "", sweep.runnable(), dialogs::moreSeeds);
        runSweep = new Action("run-sweep", "_Run Sweep", "Shift+F9", sweep.runnable(), sweep::run);
        stopSweep = new Action("stop-sweep", "S_top Sweep and Keep", "", sweep.active(), sweep::stop);
        theme = new Action("theme", "Switch _Theme", "", ALWAYS, dialogs::switchTheme);
        about = new Action("about", "_About Foresight", "", ALWAYS, dialogs::about);
    }

    HBox menuBar(WorkbenchView view) {
        Label brand = new Label("Foresight");
        brand.getStyleClass().add("brand");
        MenuBar bar = new MenuBar(
                menu(
                        "_File",
                        newProject,
                        openProject,
                        null,
                        newExperiment,
                        newSweep,
                        save,
                        null,
                        exportTable,
                        exportUpper,
                        exportLower,
                        exportMap,
                        null,
                        quit),
                menu("_Edit", undo, redo),
                viewMenu(view),
                runMenu(),
                menu("_Sweep", runSweep, stopSweep, null, moreSeeds, editSweep, null, newSweep),
                menu("_Queue", hold, null, moveUp, moveDown, removeFromQueue),
                menu("_Help", about));
        HBox.setHgrow(bar, Priority.ALWAYS);
        HBox row = new HBox(brand, bar);
        row.getStyleClass().add("menu-row");
        return row;
    }

    private Menu runMenu() {
        List<@Nullable Action> entries = new ArrayList<>();
        entries.add(run);
        entries.add(stop);
        entries.add(resumeAll);
        entries.add(null);
        entries.addAll(ofRuns);
        entries.add(null);
        entries.add(undoDelete);
        entries.add(restoreDeleted);
        entries.add(emptyDeleted);
        return menu("_Run", entries.toArray(Action[]::new));
    }

    private Menu viewMenu(WorkbenchView view) {
        Menu menu = new Menu("_View");
        menu.getItems()
                .addAll(
                        toggle("_Project", "Alt+1", view.projectShown()),
                        toggle("Pa_rameters", "Alt+2", view.parametersShown()),
                        toggle("R_uns, Queue, Statistics, Confusion and Log", "Alt+3", view.runsShown()),
                        new SeparatorMenuItem(),
                        theme.menuItem());
        return menu;
    }

    private static CheckMenuItem toggle(String name, String keys, BooleanProperty shown) {
        CheckMenuItem item = new CheckMenuItem(name);
        item.setAccelerator(KeyCombination.valueOf(keys));
        item.selectedProperty().bindBidirectional(shown);
        return item;
    }

    private static Menu menu(String name, @Nullable Action... actions) {
        Menu menu = new Menu(name);
        for (Action action : actions) {
            MenuItem item = action == null ? new SeparatorMenuItem() : action.menuItem();
            menu.getItems().add(item);
        }
        return menu;
    }
}
