package dev.foresight.app.shell;

import dev.foresight.app.experiment.ExperimentTemplate;
import dev.foresight.engine.spec.ExperimentSpec;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import javafx.beans.binding.Bindings;
import javafx.beans.binding.StringBinding;
import javafx.scene.Node;
import javafx.scene.control.ButtonBar;
import javafx.scene.control.ButtonType;
import javafx.scene.control.Dialog;
import javafx.scene.control.Label;
import javafx.scene.control.RadioButton;
import javafx.scene.control.TextField;
import javafx.scene.control.ToggleGroup;
import javafx.scene.layout.VBox;
import javafx.stage.Window;

/** Asks for a template and a name. */
final class NewExperimentDialog {
    /** A name is also a file's name on every system. */
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");

    private final Dialog<ExperimentSpec> dialog = new Dialog<>();

    NewExperimentDialog(Window owner, List<ExperimentTemplate> templates, List<String> taken) {
        ButtonType create = new ButtonType("Create", ButtonBar.ButtonData.OK_DONE);
        dialog.initOwner(owner);
        dialog.setTitle("New experiment");
        dialog.setHeaderText("Start from");
        dialog.getDialogPane().getButtonTypes().addAll(create, ButtonType.CANCEL);

        VBox box = new VBox(8);
        ToggleGroup group = new ToggleGroup();
        for (ExperimentTemplate template : templates) {
            RadioButton choice = new RadioButton(template.title());
            choice.setToggleGroup(group);
            choice.setUserData(template);
            Label summary = new Label(template.summary());
            summary.getStyleClass().add("hint");
            summary.setWrapText(true);
            box.getChildren().addAll(choice, summary);
        }
        group.selectToggle(group.getToggles().getFirst());
        Label label = new Label("_Name");
        label.setMnemonicParsing(true);
        TextField name = new TextField(free(taken));
        label.setLabelFor(name);
        Label problem = new Label();
        problem.getStyleClass().add("field-message");
        StringBinding wrong = Bindings.createStringBinding(() -> problem(name.getText(), taken), name.textProperty());
        problem.textProperty().bind(wrong);
        box.getChildren().addAll(label, name, problem);
        box.setPrefWidth(440);
        dialog.getDialogPane().setContent(box);
        Node button = dialog.getDialogPane().lookupButton(create);
        button.disableProperty().bind(wrong.isNotEmpty());
        dialog.setResultConverter(answer -> answer == create
                ? ((ExperimentTemplate) group.getSelectedToggle().getUserData()).named(name.getText())
                : null);
    }

    Optional<ExperimentSpec> ask() {
        return dialog.showAndWait();
    }

    static String problem(String name, List<String> taken) {
        if (taken.stream().anyMatch(name::equalsIgnoreCase)) {
            return "An experiment of this name exists; choose another.";
        }
        return NAME.matcher(name).matches()
                ? ""
                : "Letters, digits, dots, hyphens and underscores, at most 64, beginning with a letter or digit.";
    }

    private static String free(List<String> taken) {
        int number = 1;
        while (taken.contains("experiment-" + number)) {
            number++;
        }
        return "experiment-" + number;
    }
}
