package dev.foresight.plots.live;

import dev.foresight.plots.style.Palette;

/**
 * Colours and type of a live chart, given by the application's theme.
 *
 * @param fontFamily a family that {@link Fonts} has loaded, or one of the system
 * @param fontSize size of ticks and labels in pixels; the title is a quarter larger
 */
public record ChartTheme(Palette palette, String fontFamily, double fontSize) {
    public static final ChartTheme LIGHT = new ChartTheme(Palette.LIGHT, Fonts.INTERFACE, 11);
    public static final ChartTheme DARK = new ChartTheme(Palette.DARK, Fonts.INTERFACE, 11);

    public ChartTheme withFontSize(double size) {
        return new ChartTheme(palette, fontFamily, size);
    }
}
