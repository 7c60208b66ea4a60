package dev.foresight.app.shell;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;
import javafx.beans.binding.Bindings;
import javafx.beans.binding.StringBinding;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ButtonBar;
import javafx.scene.control.ButtonType;
import javafx.scene.control.Dialog;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import javafx.stage.DirectoryChooser;
import javafx.stage.Window;

/** Asks for the name of a new project and the folder in which its own folder is made. */
final class NewProjectDialog {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9 ._-]{0,63}");

    private final Dialog<Path> dialog = new Dialog<>();

    /** @param home the folder proposed */
    NewProjectDialog(Window owner, Path home) {
        ButtonType create = new ButtonType("Create", ButtonBar.ButtonData.OK_DONE);
        dialog.initOwner(owner);
        dialog.setTitle("New project");
        dialog.setHeaderText("A folder of this name is made; it keeps experiments and their runs.");
        dialog.getDialogPane().getButtonTypes().addAll(create, ButtonType.CANCEL);
        TextField name = new TextField(free(home));
        name.setId("project-name");
        TextField place = new TextField(home.toString());
        place.setId("project-place");
        HBox.setHgrow(place, Priority.ALWAYS);
        Button browse = new Button("Browse…");
        browse.setOnAction(event -> browse(owner, place));
        Label problem = new Label();
        problem.getStyleClass().add("field-message");
        problem.setWrapText(true);
        StringBinding wrong = Bindings.createStringBinding(
                () -> problem(name.getText(), place.getText()), name.textProperty(), place.textProperty());
        problem.textProperty().bind(wrong);
        VBox box = new VBox(8, label("_Name", name), name, label("_In folder", place), new HBox(8, place, browse));
        box.getChildren().add(problem);
        box.setPrefWidth(480);
        dialog.getDialogPane().setContent(box);
        Node button = dialog.getDialogPane().lookupButton(create);
        button.disableProperty().bind(wrong.isNotEmpty());
        dialog.setResultConverter(
                answer -> answer == create ? Path.of(place.getText().strip(), name.getText()) : null);
    }

    Optional<Path> ask() {
        return dialog.showAndWait();
    }

    /** What is wrong with a name and a place; empty when nothing is. */
    static String problem(String name, String place) {
        if (!NAME.matcher(name).matches() || name.endsWith(" ") || name.endsWith(".")) {
            return "Letters, digits, spaces, dots, hyphens and underscores, at most 64, beginning with a letter or "
                    + "digit and not ending with a space or dot.";
        }
        try {
            Path folder = Path.of(place.strip());
            if (!folder.isAbsolute()) {
                return "Give the whole path of the folder, from the root on.";
            }
            return Files.exists(folder.resolve(name)) ? "There is something of this name already; choose another." : "";
        } catch (InvalidPathException malformed) {
            return "This is no path of a folder: " + malformed.getReason();
        }
    }

    private static String free(Path home) {
        int number = 1;
        while (Files.exists(home.resolve("project-" + number))) {
            number++;
        }
        return "project-" + number;
    }

    private static void browse(Window owner, TextField place) {
        DirectoryChooser chooser = new DirectoryChooser();
        chooser.setTitle("The folder in which the project's folder is made");
        File chosen = chooser.showDialog(owner);
        if (chosen != null) {
            place.setText(chosen.getPath());
        }
    }

    private static Label label(String text, Node of) {
        Label label = new Label(text);
        label.setMnemonicParsing(true);
        label.setLabelFor(of);
        return label;
    }
}
