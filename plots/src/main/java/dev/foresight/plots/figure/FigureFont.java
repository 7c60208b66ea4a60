package dev.foresight.plots.figure;

import java.awt.Font;
import java.awt.FontFormatException;
import java.awt.font.FontRenderContext;
import java.io.IOException;
import java.io.InputStream;

/** The font of figures, from our own class path, so that a figure is the same on every system. */
final class FigureFont {
    /** Its family, with what stands in for it where it is not installed. */
    static final String CSS_FAMILY = "Roboto, 'Helvetica Neue', Arial, 'Liberation Sans', sans-serif";

    private static final String FILE = "/com/formdev/flatlaf/fonts/roboto/Roboto-Regular.ttf";
    private static final FontRenderContext EXACT = new FontRenderContext(null, true, true);

    static {
        if (System.getProperty("java.awt.headless") == null) {
            // Figures need no display, and beside JavaFX AWT must not ask for one.
            System.setProperty("java.awt.headless", "true");
        }
    }

    private static final Font REGULAR = load();

    private FigureFont() {}

    static Font of(double points) {
        return REGULAR.deriveFont((float) points);
    }

    static double width(String text, Font font) {
        return font.getStringBounds(text, EXACT).getWidth();
    }

    /** The TrueType file. */
    static InputStream open() {
        InputStream stream = FigureFont.class.getResourceAsStream(FILE);
        if (stream == null) {
            throw new FigureException("no font " + FILE + " on the class path; the program is not complete");
        }
        return stream;
    }

    private static Font load() {
        try (InputStream stream = open()) {
            return Font.createFont(Font.TRUETYPE_FONT, stream);
        } catch (IOException | FontFormatException e) {
            throw new FigureException("cannot load the font " + FILE + "; the program is damaged", e);
        }
    }
}
