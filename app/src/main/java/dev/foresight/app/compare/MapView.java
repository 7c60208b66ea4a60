package dev.foresight.app.compare;

import dev.foresight.app.compare.StatisticsViewModel.Choice;
import dev.foresight.plots.live.ChartTheme;
import dev.foresight.plots.live.HeatMapChart;
import dev.foresight.plots.table.MapFields;
import dev.foresight.plots.table.MapFigure.Shown;
import java.util.List;
import javafx.beans.binding.Bindings;
import javafx.beans.property.StringProperty;
import javafx.beans.value.ObservableValue;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.TextArea;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import javafx.util.StringConverter;
import org.jspecify.annotations.Nullable;

/** The runs over two fields of their specs: a heat map, and below it what it says. */
public final class MapView extends VBox {
    private static final double WORDS_HEIGHT = 92;

    private final HeatMapChart chart = new HeatMapChart(ChartTheme.LIGHT);

    public MapView(MapViewModel model, ObservableValue<Boolean> dark) {
        getStyleClass().add("run-map");
        ChartHeader header = new ChartHeader();
        header.getChildren().remove(header.title());
        Label over = new Label("over");
        over.getStyleClass().add("chart-detail");
        over.setMinWidth(Region.USE_PREF_SIZE);
        header.getChildren().addAll(0, List.of(field("map-y", "Rows", model, model.y()), over));
        header.getChildren().add(2, field("map-x", "Columns", model, model.x()));
        header.addSwitch("Which value", List.of(Choice.FINAL, Choice.BEST), Choice::word, model.choice());
        header.addSwitch("Shown", List.of(Shown.values()), MapView::word, model.shown());

        TextArea words = new TextArea();
        words.setId("map-words");
        words.setEditable(false);
        words.setWrapText(true);
        words.getStyleClass().add("statistics-words");
        words.setAccessibleText("What the map says");
        words.textProperty().bind(model.words());
        words.setMinHeight(WORDS_HEIGHT);
        words.setPrefHeight(WORDS_HEIGHT);
        words.visibleProperty().bind(chart.visibleProperty());
        words.managedProperty().bind(words.visibleProperty());

        chart.visibleProperty().bind(model.hint().isEmpty());
        Label hint = new Label();
        hint.getStyleClass().add("empty-state");
        hint.textProperty().bind(model.hint());
        hint.visibleProperty().bind(model.hint().isNotEmpty());
        StackPane content = new StackPane(chart, hint);
        content.setMinHeight(0);
        VBox.setVgrow(content, Priority.ALWAYS);
        getChildren().addAll(header, content, words);

        model.heatMap().addListener((observed, former, map) -> chart.setMap(map));
        chart.setMap(model.heatMap().get());
        dark.addListener((observed, former, now) -> dress(now));
        dress(dark.getValue());
    }

    private void dress(boolean dark) {
        chart.setTheme(dark ? ChartTheme.DARK : ChartTheme.LIGHT);
    }

    private static String word(Shown shown) {
        return switch (shown) {
            case VALUES -> "values";
            case DIFFERENCES -> "difference";
        };
    }

    private static ComboBox<String> field(String id, String name, MapViewModel model, StringProperty value) {
        ComboBox<String> box = new ComboBox<>(model.fields());
        box.setId(id);
        box.setAccessibleText(name);
        box.setTooltip(new Tooltip(name + " of the map: a field in which the runs differ"));
        box.setMinWidth(Region.USE_PREF_SIZE);
        box.disableProperty().bind(Bindings.size(model.fields()).lessThan(2));
        box.setConverter(new StringConverter<>() {
            @Override
            public String toString(@Nullable String path) {
                return path == null || path.isEmpty() ? name : MapFields.title(path);
            }

            @Override
            public String fromString(String text) {
                throw new UnsupportedOperationException("the box is not edited as text");
            }
        });
        box.setValue(value.get());
        value.addListener((observed, former, now) -> box.setValue(now));
        box.valueProperty().addListener((observed, former, chosen) -> {
            // Null while the fields are replaced; whoever replaces them says what is chosen next.
            if (chosen != null && !chosen.isEmpty()) {
                value.set(chosen);
            }
        });
        return box;
    }
}
