package dev.foresight.app.queue;

import dev.foresight.app.project.RunItem;
import dev.foresight.app.project.TimeLeft;
import dev.foresight.engine.queue.Slots;
import dev.foresight.engine.run.RunStatus;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import javafx.beans.binding.Bindings;
import javafx.collections.ListChangeListener;
import javafx.css.PseudoClass;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.SelectionMode;
import javafx.scene.control.Spinner;
import javafx.scene.control.TableCell;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableRow;
import javafx.scene.control.TableView;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/** The queue: what works, what waits in which order, and the slots. */
public final class QueueView extends VBox {
    private static final PseudoClass DROP = PseudoClass.getPseudoClass("drop");
    private static final PseudoClass OVERLOADED = PseudoClass.getPseudoClass("overloaded");
    private static final int MOST_SLOTS = 64;
    private static final int MOST_THREADS = 256;

    private final QueueViewModel model;
    private final TableView<RunItem> table = new TableView<>();
    private boolean following;

    /** @param firstStep what to show while nothing is queued, beneath the words */
    public QueueView(QueueViewModel model, Node firstStep) {
        this.model = model;
        getStyleClass().add("queue");
        VBox.setVgrow(table, Priority.ALWAYS);
        getChildren().addAll(header(), table);
        table.getStyleClass().addAll("runs-table", "queue-table");
        table.setAccessibleText("Queue");
        table.setItems(model.rows());
        table.setColumnResizePolicy(TableView.CONSTRAINED_RESIZE_POLICY_FLEX_LAST_COLUMN);
        table.setPlaceholder(empty(firstStep));
        table.getColumns().add(column("Place", 72, "What works has a slot; what waits has its place", model::place));
        TableColumn<RunItem, String> run = column("Run", 160, "Arm and seed", RunItem::title);
        run.setMaxWidth(Double.MAX_VALUE);
        table.getColumns().add(run);
        table.getColumns()
                .add(column(
                        "Experiment",
                        130,
                        "Its experiment",
                        item -> item.spec().experiment().name()));
        table.getColumns().add(state());
        table.getColumns().add(number("Progress", 84, "Epochs or steps done", RunItem::progress));
        table.getColumns().add(number("Time left", 80, "At the pace so far", QueueView::left));
        table.getSelectionModel().setSelectionMode(SelectionMode.MULTIPLE);
        table.getSelectionModel().getSelectedItems().addListener((ListChangeListener<RunItem>) change -> {
            if (!following) {
                // While rows go away the table reports some that are no more.
                model.selected()
                        .setAll(change.getList().stream()
                                .filter(Objects::nonNull)
                                .toList());
            }
        });
        // After a move the same runs stay selected, at their new places.
        model.rows().addListener((ListChangeListener<RunItem>) change -> select(List.copyOf(model.selected())));
        table.setRowFactory(owner -> row());
        table.setOnKeyPressed(event -> {
            if (event.getCode() == KeyCode.DELETE && model.canRemove().get()) {
                model.remove();
                event.consume();
            }
        });
    }

    private void select(List<RunItem> runs) {
        following = true;
        table.getSelectionModel().clearSelection();
        runs.stream().filter(model.rows()::contains).forEach(table.getSelectionModel()::select);
        following = false;
        model.selected().setAll(runs.stream().filter(model.rows()::contains).toList());
    }

    private HBox header() {
        Label summary = new Label();
        summary.getStyleClass().add("queue-summary");
        summary.textProperty().bind(model.summary());
        summary.setMinWidth(0);
        Region space = new Region();
        HBox.setHgrow(space, Priority.ALWAYS);
        Spinner<Integer> count = spinner("Runs at a time", MOST_SLOTS, Slots::count);
        Spinner<Integer> threads = spinner("Threads of each run", MOST_THREADS, Slots::threads);
        count.valueProperty()
                .addListener((observed, former, now) ->
                        model.slots(new Slots(now, model.slots().get().threads())));
        threads.valueProperty()
                .addListener((observed, former, now) ->
                        model.slots(new Slots(model.slots().get().count(), now)));
        Label load = new Label();
        load.getStyleClass().add("queue-load");
        load.textProperty().bind(model.load());
        load.setMinWidth(Region.USE_PREF_SIZE);
        load.setTooltip(tip(model.advice()));
        model.overloaded().addListener((observed, former, over) -> load.pseudoClassStateChanged(OVERLOADED, over));
        load.pseudoClassStateChanged(OVERLOADED, model.overloaded().get());
        HBox header = new HBox(summary, space, named("Runs at a time", count), named("Threads each", threads), load);
        header.getStyleClass().add("queue-header");
        header.setAlignment(Pos.CENTER_LEFT);
        return header;
    }

    private Spinner<Integer> spinner(String name, int most, Function<Slots, Integer> value) {
        Spinner<Integer> spinner =
                new Spinner<>(1, most, Math.min(most, value.apply(model.slots().get())));
        spinner.setEditable(true);
        spinner.setAccessibleText(name);
        spinner.getEditor().setAccessibleText(name);
        spinner.setTooltip(
                tip(model.advice() + " Runs that work keep what they have; a spec's own threads count first."));
        spinner.getStyleClass().add("queue-spinner");
        model.slots()
                .addListener(
                        (observed, former, now) -> spinner.getValueFactory().setValue(value.apply(now)));
        // What is no number is put back: the editor alone would throw.
        spinner.getEditor().setOnAction(event -> commit(spinner, most));
        spinner.focusedProperty().addListener((observed, former, focused) -> {
            if (!focused) {
                commit(spinner, most);
            }
        });
        return spinner;
    }

    private static void commit(Spinner<Integer> spinner, int most) {
        String text = spinner.getEditor().getText().strip();
        if (text.matches("\\d{1,6}")) {
            spinner.getValueFactory().setValue(Math.clamp(Integer.parseInt(text), 1, most));
        }
        spinner.getEditor().setText(Integer.toString(spinner.getValue()));
    }

    private static HBox named(String name, Spinner<Integer> spinner) {
        Label label = new Label(name);
        label.setLabelFor(spinner);
        label.getStyleClass().add("field-label");
        label.setMinWidth(Region.USE_PREF_SIZE);
        HBox box = new HBox(8, label, spinner);
        box.setAlignment(Pos.CENTER_LEFT);
        return box;
    }

    private static VBox empty(Node firstStep) {
        Label words = new Label(
                "Nothing is queued. Runs of an experiment queue up here and start, one after the other, as slots come "
                        + "free.");
        words.getStyleClass().add("empty-words");
        words.setWrapText(true);
        VBox box = new VBox(8, words, firstStep);
        box.setAlignment(Pos.CENTER);
        return box;
    }

    private TableRow<RunItem> row() {
        TableRow<RunItem> row = new TableRow<>();
        // By the mouse alone and not by the system's drag and drop: nothing leaves the table.
        row.setOnDragDetected(event -> {
            if (!row.isEmpty() && model.waits(row.getItem())) {
                row.startFullDrag();
            }
            event.consume();
        });
        row.setOnMouseDragEntered(
                event -> row.pseudoClassStateChanged(DROP, !row.isEmpty() && model.waits(row.getItem())));
        row.setOnMouseDragExited(event -> row.pseudoClassStateChanged(DROP, false));
        row.setOnMouseDragReleased(event -> {
            if (!row.isEmpty()) {
                model.moveTo(row.getItem());
            }
        });
        return row;
    }

    private static TableColumn<RunItem, String> state() {
        TableColumn<RunItem, String> column = column("State", 96, "Whether it works", QueueView::state);
        column.setCellFactory(owner -> new TableCell<>() {
            private final Region icon = new Region();

            @Override
            protected void updateItem(@Nullable String word, boolean empty) {
                super.updateItem(word, empty);
                setText(empty ? null : word);
                icon.getStyleClass().setAll("icon", "state-" + word);
                setGraphic(empty ? null : icon);
            }
        });
        return column;
    }

    private static String state(RunItem run) {
        RunStatus status = run.status().get();
        return status == RunStatus.RUNNING ? "running" : status == RunStatus.PAUSED ? "paused" : "queued";
    }

    private static String left(RunItem run) {
        return run.status().get() == RunStatus.RUNNING && run.secondsLeft().isPresent()
                ? TimeLeft.brief(run.secondsLeft().getAsDouble())
                : "";
    }

    private static TableColumn<RunItem, String> number(
            String title, double width, String help, Function<RunItem, String> value) {
        TableColumn<RunItem, String> column = column(title, width, help, value);
        column.getStyleClass().add("number-column");
        return column;
    }

    private static TableColumn<RunItem, String> column(
            String title, double width, String help, Function<RunItem, String> value) {
        TableColumn<RunItem, String> column = new TableColumn<>();
        Label header = new Label(title);
        header.setTooltip(tip(help));
        column.setGraphic(header);
        column.setMinWidth(width);
        column.setPrefWidth(width);
        column.setMaxWidth(width * 1.5);
        // The order is the queue's.
        column.setSortable(false);
        column.setCellValueFactory(features -> {
            RunItem run = features.getValue();
            return Bindings.createStringBinding(() -> value.apply(run), run.revision(), run.status(), run.place());
        });
        return column;
    }

    private static Tooltip tip(String text) {
        Tooltip tip = new Tooltip(text);
        tip.setWrapText(true);
        tip.setMaxWidth(360);
        return tip;
    }
}
