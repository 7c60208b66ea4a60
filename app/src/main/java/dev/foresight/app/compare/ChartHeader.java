package dev.foresight.app.compare;

import java.util.List;
import java.util.function.Function;
import javafx.beans.property.Property;
import javafx.collections.ListChangeListener;
import javafx.collections.ObservableList;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.OverrunStyle;
import javafx.scene.control.RadioMenuItem;
import javafx.scene.control.SeparatorMenuItem;
import javafx.scene.control.Toggle;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;

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

    /**
     * Makes the title a choice of what the chart shows. It is as wide as what is chosen, so that the detail has room.
     *
     * @param group what belongs together in the menu
     */
    <T> void chooseTitle(
            String name, ObservableList<T> values, Function<T, String> word, Function<T, ?> group, Property<T> value) {
        MenuButton choice = new MenuButton();
        choice.getStyleClass().add("chart-title-choice");
        choice.setTooltip(new Tooltip(name));
        choice.setMinWidth(Region.USE_PREF_SIZE);
        Runnable show = () -> {
            choice.setText(word.apply(value.getValue()));
            choice.setAccessibleText(name + ": " + word.apply(value.getValue()));
            for (MenuItem item : choice.getItems()) {
                if (item instanceof RadioMenuItem radio) {
                    radio.setSelected(value.getValue().equals(radio.getUserData()));
                }
            }
        };
        Runnable fill = () -> {
            choice.getItems().clear();
            ToggleGroup one = new ToggleGroup();
            for (int i = 0; i < values.size(); i++) {
                T candidate = values.get(i);
                if (i > 0 && !group.apply(candidate).equals(group.apply(values.get(i - 1)))) {
                    choice.getItems().add(new SeparatorMenuItem());
                }
                RadioMenuItem item = new RadioMenuItem(word.apply(candidate));
                item.setUserData(candidate);
                item.setToggleGroup(one);
                item.setOnAction(event -> value.setValue(candidate));
                choice.getItems().add(item);
            }
            show.run();
        };
        values.addListener((ListChangeListener<T>) changes -> fill.run());
        value.addListener((observed, former, now) -> show.run());
        fill.run();
        getChildren().set(0, choice);
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
