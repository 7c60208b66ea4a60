package dev.foresight.app.experiment;

import java.io.File;
import javafx.scene.control.Button;
import javafx.scene.control.Control;
import javafx.scene.control.Skin;
import javafx.scene.control.SkinBase;
import javafx.scene.control.TextField;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.stage.DirectoryChooser;

/** The path of a folder with a button that chooses one. */
final class FolderField extends Control {
    private final HBox box = new HBox(4);

    FolderField(SpecField field) {
        TextField text = new TextField();
        text.textProperty().bindBidirectional(field.text());
        text.setPromptText("usual place");
        text.setMinWidth(40);
        text.setAccessibleText(field.label());
        HBox.setHgrow(text, Priority.ALWAYS);
        Button choose = new Button("…");
        choose.setTooltip(new Tooltip("Choose a folder"));
        choose.setAccessibleText("Choose a folder for " + field.label());
        choose.setOnAction(event -> {
            DirectoryChooser chooser = new DirectoryChooser();
            chooser.setTitle(field.label());
            File chosen = chooser.showDialog(getScene().getWindow());
            if (chosen != null) {
                field.text().set(chosen.getPath());
            }
        });
        box.getChildren().addAll(text, choose);
        setFocusTraversable(false);
    }

    @Override
    protected Skin<?> createDefaultSkin() {
        SkinBase<FolderField> skin = new SkinBase<>(this) {};
        skin.getChildren().add(box);
        return skin;
    }
}
