package dev.foresight.app.sweep;

import java.util.Map;
import javafx.beans.binding.Bindings;
import javafx.beans.property.StringProperty;
import javafx.geometry.Insets;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.ButtonBar;
import javafx.scene.control.ButtonType;
import javafx.scene.control.CheckBox;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Dialog;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.TextField;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import javafx.stage.Window;
import org.jspecify.annotations.Nullable;

/** Asks which fields of an experiment are varied, over which values and seeds; says what that would run. */
public final class SweepDialog {
    private final SweepForm form;
    private final Dialog<Boolean> dialog = new Dialog<>();
    private final GridPane grid = new GridPane(8, 8);
    private int row;

    public SweepDialog(Window owner, SweepForm form) {
        this.form = form;
        ButtonType done = new ButtonType(form.isNew() ? "Create Sweep" : "Save Sweep", ButtonBar.ButtonData.OK_DONE);
        dialog.initOwner(owner);
        dialog.setTitle(form.isNew() ? "New sweep" : "Edit sweep");
        dialog.setHeaderText(
                form.isNew()
                        ? "Vary the experiment in the form, over all combinations of these values"
                        : "Change what the sweep varies; runs that are there are kept and found again");
        dialog.getDialogPane().getButtonTypes().addAll(done, ButtonType.CANCEL);
        TextField name = text("sweep-name", "Name", form.name());
        name.setDisable(!form.isNew());
        add("_Name", name);
        for (int i = 0; i < form.fields().size(); i++) {
            field(form.fields().get(i), i + 1);
        }
        add("_Seeds", text("sweep-seeds", "Seeds", form.seeds()));
        halving();
        Label count = new Label();
        count.setId("sweep-count");
        count.textProperty().bind(form.count());
        Label problem = new Label();
        problem.setId("sweep-problem");
        problem.getStyleClass().add("field-message");
        problem.setWrapText(true);
        problem.textProperty().bind(form.problem());
        VBox told = new VBox(4, count, problem);
        // Room for some lines, so that nothing jumps while somebody types.
        told.setMinHeight(72);
        told.setAlignment(Pos.TOP_LEFT);
        VBox box = new VBox(16, grid, told);
        box.setPadding(new Insets(16));
        box.setPrefWidth(600);
        dialog.getDialogPane().setContent(box);
        Node button = dialog.getDialogPane().lookupButton(done);
        button.disableProperty().bind(Bindings.not(form.valid()));
        dialog.setResultConverter(answer -> answer == done);
    }

    /** Whether the sweep is to be written. */
    public boolean ask() {
        return dialog.showAndWait().orElse(false);
    }

    private void add(String title, Node control) {
        Label label = new Label(title);
        label.setMnemonicParsing(true);
        label.setLabelFor(control);
        label.setMinWidth(96);
        grid.addRow(row++, label, control);
        GridPane.setHgrow(control, Priority.ALWAYS);
    }

    private static TextField text(String id, String name, StringProperty value) {
        TextField field = new TextField();
        field.setId(id);
        field.setAccessibleText(name);
        field.textProperty().bindBidirectional(value);
        return field;
    }

    private void field(SweepForm.Field field, int number) {
        Map<String, String> choices = form.choices();
        ComboBox<String> path = new ComboBox<>();
        path.setId("sweep-path-" + number);
        path.setEditable(true);
        path.setAccessibleText("Field " + number);
        path.setPromptText("a field, or a path such as training.clip");
        path.setMaxWidth(Double.MAX_VALUE);
        path.getItems().setAll(choices.keySet());
        path.setCellFactory(list -> new ListCell<>() {
            @Override
            protected void updateItem(@Nullable String item, boolean empty) {
                super.updateItem(item, empty);
                setText(item == null || empty ? null : choices.getOrDefault(item, item) + "  (" + item + ")");
            }
        });
        path.getEditor().setAccessibleText("Field " + number);
        path.getEditor().textProperty().bindBidirectional(field.path());
        add("Field _" + number, path);
        TextField values = text("sweep-values-" + number, "Values of field " + number, field.values());
        values.setPromptText("0, 1, 3  or  0 to 10 step 1  or  0.0005 to 0.004 count 4 log");
        add("Values", values);
    }

    private void halving() {
        CheckBox halves = new CheckBox("Stop hopeless cells early (successive halving)");
        halves.setId("sweep-halves");
        halves.selectedProperty().bindBidirectional(form.halves());
        Tooltip price = new Tooltip(
                "The survivors were chosen while they trained: their comparison is marked, and is to be"
                        + " confirmed with new seeds and without halving. Arms that others are compared with train to their end.");
        price.setWrapText(true);
        price.setMaxWidth(360);
        halves.setTooltip(price);
        grid.add(halves, 1, row++);
        TextField first = text("sweep-first", "First rung, in " + form.unit(), form.first());
        TextField factor = text("sweep-factor", "Of how many cells one goes on", form.factor());
        first.setPrefColumnCount(4);
        factor.setPrefColumnCount(3);
        HBox rungs = new HBox(
                8,
                new Label("judged first after"),
                first,
                new Label(form.unit() + "; of"),
                factor,
                new Label("cells one goes on"));
        rungs.setAlignment(Pos.CENTER_LEFT);
        rungs.disableProperty().bind(form.halves().not());
        grid.add(rungs, 1, row++);
    }
}
