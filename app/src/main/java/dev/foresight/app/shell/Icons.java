package dev.foresight.app.shell;

import javafx.scene.layout.Region;

/** Icons as shapes of the style sheet, so that they follow the theme and the font's size. */
final class Icons {
    private Icons() {}

    /** @param name its class in the style sheet, without {@code icon-} */
    static Region of(String name) {
        Region icon = new Region();
        icon.getStyleClass().addAll("icon", "icon-" + name);
        icon.setMouseTransparent(true);
        return icon;
    }
}
