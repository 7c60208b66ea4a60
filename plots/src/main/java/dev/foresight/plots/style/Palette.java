package dev.foresight.plots.style;

/**
 * The colours of a chart apart from its curves, each {@code #rrggbb}.
 *
 * @param ground behind everything
 * @param ink titles
 * @param dim ticks, axis titles, reference lines
 * @param grid lines at ticks: a hint, no more
 * @param edge the axis line and the frame of a tooltip
 */
public record Palette(boolean dark, String ground, String ink, String dim, String grid, String edge) {
    public static final Palette LIGHT = new Palette(false, "#f7f8fa", "#1d2330", "#667085", "#eceef2", "#cfd4dc");
    public static final Palette DARK = new Palette(true, "#15181e", "#e4e8ef", "#98a2b3", "#22272f", "#3a4250");
    /** Of figures, on white paper. */
    public static final Palette PAPER = new Palette(false, "#ffffff", "#1d2330", "#4a5262", "#eceef2", "#8a93a3");
}
