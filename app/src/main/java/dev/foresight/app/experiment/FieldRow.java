package dev.foresight.app.experiment;

import dev.foresight.app.experiment.SpecField.Input;
import dev.foresight.app.experiment.SpecField.Option;
import dev.foresight.engine.spec.SpecProblem;
import java.util.Optional;
import javafx.collections.ListChangeListener;
import javafx.css.PseudoClass;
import javafx.geometry.Pos;
import javafx.scene.control.CheckBox;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Control;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.util.Duration;
import javafx.util.StringConverter;

/** A line of the form: label, control, and beneath it what is wrong, if anything is. */
public final class FieldRow extends VBox {
    private static final PseudoClass ERROR = PseudoClass.getPseudoClass("error");
    private static final PseudoClass WARNING = PseudoClass.getPseudoClass("warning");

    private final HBox line = new HBox();
    private final Label label = new Label();
    private final Label message = new Label();

    /** An empty row, for FXML. */
    public FieldRow() {
        getStyleClass().add("field-row");
        line.getStyleClass().add("field-line");
        line.setAlignment(Pos.CENTER_LEFT);
        label.getStyleClass().add("field-label");
        message.getStyleClass().add("field-message");
        message.setWrapText(true);
        message.managedProperty().bind(message.visibleProperty());
        message.setVisible(false);
        line.getChildren().add(label);
        getChildren().addAll(line, message);
        managedProperty().bind(visibleProperty());
    }

    static FieldRow of(SpecField field, LabelColumn column) {
        FieldRow row = new FieldRow();
        row.show(field, column);
        return row;
    }

    /** Shows a field here; its label takes part in a column as wide as the longest. */
    Control show(SpecField field, LabelColumn column) {
        label.setText(field.label());
        label.setTooltip(tooltip(field));
        column.add(label);
        Control control = add(field);
        label.setLabelFor(control);
        return control;
    }

    /** Shows a field over the whole width; the section's title says what it is. */
    void showWide(SpecField field) {
        line.getChildren().remove(label);
        add(field);
    }

    /** Shows controls of another kind for a field; its problems stand beneath them. */
    void show(SpecField field, LabelColumn column, Region control) {
        label.setText(field.label());
        label.setTooltip(tooltip(field));
        label.setLabelFor(control);
        column.add(label);
        HBox.setHgrow(control, Priority.ALWAYS);
        line.getChildren().add(control);
        field.problem().addListener((observed, former, problem) -> mark(control, field, problem));
    }

    Label label() {
        return label;
    }

    /** Adds a control for a field to this line. */
    Control add(SpecField field) {
        Control control = control(field);
        control.setTooltip(tooltip(field));
        control.setAccessibleText(field.label());
        control.setAccessibleHelp(field.help());
        control.setMaxWidth(Double.MAX_VALUE);
        HBox.setHgrow(control, Priority.ALWAYS);
        line.getChildren().add(control);
        field.problem().addListener((observed, former, problem) -> mark(control, field, problem));
        mark(control, field, field.problem().get());
        return control;
    }

    private void mark(Region control, SpecField field, Optional<SpecProblem> problem) {
        control.pseudoClassStateChanged(
                ERROR, problem.filter(SpecProblem::isError).isPresent());
        control.pseudoClassStateChanged(
                WARNING, problem.filter(p -> !p.isError()).isPresent());
        message.pseudoClassStateChanged(
                ERROR, problem.filter(SpecProblem::isError).isPresent());
        message.setVisible(problem.isPresent());
        message.setText(problem.map(p -> p.value().isEmpty() ? p.allowed() : p.value() + ": " + p.allowed())
                .orElse(""));
        control.setAccessibleHelp(problem.map(SpecProblem::allowed).orElse(field.help()));
    }

    private static Control control(SpecField field) {
        return switch (field.input()) {
            case Input.Text line -> textField(field);
            case Input.Folder folder -> new FolderField(field);
            case Input.Flag flag -> checkBox(field);
            case Input.Choice anyOf -> comboBox(field);
        };
    }

    private static TextField textField(SpecField field) {
        TextField text = new TextField();
        text.setPrefColumnCount(6);
        text.setMinWidth(40);
        text.textProperty().bindBidirectional(field.text());
        return text;
    }

    private static CheckBox checkBox(SpecField field) {
        CheckBox box = new CheckBox();
        field.text().addListener((observed, former, text) -> box.setSelected(Boolean.parseBoolean(text)));
        box.setSelected(Boolean.parseBoolean(field.text().get()));
        box.selectedProperty()
                .addListener((observed, former, selected) -> field.text().set(Boolean.toString(selected)));
        return box;
    }

    private static ComboBox<Option> comboBox(SpecField field) {
        ComboBox<Option> box = new ComboBox<>();
        box.getItems().setAll(field.options());
        box.setMinWidth(40);
        box.setConverter(new StringConverter<>() {
            @Override
            public String toString(Option option) {
                return option == null ? "" : option.title();
            }

            @Override
            public Option fromString(String text) {
                throw new UnsupportedOperationException("the box is not edited as text");
            }
        });
        Runnable select = () -> field.options().stream()
                .filter(option -> option.id().equals(field.text().get()))
                .findFirst()
                .ifPresentOrElse(box::setValue, () -> box.setValue(null));
        field.text().addListener((observed, former, latter) -> select.run());
        select.run();
        field.options().addListener((ListChangeListener<Option>) change -> {
            box.getItems().setAll(field.options());
            select.run();
        });
        box.valueProperty().addListener((observed, former, option) -> {
            if (option != null) {
                field.text().set(option.id());
            }
        });
        return box;
    }

    private static Tooltip tooltip(SpecField field) {
        Tooltip tooltip = new Tooltip(field.help());
        tooltip.setWrapText(true);
        tooltip.setMaxWidth(320);
        tooltip.setShowDelay(Duration.millis(400));
        return tooltip;
    }
}
