package dev.foresight.plots.series;

/**
 * A cell of a heat map.
 *
 * @param present whether there is anything to show; what is not is hatched
 * @param value what the colour tells; NaN where nothing was measured
 * @param text written into the cell where there is room
 * @param note written small below the text: what is unlike the other cells; empty for none
 * @param framed whether it stands out, as the best one does
 * @param told all that is known of it, in a sentence
 */
public record HeatCell(boolean present, double value, String text, String note, boolean framed, String told) {
    /** A cell of which nothing is known. */
    public static HeatCell absent(String told) {
        return new HeatCell(false, Double.NaN, "", "", false, told);
    }
}
