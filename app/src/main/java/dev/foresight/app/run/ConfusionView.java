package dev.foresight.app.run;

import dev.foresight.plots.live.ChartTheme;
import dev.foresight.plots.live.ConfusionChart;
import javafx.beans.value.ObservableValue;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;

/** Which classes the chosen run takes for which. */
public final class ConfusionView extends VBox {
    private final ConfusionChart chart = new ConfusionChart(ChartTheme.LIGHT);

    public ConfusionView(ConfusionViewModel model, ObservableValue<Boolean> dark) {
        getStyleClass().add("confusion");
        Label title = new Label();
        title.getStyleClass().add("confusion-title");
        title.textProperty().bind(model.title());
        title.setMinWidth(Region.USE_PREF_SIZE);
        Label told = new Label();
        told.getStyleClass().add("chart-detail");
        told.textProperty().bind(chart.told());
        told.setMinWidth(0);
        Region space = new Region();
        HBox.setHgrow(space, Priority.ALWAYS);
        HBox header = new HBox(title, told, space, parts(model));
        header.getStyleClass().add("chart-header");
        header.setAlignment(Pos.CENTER_LEFT);

        ScrollPane scroll = new ScrollPane(chart);
        scroll.setFitToWidth(true);
        scroll.setFitToHeight(true);
        scroll.getStyleClass().add("confusion-scroll");
        scroll.visibleProperty().bind(model.hint().isEmpty());
        Label hint = new Label();
        hint.getStyleClass().add("empty-state");
        hint.textProperty().bind(model.hint());
        hint.visibleProperty().bind(model.hint().isNotEmpty());
        StackPane content = new StackPane(scroll, hint);
        VBox.setVgrow(content, Priority.ALWAYS);
        getChildren().addAll(header, content);

        model.table().addListener((observed, former, table) -> chart.setTable(table));
        chart.setTable(model.table().get());
        dark.addListener((observed, former, now) -> dress(now));
        dress(dark.getValue());
    }

    private void dress(boolean dark) {
        chart.setTheme(dark ? ChartTheme.DARK : ChartTheme.LIGHT);
    }

    private static HBox parts(ConfusionViewModel model) {
        HBox box = new HBox();
        box.getStyleClass().add("segments");
        box.setMinWidth(Region.USE_PREF_SIZE);
        ToggleGroup group = new ToggleGroup();
        for (ConfusionViewModel.Part part : ConfusionViewModel.Part.values()) {
            ToggleButton button = new ToggleButton(part.word());
            button.setToggleGroup(group);
            button.setAccessibleText("Part of the data: " + part.word());
            button.setMinWidth(Region.USE_PREF_SIZE);
            button.setSelected(part == model.part().get());
            button.setOnAction(event -> {
                model.part().set(part);
                // A second press would leave no part chosen.
                button.setSelected(true);
            });
            box.getChildren().add(button);
        }
        return box;
    }
}
