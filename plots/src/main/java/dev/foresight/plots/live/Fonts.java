package dev.foresight.plots.live;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import javafx.scene.text.Font;

/** The bundled fonts, so that the window is the same on every system, on one without any font too. */
public final class Fonts {
    /** Family of the interface. */
    public static final String INTERFACE = "Inter";
    /** Family of logs and JSON. */
    public static final String MONOSPACED = "JetBrains Mono";

    private static final List<String> FILES = List.of(
            "/com/formdev/flatlaf/fonts/inter/Inter-Regular.otf",
            "/com/formdev/flatlaf/fonts/inter/Inter-Italic.otf",
            "/com/formdev/flatlaf/fonts/inter/Inter-SemiBold.otf",
            "/com/formdev/flatlaf/fonts/inter/Inter-Bold.otf",
            "/com/formdev/flatlaf/fonts/jetbrains_mono/JetBrainsMono-Regular.ttf",
            "/com/formdev/flatlaf/fonts/jetbrains_mono/JetBrainsMono-Bold.ttf");

    private static boolean loaded;

    private Fonts() {}

    /**
     * Loads them, once; to be called before the first control or chart is made.
     *
     * @throws IllegalStateException when a font is missing from the class path or the system's font library refuses it
     */
    public static synchronized void load() {
        if (loaded) {
            return;
        }
        for (String file : FILES) {
            try (InputStream stream = Fonts.class.getResourceAsStream(file)) {
                if (stream == null || Font.loadFont(stream, 13) == null) {
                    throw new IllegalStateException("cannot load the font " + file
                            + " from the class path; is the program complete, and are libfreetype and libfontconfig"
                            + " installed?");
                }
            } catch (IOException e) {
                throw new UncheckedIOException("cannot read the font " + file, e);
            }
        }
        loaded = true;
    }
}
