package dev.foresight.app.experiment;

import dev.foresight.engine.spec.ExperimentSpec;
import java.util.List;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/** What the arms compute in a step, a line each. Hats are labels of their own: the toolkit misplaces combining ones. */
public final class Formula extends VBox {
    private static final char HAT = '\u0302';

    /** Empty until bound; for FXML. */
    public Formula() {
        getStyleClass().add("formula");
    }

    void show(ExperimentViewModel model) {
        model.spec().addListener((observed, former, spec) -> show(model, spec));
        show(model, model.spec().get());
    }

    private void show(ExperimentViewModel model, @Nullable ExperimentSpec spec) {
        if (spec != null && !spec.arms().isEmpty()) {
            List<String> lines = RuleFormula.lines(spec, model.components());
            setAccessibleText(String.join("; ", lines));
            getChildren().setAll(lines.stream().map(Formula::line).toList());
        }
    }

    private static Node line(String text) {
        HBox line = new HBox();
        line.setAlignment(Pos.BOTTOM_LEFT);
        StringBuilder plain = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            boolean hatted = i + 1 < text.length() && text.charAt(i + 1) == HAT;
            if (hatted) {
                flush(plain, line);
                line.getChildren().add(hat(text.substring(i, i + 1)));
                i++;
            } else {
                plain.append(text.charAt(i));
            }
        }
        flush(plain, line);
        return line;
    }

    private static void flush(StringBuilder plain, HBox line) {
        if (!plain.isEmpty()) {
            line.getChildren().add(new Label(plain.toString()));
            plain.setLength(0);
        }
    }

    private static StackPane hat(String letter) {
        Label hat = new Label("ˆ");
        hat.getStyleClass().add("hat");
        StackPane both = new StackPane(new Label(letter), hat);
        StackPane.setAlignment(hat, Pos.TOP_CENTER);
        return both;
    }
}
