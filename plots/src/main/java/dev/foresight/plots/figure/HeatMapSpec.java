package dev.foresight.plots.figure;

import dev.foresight.plots.series.HeatMap;

/**
 * A heat map as a figure.
 *
 * @param title above the cells; may be empty
 * @param subtitle what the values are, such as "mean of 5 seeds"; may be empty
 */
public record HeatMapSpec(String title, String subtitle, String source, HeatMap map, FigureSize size)
        implements Figure {
    private static final double CELL_EM = 2.3;
    private static final double REST_EM = 14;

    /** As wide as a column of a paper, and as high as its rows need, at the size of type of such a figure. */
    public static HeatMapSpec ofColumnWidth(String title, String subtitle, String source, HeatMap map) {
        FigureSize column = FigureSize.SINGLE_COLUMN;
        double pointsPerMm = column.heightPt() / column.heightMm();
        double rows = Math.clamp(map.rows().size(), 2, 40);
        double height = column.fontPt() * (REST_EM + rows * CELL_EM) / pointsPerMm;
        return new HeatMapSpec(
                title, subtitle, source, map, new FigureSize(column.widthMm(), Math.rint(height), column.fontPt()));
    }

    @Override
    public String subject() {
        return map.bar().axis().title();
    }

    @Override
    public String hash() {
        return SpecHash.of(this);
    }
}
