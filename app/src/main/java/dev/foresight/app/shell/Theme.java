package dev.foresight.app.shell;

import atlantafx.base.theme.PrimerDark;
import atlantafx.base.theme.PrimerLight;
import java.net.URL;
import java.util.List;
import java.util.Objects;
import javafx.application.Application;
import javafx.scene.Scene;

/** Light or dark: the same geometry, other tokens. */
public enum Theme {
    LIGHT(new PrimerLight(), "light.css"),
    DARK(new PrimerDark(), "dark.css");

    private final atlantafx.base.theme.Theme base;
    private final String tokens;

    Theme(atlantafx.base.theme.Theme base, String tokens) {
        this.base = base;
        this.tokens = tokens;
    }

    public boolean dark() {
        return this == DARK;
    }

    public Theme other() {
        return dark() ? LIGHT : DARK;
    }

    /** Dresses a scene; popups and dialogs take over from their owner. */
    void apply(Scene scene) {
        Application.setUserAgentStylesheet(base.getUserAgentStylesheet());
        scene.getStylesheets().setAll(List.of(sheet(tokens), sheet("workbench.css")));
    }

    private static String sheet(String name) {
        URL url = Objects.requireNonNull(Theme.class.getResource(name), name);
        return url.toExternalForm();
    }
}
