package dev.foresight.app.run;

import dev.foresight.app.project.LogLine;
import javafx.collections.ListChangeListener;
import javafx.collections.ObservableList;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import org.jspecify.annotations.Nullable;

/** What workers and the window had to say, newest at the bottom; follows the end unless somebody scrolled up. */
public final class LogView extends ListView<LogLine> {
    public LogView(ObservableList<LogLine> lines) {
        getStyleClass().add("log-view");
        setAccessibleText("Log");
        setItems(lines);
        Label empty = new Label("Messages of workers appear here.");
        empty.getStyleClass().add("empty-state");
        setPlaceholder(empty);
        setCellFactory(owner -> new ListCell<>() {
            @Override
            protected void updateItem(@Nullable LogLine line, boolean none) {
                super.updateItem(line, none);
                setText(none || line == null ? null : line.run() + "  " + line.kind() + "  " + line.text());
            }
        });
        lines.addListener((ListChangeListener<LogLine>) change -> {
            if (getSelectionModel().isEmpty() && !lines.isEmpty()) {
                scrollTo(lines.size() - 1);
            }
        });
    }
}
