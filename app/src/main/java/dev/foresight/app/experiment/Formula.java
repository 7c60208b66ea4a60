package dev.foresight.app.experiment;

import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.StackPane;

/**
 * The prediction as a formula: what = w - s gamma Delta, where Delta is the direction of the rule's last step; that of Adam
 * and AdamW, mhat / (sqrt(vhat) + epsilon), is written out. Hats are labels of their own, because the toolkit misplaces
 * combining ones.
 */
public final class Formula extends HBox {
    /** For FXML. */
    public Formula() {
        getStyleClass().add("formula");
        setAlignment(Pos.BOTTOM_LEFT);
        show("adamw");
    }

    /** Of the rule with this id. */
    public void show(String rule) {
        boolean adam = rule.equals("adamw") || rule.equals("adam");
        setAccessibleText("w hat equals w minus s gamma "
                + (adam
                        ? "m hat over the root of v hat plus epsilon"
                        : "delta, the direction of the rule's last step"));
        getChildren().setAll(hat("w"), new Label(" = w − s · γ · "));
        if (adam) {
            getChildren().addAll(hat("m"), new Label(" / (√"), hat("v"), new Label(" + ε)"));
        } else {
            getChildren().add(new Label("Δ,  Δ: the direction of the rule's last step"));
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
