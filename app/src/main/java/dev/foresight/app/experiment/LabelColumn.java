package dev.foresight.app.experiment;

import java.util.ArrayList;
import java.util.List;
import javafx.scene.control.Label;
import javafx.scene.text.Text;

/** Labels that stand in one column, as wide as the longest of them: none is ever cut. */
final class LabelColumn {
    private static final double GAP = 12;

    private final List<Label> labels = new ArrayList<>();

    void add(Label label) {
        if (!labels.contains(label)) {
            labels.add(label);
            label.fontProperty().addListener((observed, former, latter) -> measure());
        }
        measure();
    }

    /** Labels of components no longer chosen give their room back. */
    void remove(Label label) {
        labels.remove(label);
        measure();
    }

    private void measure() {
        double width = labels.stream().mapToDouble(LabelColumn::width).max().orElse(0);
        labels.forEach(label -> {
            label.setMinWidth(width + GAP);
            label.setPrefWidth(width + GAP);
        });
    }

    private static double width(Label label) {
        Text text = new Text(label.getText());
        text.setFont(label.getFont());
        return Math.ceil(text.getLayoutBounds().getWidth());
    }
}
