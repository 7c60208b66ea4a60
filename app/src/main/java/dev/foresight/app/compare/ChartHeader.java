package dev.foresight.app.compare;

import java.util.List;
import java.util.function.Function;
import javafx.beans.property.Property;
import javafx.collections.ObservableList;
import javafx.geometry.Pos;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.OverrunStyle;
import javafx.scene.control.Toggle;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.util.StringConverter;
import org.jspecify.annotations.Nullable;

/** Title of a chart, what is drawn in it, and its switches. */
final class ChartHeader extends HBox {
    private final Label title = new Label();
    private final Label detail = new Label();

    ChartHeader() {
        getStyleClass().add("chart-header");
        setAlignment(Pos.CENTER_LEFT);
        title.getStyleClass().add("chart-title");
        title.setMinWidth(Region.USE_PREF_SIZE);
        detail.getStyleClass().add("chart-detail");
        detail.setTextOverrun(OverrunStyle.ELLIPSIS);
        detail.setMinWidth(0);
        Region space = new Region();
        HBox.setHgrow(space, Priority.ALWAYS);
        getChildren().addAll(title, detail, space);
    }

    Label title() {
        return title;
    }

    Label detail() {
        return detail;
    }

    /** Makes the title a choice of what the chart shows. */
    <T> void chooseTitle(String name, ObservableList<T> values, Function<T, String> word, Property<T> value) {
        ComboBox<T> box = new ComboBox<>(values);
        box.getStyleClass().add("chart-title-choice");
        box.setAccessibleText(name);
        box.setTooltip(new Tooltip(name + " of this chart"));
        box.setMinWidth(Region.USE_PREF_SIZE);
        box.setConverter(new StringConverter<>() {
            @Override
            public String toString(@Nullable T candidate) {
                return candidate == null ? "" : word.apply(candidate);
            }

            @Override
            public T fromString(String text) {
                throw new UnsupportedOperationException("the box is not edited as text");
            }
        });
        box.setValue(value.getValue());
        value.addListener((observed, former, now) -> box.setValue(now));
        box.valueProperty().addListener((observed, former, chosen) -> {
            // Null while the values are replaced; whoever replaces them says what is chosen next.
            if (chosen != null) {
                value.setValue(chosen);
            }
        });
        getChildren().set(0, box);
    }

    /** Adds a row of joined buttons of which one is down. */
    <T> void addSwitch(String name, List<T> values, Function<T, String> word, Property<T> value) {
        HBox box = new HBox();
        box.getStyleClass().add("segments");
        box.setAccessibleText(name);
        box.setMinWidth(Region.USE_PREF_SIZE);
        ToggleGroup group = new ToggleGroup();
        for (T candidate : values) {
            ToggleButton button = new ToggleButton(word.apply(candidate));
            button.setUserData(candidate);
            button.setToggleGroup(group);
            button.setAccessibleText(name + ": " + word.apply(candidate));
            button.setMinWidth(Region.USE_PREF_SIZE);
            button.setOnAction(event -> {
                value.setValue(candidate);
                button.setSelected(true);
            });
            box.getChildren().add(button);
        }
        value.addListener((observed, former, now) -> select(group, now));
        select(group, value.getValue());
        getChildren().add(box);
    }

    private static void select(ToggleGroup group, Object value) {
        for (Toggle toggle : group.getToggles()) {
            toggle.setSelected(toggle.getUserData().equals(value));
        }
    }
}
