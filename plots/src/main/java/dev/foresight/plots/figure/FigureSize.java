package dev.foresight.plots.figure;

/**
 * The size of a figure on paper.
 *
 * @param widthMm width in millimetres
 * @param heightMm height in millimetres
 * @param fontPt size of ticks and labels in points, as printed
 */
public record FigureSize(double widthMm, double heightMm, double fontPt) {
    public static final FigureSize SINGLE_COLUMN = new FigureSize(85, 58, 7);
    public static final FigureSize DOUBLE_COLUMN = new FigureSize(178, 90, 8);
    public static final FigureSize SLIDES = new FigureSize(254, 143, 14);

    private static final double POINTS_PER_MM = 72 / 25.4;

    public FigureSize {
        if (!(widthMm >= 30 && widthMm <= 2000 && heightMm >= 20 && heightMm <= 2000 && fontPt >= 3 && fontPt <= 72)) {
            throw new IllegalArgumentException("size of a figure: found " + widthMm + " x " + heightMm + " mm at "
                    + fontPt + " pt; 30 x 20 to 2000 x 2000 mm at 3 to 72 pt is allowed");
        }
    }

    public double widthPt() {
        return widthMm * POINTS_PER_MM;
    }

    public double heightPt() {
        return heightMm * POINTS_PER_MM;
    }
}
