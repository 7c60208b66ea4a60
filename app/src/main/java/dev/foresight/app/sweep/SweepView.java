package dev.foresight.app.sweep;

import dev.foresight.plots.table.FieldValue;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.value.ObservableValue;
import javafx.collections.ListChangeListener;
import javafx.collections.transformation.SortedList;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.SelectionMode;
import javafx.scene.control.TableCell;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;
import javafx.scene.control.TextArea;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;

/** A sweep: what it asks for, what is there, and its cells as a table. */
public final class SweepView extends VBox {
    /** Numbers by size, and before texts. */
    private static final Comparator<String> VALUES =
            Comparator.<String>comparingDouble(SweepView::number).thenComparing(Comparator.naturalOrder());

    private final SweepViewModel model;
    private final TableView<SweepRow> table = new TableView<>();
    /** Whether all cells are of one experiment, so that the arm is name enough. */
    private boolean oneExperiment;

    /** @param tools what can be done with the sweep, such as buttons */
    public SweepView(SweepViewModel model, List<? extends Node> tools) {
        this.model = model;
        getStyleClass().add("sweep");
        Label title = new Label();
        title.getStyleClass().add("sweep-title");
        title.textProperty().bind(model.item().map(item -> item == null ? "" : item.sweep()));
        HBox buttons = new HBox(8);
        buttons.getChildren().addAll(tools);
        buttons.setAlignment(Pos.CENTER_LEFT);
        TextArea trouble = new TextArea();
        trouble.setId("sweep-trouble");
        trouble.setEditable(false);
        trouble.setWrapText(true);
        trouble.setAccessibleText("Why the sweep cannot run");
        trouble.getStyleClass().add("sweep-trouble");
        trouble.textProperty().bind(model.trouble());
        trouble.visibleProperty().bind(model.trouble().isNotEmpty());
        table.visibleProperty().bind(model.trouble().isEmpty());
        table();
        StackPane content = new StackPane(table, trouble);
        VBox.setVgrow(content, Priority.ALWAYS);
        getChildren()
                .addAll(
                        title,
                        line(model.description(), "sweep-note"),
                        buttons,
                        line(model.axes(), "sweep-axes"),
                        line(model.summary(), "sweep-summary"),
                        line(model.halving(), "sweep-note"),
                        content);
    }

    private static Label line(ObservableValue<String> text, String style) {
        Label label = new Label();
        label.getStyleClass().add(style);
        label.setWrapText(true);
        label.setMinHeight(Region.USE_PREF_SIZE);
        label.textProperty().bind(text);
        label.visibleProperty().bind(label.textProperty().isNotEmpty());
        label.managedProperty().bind(label.visibleProperty());
        return label;
    }

    private void table() {
        table.setId("sweep-cells");
        table.setAccessibleText("Cells of the sweep");
        table.getStyleClass().add("runs-table");
        table.setPlaceholder(new Label("No cells to show yet."));
        table.getSelectionModel().setSelectionMode(SelectionMode.MULTIPLE);
        SortedList<SweepRow> sorted = new SortedList<>(model.rows());
        sorted.comparatorProperty().bind(table.comparatorProperty());
        table.setItems(sorted);
        table.getSelectionModel().getSelectedItems().addListener((ListChangeListener<SweepRow>) change -> {
            List<SweepRow> chosen = change.getList().stream()
                    .filter(Objects::nonNull)
                    .map(SweepRow.class::cast)
                    .toList();
            if (!chosen.isEmpty()) {
                model.chart(chosen);
            }
        });
        model.rows().addListener((ListChangeListener<SweepRow>) change -> oneExperiment = model.rows().stream()
                        .map(row -> row.cell().experiment())
                        .distinct()
                        .count()
                == 1);
        model.paths().addListener((ListChangeListener<String>) change -> columns());
        model.revision().addListener((observed, former, now) -> table.refresh());
        columns();
    }

    private void columns() {
        table.getColumns().clear();
        table.getColumns().add(column("Cell", 168, "Experiment and arm", this::cell, Comparator.naturalOrder()));
        for (String path : model.paths()) {
            TableColumn<SweepRow, ?> column = column(
                    path.substring(path.lastIndexOf('.') + 1),
                    88,
                    path,
                    row -> FieldValue.parse(row.values().getOrDefault(path, "")).text(),
                    VALUES);
            column.getStyleClass().add("number-column");
            table.getColumns().add(column);
        }
        TableColumn<SweepRow, ?> n =
                column("n", 48, "Seeds with a final value", SweepRow::n, Comparator.naturalOrder());
        n.getStyleClass().add("number-column");
        table.getColumns().add(n);
        table.getColumns().add(mean());
        table.getColumns()
                .add(column(
                        "State", 168, "What its runs are doing", SweepRow::stateInWords, Comparator.naturalOrder()));
    }

    private String cell(SweepRow row) {
        String arm = row.cell().arm().name();
        return oneExperiment ? arm : row.cell().experiment() + " · " + arm;
    }

    /** Shows mean and deviation, and sorts by the mean: best first. */
    private static TableColumn<SweepRow, SweepRow> mean() {
        TableColumn<SweepRow, SweepRow> column = column(
                "Final value",
                112,
                "Mean and standard deviation over seeds of the final value on the validation part; accuracies in %",
                Function.identity(),
                Comparator.comparingDouble(SweepRow::order));
        column.setCellFactory(owner -> new TableCell<>() {
            @Override
            protected void updateItem(SweepRow row, boolean empty) {
                super.updateItem(row, empty);
                setText(empty || row == null ? null : row.mean());
            }
        });
        column.getStyleClass().add("number-column");
        return column;
    }

    private static <T> TableColumn<SweepRow, T> column(
            String title, double width, String help, Function<SweepRow, T> value, Comparator<T> order) {
        TableColumn<SweepRow, T> column = new TableColumn<>();
        Label header = new Label(title);
        Tooltip tip = new Tooltip(help);
        tip.setWrapText(true);
        tip.setMaxWidth(360);
        header.setTooltip(tip);
        column.setGraphic(header);
        column.setPrefWidth(width);
        column.setComparator(order);
        column.setCellValueFactory(features -> new ReadOnlyObjectWrapper<>(value.apply(features.getValue())));
        return column;
    }

    private static double number(String text) {
        try {
            return Double.parseDouble(text);
        } catch (NumberFormatException e) {
            return Double.POSITIVE_INFINITY;
        }
    }
}
