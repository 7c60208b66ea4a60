package dev.foresight.app.experiment;

import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.StackPane;

/**
 * The prediction as a formula: what = w - s gamma mhat / (sqrt(vhat) + epsilon). Hats are labels of their own, because
 * the toolkit misplaces combining ones.
 */
public final class Formula extends HBox {
    /** For FXML. */
    public Formula() {
        getStyleClass().add("formula");
        setAlignment(Pos.BOTTOM_LEFT);
        setAccessibleText("w hat equals w minus s gamma m hat over the root of v hat plus epsilon");
        getChildren()
                .addAll(
                        hat("w"),
                        new Label(" = w − s · γ · "),
                        hat("m"),
                        new Label(" / (√"),
                        hat("v"),
                        new Label(" + ε)"));
    }

    private static StackPane hat(String letter) {
        Label hat = new Label("ˆ");
        hat.getStyleClass().add("hat");
        StackPane both = new StackPane(new Label(letter), hat);
        StackPane.setAlignment(hat, Pos.TOP_CENTER);
        return both;
    }
}
