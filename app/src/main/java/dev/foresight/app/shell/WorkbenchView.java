package dev.foresight.app.shell;

import dev.foresight.app.compare.ComparisonView;
import dev.foresight.app.compare.MapView;
import dev.foresight.app.compare.StatisticsView;
import dev.foresight.app.experiment.ExperimentView;
import dev.foresight.app.project.ProjectTreeView;
import dev.foresight.app.queue.QueueTools;
import dev.foresight.app.queue.QueueView;
import dev.foresight.app.run.ConfusionView;
import dev.foresight.app.run.LogView;
import dev.foresight.app.run.RunTools;
import dev.foresight.app.run.RunsView;
import dev.foresight.app.sweep.SweepView;
import java.util.List;
import java.util.Map;
import javafx.beans.binding.Bindings;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.value.ObservableValue;
import javafx.geometry.Orientation;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.SplitPane;
import javafx.scene.control.Tab;
import javafx.scene.control.TabPane;
import javafx.scene.control.ToolBar;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;

/** The window's content: bars around, project left, parameters right, charts in the centre, runs, queue and log below. */
final class WorkbenchView extends BorderPane {
    /** What the tabs below take with the font as large as it is. */
    private static final double TABS_WIDTH = 400;

    private final SplitPane columns = new SplitPane();
    private final SplitPane rows = new SplitPane();
    private final TabPane centre = new TabPane();
    private final VBox projectWindow;
    private final VBox parameterWindow;
    private final StackPane bottom;
    private final BooleanProperty projectShown = new SimpleBooleanProperty(true);
    private final BooleanProperty parametersShown = new SimpleBooleanProperty(true);
    private final BooleanProperty runsShown = new SimpleBooleanProperty(true);
    private final ProjectTreeView tree;
    private final RunsView runsTable;
    private final ExperimentView form;

    WorkbenchView(WorkbenchModel model, Actions actions, ObservableValue<String> backend) {
        getStyleClass().add("workbench");
        tree = new ProjectTreeView(
                model.project(),
                name -> {
                    model.choose(name);
                    centre.getSelectionModel().selectFirst();
                },
                model::show,
                sweep -> {
                    model.sweep().show(sweep);
                    centre.getSelectionModel().selectLast();
                });
        model.chosen().addListener((observed, former, name) -> tree.select(name));
        Label projectTitle = new Label();
        projectTitle.textProperty().bind(model.project().name().map(name -> name.isEmpty() ? "PROJECT" : name));
        projectWindow = window(projectTitle, tree);
        projectWindow.setMinWidth(140);
        projectWindow.setMaxWidth(420);

        form = new ExperimentView(model.experiment());
        parameterWindow = window(null, form);
        parameterWindow.setMinWidth(280);
        parameterWindow.setMaxWidth(520);

        runsTable = new RunsView(
                model.runs(), actions.runCommands, model.comparison().dark());
        Tab runsTab = tab("Runs", runsTable);
        Tab queueTab = tab("Queue", new QueueView(model.queue(), MainTools.button(actions.run, "run")));
        Tab statisticsTab = tab("Statistics", new StatisticsView(model.statistics()));
        model.statistics().watched().bind(statisticsTab.selectedProperty().and(runsShown));
        TabPane tabs = new TabPane(
                runsTab,
                queueTab,
                statisticsTab,
                tab(
                        "Confusion",
                        new ConfusionView(
                                model.runs().confusion(), model.comparison().dark())),
                tab("Log", new LogView(model.project().log())));
        bottom = withTools(
                tabs, Map.of(runsTab, new RunTools(actions.runCommands), queueTab, new QueueTools(model.queue())));
        bottom.setMinHeight(100);
        bottom.getStyleClass().add("tool-window");
        Tab mapTab = tab("Map", new MapView(model.map(), model.comparison().dark()));
        model.map().watched().bind(mapTab.selectedProperty());
        centre.getTabs().addAll(tab("Comparison", new ComparisonView(model.comparison())), mapTab);
        centre.getTabs()
                .getFirst()
                .textProperty()
                .bind(model.chosen().map(name -> name.isEmpty() ? "Comparison" : name));
        Tab sweepTab = tab(
                "Sweep",
                new SweepView(
                        model.sweep(),
                        List.of(
                                MainTools.button(actions.runSweep, "run"),
                                MainTools.button(actions.stopSweep, "stop"),
                                MainTools.plain(actions.moreSeeds),
                                MainTools.plain(actions.editSweep))));
        model.sweep().item().addListener((observed, former, item) -> {
            if (item == null) {
                centre.getTabs().remove(sweepTab);
            } else {
                if (!centre.getTabs().contains(sweepTab)) {
                    centre.getTabs().add(sweepTab);
                }
                centre.getSelectionModel().select(sweepTab);
            }
        });
        model.chosen().addListener((observed, former, name) -> {
            if (!name.isEmpty()) {
                centre.getSelectionModel().selectFirst();
            }
        });
        centre.setMinHeight(200);
        centre.setMinWidth(320);

        rows.setOrientation(Orientation.VERTICAL);
        rows.getItems().addAll(centre, bottom);
        rows.setDividerPositions(0.7);
        columns.getItems().addAll(projectWindow, rows, parameterWindow);
        SplitPane.setResizableWithParent(projectWindow, false);
        SplitPane.setResizableWithParent(parameterWindow, false);
        SplitPane.setResizableWithParent(bottom, false);
        projectWindow.setPrefWidth(216);
        parameterWindow.setPrefWidth(352);

        toggles(projectShown, columns, projectWindow, 0);
        toggles(parametersShown, columns, parameterWindow, Integer.MAX_VALUE);
        toggles(runsShown, rows, bottom, Integer.MAX_VALUE);

        setTop(new VBox(actions.menuBar(this), new MainTools(model, actions)));
        Node noProject = new NoProjectView(actions);
        noProject.visibleProperty().bind(model.homeless());
        columns.visibleProperty().bind(model.homeless().not());
        setCenter(new StackPane(columns, noProject));
        setBottom(new StatusBar(model, backend));
    }

    /** Sets the dividers so that the sides have their usual widths; once the window has its size. */
    void arrange(double width, double height) {
        columns.setDividerPositions(216 / width, 1 - 352 / width);
        rows.setDividerPositions(Math.max(0.5, 1 - 232 / Math.max(1, height - 110)));
    }

    BooleanProperty projectShown() {
        return projectShown;
    }

    BooleanProperty parametersShown() {
        return parametersShown;
    }

    BooleanProperty runsShown() {
        return runsShown;
    }

    private static VBox window(@org.jspecify.annotations.Nullable Label title, Node content) {
        VBox box = new VBox();
        box.getStyleClass().add("tool-window");
        if (title != null) {
            title.getStyleClass().add("section-title");
            box.getChildren().add(title);
        }
        box.getChildren().add(content);
        VBox.setVgrow(content, Priority.ALWAYS);
        return box;
    }

    /** Puts the tools of the chosen tab beside the tabs, where they take no room from what the tab shows. */
    private static StackPane withTools(TabPane tabs, Map<Tab, ToolBar> tools) {
        StackPane stack = new StackPane(tabs);
        tools.forEach((tab, bar) -> {
            StackPane.setAlignment(bar, Pos.TOP_RIGHT);
            bar.visibleProperty().bind(tab.selectedProperty());
            bar.setPickOnBounds(false);
            bar.setMaxHeight(Region.USE_PREF_SIZE);
            // What does not fit beside the tabs goes into the bar's own menu.
            bar.maxWidthProperty()
                    .bind(Bindings.createDoubleBinding(
                            () -> Math.clamp(stack.getWidth() - TABS_WIDTH, 32, Math.max(32, bar.prefWidth(-1))),
                            stack.widthProperty(),
                            bar.needsLayoutProperty()));
            stack.getChildren().add(bar);
        });
        return stack;
    }

    private static Tab tab(String title, Node content) {
        Tab tab = new Tab(title, content);
        tab.setClosable(false);
        return tab;
    }

    /** A tool window that is hidden gives its room to its neighbours, and takes the same room when it comes back. */
    private static void toggles(BooleanProperty shown, SplitPane pane, Node window, int at) {
        double[][] remembered = {{}};
        shown.addListener((observed, former, now) -> {
            if (now && !pane.getItems().contains(window)) {
                pane.getItems().add(Math.min(at, pane.getItems().size()), window);
                if (remembered[0].length == pane.getDividers().size()) {
                    pane.setDividerPositions(remembered[0]);
                }
            } else if (!now) {
                remembered[0] = pane.getDividerPositions();
                pane.getItems().remove(window);
            }
        });
    }
}
