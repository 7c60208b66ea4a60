package dev.foresight.app.compare;

import java.util.List;
import java.util.function.Function;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.collections.FXCollections;
import javafx.collections.ListChangeListener;
import javafx.geometry.Orientation;
import javafx.scene.control.Label;
import javafx.scene.control.SplitPane;
import javafx.scene.control.TableCell;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;
import javafx.scene.control.TextArea;
import javafx.scene.control.TextField;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import javafx.scene.paint.Color;
import javafx.scene.shape.Circle;

/** The arms of the experiment compared: a table of numbers, and what they say in words beside it. */
public final class StatisticsView extends VBox {
    public StatisticsView(StatisticsViewModel model) {
        getStyleClass().add("statistics");
        ChartHeader header = new ChartHeader();
        header.title().setText("Arms compared");
        header.title().getStyleClass().setAll("label", "confusion-title");
        header.detail().textProperty().bind(model.title());
        header.addSwitch(
                "Compared by",
                List.of(StatisticsViewModel.Choice.values()),
                StatisticsViewModel.Choice::word,
                model.choice());
        TextField epoch = new TextField();
        epoch.setId("statistics-epoch");
        epoch.setPrefColumnCount(4);
        epoch.setAccessibleText("Epoch to compare at");
        epoch.setTooltip(new Tooltip("The epoch at which the arms are compared; the runs have to be evaluated there"));
        epoch.textProperty().bindBidirectional(model.epoch());
        epoch.disableProperty().bind(model.choice().isNotEqualTo(StatisticsViewModel.Choice.EPOCH));
        header.getChildren().add(epoch);

        TextArea words = new TextArea();
        words.setId("statistics-words");
        words.setEditable(false);
        words.setWrapText(true);
        words.getStyleClass().add("statistics-words");
        words.setAccessibleText("What the comparison says");
        words.textProperty().bind(model.words());
        SplitPane both = new SplitPane(table(model), words);
        both.setOrientation(Orientation.HORIZONTAL);
        both.setDividerPositions(0.6);
        both.visibleProperty().bind(model.hint().isEmpty());
        Label hint = new Label();
        hint.getStyleClass().add("empty-state");
        hint.textProperty().bind(model.hint());
        hint.visibleProperty().bind(model.hint().isNotEmpty());
        StackPane content = new StackPane(both, hint);
        VBox.setVgrow(content, Priority.ALWAYS);
        getChildren().addAll(header, content);
    }

    private static TableView<StatisticsRow> table(StatisticsViewModel model) {
        TableView<StatisticsRow> table = new TableView<>(FXCollections.observableArrayList(model.rows()));
        table.setId("statistics-table");
        table.getStyleClass().add("runs-table");
        model.rows().addListener((ListChangeListener<StatisticsRow>)
                change -> table.getItems().setAll(model.rows()));
        table.getColumns().add(arm());
        table.getColumns().add(number("n", 36, "Seeds with a value", StatisticsRow::n));
        table.getColumns().add(number("Mean", 64, "Mean of the values", StatisticsRow::mean));
        table.getColumns()
                .add(number(
                        "Difference",
                        120,
                        "Arm minus reference, mean over seeds that both have, with its 95 % interval",
                        StatisticsRow::difference));
        table.getColumns()
                .add(column(
                        "Signature",
                        104,
                        "In which ways the arm failed; the words beside the table say more",
                        StatisticsRow::signatures));
        table.getColumns()
                .add(number("p, Holm", 72, "The t-test's by Holm over all arms compared", StatisticsRow::holm));
        table.getColumns().add(number("p, t", 64, "The paired t-test's, two-sided", StatisticsRow::t));
        table.getColumns().add(number("p, ranks", 68, "The signed-rank test's, two-sided", StatisticsRow::ranks));
        table.getColumns()
                .add(number("d_z", 56, "Mean over standard deviation of the differences", StatisticsRow::effect));
        table.getColumns().add(number("Pairs", 48, "Seeds that both have", StatisticsRow::pairs));
        TableColumn<StatisticsRow, String> against =
                column("Against", 120, "The arm it is compared with", StatisticsRow::reference);
        table.getColumns().add(against);
        return table;
    }

    private static TableColumn<StatisticsRow, String> arm() {
        TableColumn<StatisticsRow, String> column = column("Arm", 140, "The arm", StatisticsRow::arm);
        column.setCellFactory(owner -> new TableCell<>() {
            @Override
            protected void updateItem(String name, boolean empty) {
                super.updateItem(name, empty);
                StatisticsRow row = empty ? null : getTableRow().getItem();
                setText(row == null ? "" : row.arm());
                setTooltip(row == null ? null : new Tooltip(row.arm()));
                setGraphic(row == null ? null : new Circle(4, Color.web(row.color())));
            }
        });
        return column;
    }

    private static TableColumn<StatisticsRow, String> number(
            String title, double width, String tip, Function<StatisticsRow, String> value) {
        TableColumn<StatisticsRow, String> column = column(title, width, tip, value);
        column.getStyleClass().add("number-column");
        return column;
    }

    private static TableColumn<StatisticsRow, String> column(
            String title, double width, String tip, Function<StatisticsRow, String> value) {
        TableColumn<StatisticsRow, String> column = new TableColumn<>();
        Label header = new Label(title);
        header.setTooltip(new Tooltip(tip));
        column.setGraphic(header);
        column.setPrefWidth(width);
        column.setSortable(false);
        column.setCellValueFactory(cell -> new ReadOnlyStringWrapper(value.apply(cell.getValue())));
        return column;
    }
}
