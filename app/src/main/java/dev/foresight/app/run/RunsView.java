package dev.foresight.app.run;

import dev.foresight.app.project.RunItem;
import dev.foresight.plots.style.CurveStyle;
import java.util.Objects;
import java.util.function.Function;
import javafx.beans.binding.Bindings;
import javafx.beans.value.ObservableValue;
import javafx.collections.ListChangeListener;
import javafx.geometry.Pos;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.Label;
import javafx.scene.control.MenuItem;
import javafx.scene.control.SelectionMode;
import javafx.scene.control.SeparatorMenuItem;
import javafx.scene.control.TableCell;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableRow;
import javafx.scene.control.TableView;
import javafx.scene.control.Tooltip;
import javafx.scene.control.cell.CheckBoxTableCell;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyCombination;
import javafx.scene.layout.Region;
import javafx.scene.paint.Color;
import javafx.scene.shape.Circle;
import org.jspecify.annotations.Nullable;

/** The table of runs. */
public final class RunsView extends TableView<RunItem> {
    private static final KeyCombination UNDO = KeyCombination.valueOf("Shortcut+Z");

    /**
     * @param commands what the context menu and the keys do with the selected runs
     * @param dark whether the window is dark; the colours of arms follow it as those of the curves do
     */
    public RunsView(RunsViewModel model, RunCommands commands, ObservableValue<Boolean> dark) {
        getStyleClass().add("runs-table");
        setAccessibleText("Runs");
        setEditable(true);
        setItems(model.rows());
        setColumnResizePolicy(CONSTRAINED_RESIZE_POLICY_FLEX_LAST_COLUMN);
        Label empty = new Label("Runs of this experiment are listed here. Press Run to make the first ones.");
        empty.getStyleClass().add("empty-state");
        setPlaceholder(empty);
        getColumns().add(shown());
        getColumns().add(arm(dark));
        getColumns().add(state());
        getColumns().add(number("s", 36, "Prediction horizon", RunWords::horizon));
        getColumns()
                .add(number(
                        "Seed",
                        52,
                        "Runs with the same seed are pairs",
                        run -> "" + run.spec().seed()));
        getColumns().add(number("Progress", 84, "Epochs or steps done", RunItem::progress));
        getColumns()
                .add(number(
                        "Last", 76, "Last validation accuracy or perplexity", run -> RunWords.metric(run, run.last())));
        getColumns()
                .add(number(
                        "Best", 76, "Best validation accuracy or perplexity", run -> RunWords.metric(run, run.best())));
        getColumns().add(number("Time left", 80, "At the pace so far", RunWords::left));
        getColumns().add(note());
        ContextMenu menu = menu(commands);
        setRowFactory(owner -> row(menu));
        getSelectionModel().setSelectionMode(SelectionMode.MULTIPLE);
        getSelectionModel().getSelectedItems().addListener((ListChangeListener<RunItem>) change ->
                // While rows go away the table reports some that are no more.
                model.selected()
                        .setAll(change.getList().stream()
                                .filter(Objects::nonNull)
                                .toList()));
        setOnKeyPressed(event -> {
            if (event.getCode() == KeyCode.DELETE && !event.isShortcutDown()) {
                commands.delete.run();
                event.consume();
            } else if (UNDO.match(event) && model.deleted().canUndo().get()) {
                // Before the window's Undo, which is that of the form.
                model.deleted().undo();
                event.consume();
            }
        });
        getSelectionModel()
                .selectedItemProperty()
                .addListener((observed, former, run) -> model.chosen().set(run));
        model.rows().addListener((ListChangeListener<RunItem>) change -> {
            // Of a list of runs one is always chosen, so that what is shown of a run is not empty for want of a click.
            if (getSelectionModel().isEmpty() && !model.rows().isEmpty()) {
                getSelectionModel().select(0);
            }
        });
    }

    private static TableColumn<RunItem, Boolean> shown() {
        TableColumn<RunItem, Boolean> column = new TableColumn<>();
        Label title = new Label("");
        title.setTooltip(new Tooltip("Whether the run's curves are in the charts"));
        column.setGraphic(title);
        column.setId("shown");
        fixed(column, 40);
        column.setCellValueFactory(features -> features.getValue().shown());
        column.setCellFactory(CheckBoxTableCell.forTableColumn(column));
        column.setEditable(true);
        return column;
    }

    private static TableColumn<RunItem, RunItem> arm(ObservableValue<Boolean> dark) {
        TableColumn<RunItem, RunItem> column = new TableColumn<>("Arm");
        column.setMinWidth(130);
        column.setPrefWidth(160);
        column.setCellValueFactory(features -> Bindings.createObjectBinding(features::getValue));
        column.setCellFactory(owner -> new TableCell<>() {
            private final Circle dot = new Circle(4.5);

            @Override
            protected void updateItem(@Nullable RunItem run, boolean empty) {
                super.updateItem(run, empty);
                setText(empty || run == null ? null : run.spec().arm().name());
                if (empty || run == null) {
                    setGraphic(null);
                } else {
                    CurveStyle style = CurveStyle.arm(run.spec().arm().color(), 0);
                    dot.fillProperty().bind(dark.map(on -> Color.web(style.color(on))));
                    setGraphic(dot);
                }
            }
        });
        return column;
    }

    private static TableColumn<RunItem, String> state() {
        TableColumn<RunItem, String> column = new TableColumn<>("State");
        fixed(column, 96);
        column.setCellValueFactory(features -> {
            RunItem run = features.getValue();
            return Bindings.createStringBinding(() -> RunWords.state(run), run.status(), run.place(), run.revision());
        });
        column.setCellFactory(owner -> new TableCell<>() {
            private final Region icon = new Region();
            private final Tooltip tip = new Tooltip();

            @Override
            protected void updateItem(@Nullable String word, boolean empty) {
                super.updateItem(word, empty);
                RunItem run = getTableRow() == null ? null : getTableRow().getItem();
                if (empty || word == null || run == null) {
                    setText(null);
                    setGraphic(null);
                    setTooltip(null);
                } else {
                    icon.getStyleClass().setAll("icon", "state-" + RunWords.icon(run));
                    setText(word);
                    setGraphic(icon);
                    tip.setText(RunWords.stateTip(run));
                    setTooltip(tip);
                }
            }
        });
        return column;
    }

    private static TableColumn<RunItem, String> number(
            String title, double width, String help, Function<RunItem, String> value) {
        TableColumn<RunItem, String> column = text(title, help, value);
        fixed(column, width);
        column.getStyleClass().add("number-column");
        return column;
    }

    /** Where there is no room for it, the row's tooltip says the same. */
    private TableColumn<RunItem, String> note() {
        TableColumn<RunItem, String> column = text("Note", "How the run ended", RunItem::ending);
        column.visibleProperty().bind(widthProperty().greaterThan(800));
        column.setMinWidth(80);
        column.setPrefWidth(240);
        return column;
    }

    private static TableColumn<RunItem, String> text(String title, String help, Function<RunItem, String> value) {
        TableColumn<RunItem, String> column = new TableColumn<>();
        Label header = new Label(title);
        header.setTooltip(new Tooltip(help));
        column.setGraphic(header);
        column.setCellValueFactory(features -> {
            RunItem run = features.getValue();
            return Bindings.createStringBinding(() -> value.apply(run), run.revision(), run.status());
        });
        return column;
    }

    private static void fixed(TableColumn<?, ?> column, double width) {
        column.setMinWidth(width);
        column.setPrefWidth(width);
        column.setMaxWidth(width * 1.5);
        column.setReorderable(true);
    }

    private static TableRow<RunItem> row(ContextMenu menu) {
        TableRow<RunItem> row = new TableRow<>();
        row.setAlignment(Pos.CENTER_LEFT);
        Tooltip tooltip = new Tooltip();
        tooltip.setWrapText(true);
        tooltip.setMaxWidth(480);
        tooltip.setOnShowing(event ->
                tooltip.setText((row.getItem().id() + "\n" + row.getItem().ending()).strip()));
        row.tooltipProperty()
                .bind(Bindings.when(row.emptyProperty()).then((Tooltip) null).otherwise(tooltip));
        row.contextMenuProperty()
                .bind(Bindings.when(row.emptyProperty())
                        .then((ContextMenu) null)
                        .otherwise(menu));
        return row;
    }

    /**
     * One for all rows: a click with the second button has selected the row before. Without keys, since those of a row's
     * menu would take the place of the window's and go away with the row.
     */
    private static ContextMenu menu(RunCommands commands) {
        ContextMenu menu = new ContextMenu();
        for (RunCommand command : commands.all()) {
            MenuItem item = new MenuItem(command.name());
            item.setMnemonicParsing(true);
            item.setId("row-" + command.id());
            item.setOnAction(event -> command.run());
            item.disableProperty().bind(command.enabled().not());
            if (command == commands.pause
                    || command == commands.checkpoint
                    || command == commands.again
                    || command == commands.delete) {
                menu.getItems().add(new SeparatorMenuItem());
            }
            menu.getItems().add(item);
        }
        return menu;
    }
}
