package dev.foresight.app.experiment;

import java.util.List;
import java.util.TreeSet;
import javafx.scene.control.Button;
import javafx.scene.control.TextField;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.FlowPane;

/** Toggles for the horizons s, one arm each, and a way to add one's own. */
public final class HorizonChips extends FlowPane {
    private final TextField own = new TextField();
    private final Button add = new Button("+");

    /** Empty until bound; for FXML. */
    public HorizonChips() {
        getStyleClass().add("horizon-chips");
        setHgap(3);
        setVgap(4);
        own.setPrefColumnCount(3);
        own.setPromptText("s");
        own.setAccessibleText("Another horizon s");
        own.getStyleClass().add("chip-field");
        add.getStyleClass().add("chip");
        add.setTooltip(new Tooltip("Add an arm with another horizon, such as 5 or 0.5"));
        add.setAccessibleText("Add another horizon");
    }

    void show(ExperimentViewModel model) {
        model.spec().addListener((observed, former, latter) -> rebuild(model));
        add.setOnAction(event -> {
            getChildren().remove(add);
            getChildren().add(own);
            own.requestFocus();
        });
        own.setOnAction(event -> accept(model));
        own.focusedProperty().addListener((observed, former, focused) -> {
            if (!focused && own.getParent() != null) {
                rebuild(model);
            }
        });
        own.setOnKeyPressed(event -> {
            if (event.getCode() == KeyCode.ESCAPE) {
                rebuild(model);
                event.consume();
            }
        });
        rebuild(model);
    }

    private void accept(ExperimentViewModel model) {
        try {
            double horizon = Numbers.real(own.getText());
            own.clear();
            if (!model.horizons().contains(horizon)) {
                model.toggleHorizon(horizon);
            }
            rebuild(model);
        } catch (SpecField.NotAValue notANumber) {
            own.setTooltip(new Tooltip(notANumber.getMessage()));
            own.selectAll();
        }
    }

    private void rebuild(ExperimentViewModel model) {
        List<Double> chosen = model.horizons();
        TreeSet<Double> offered = new TreeSet<>(Arms.USUAL);
        offered.addAll(chosen);
        getChildren().clear();
        for (double horizon : offered) {
            ToggleButton chip = new ToggleButton(Numbers.text(horizon));
            chip.getStyleClass().add("chip");
            chip.setSelected(chosen.contains(horizon));
            chip.setTooltip(new Tooltip(
                    horizon == 0
                            ? "AdamW, the baseline without prediction"
                            : "WP-AdamW: the gradient is taken " + Numbers.text(horizon) + " steps ahead"));
            chip.setAccessibleText("Horizon s = " + Numbers.text(horizon));
            chip.setOnAction(event -> {
                model.toggleHorizon(horizon);
                // The last arm stays: an experiment without one has nothing to compare.
                chip.setSelected(model.horizons().contains(horizon));
            });
            getChildren().add(chip);
        }
        getChildren().add(add);
    }
}
