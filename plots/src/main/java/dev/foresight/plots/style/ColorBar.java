package dev.foresight.plots.style;

/**
 * Which value has which colour, and the ticks beside it.
 *
 * @param axis title with the unit, numbers, scale
 * @param ticks at round numbers; the ends of their range are those of the colours
 */
public record ColorBar(AxisStyle axis, Ticks ticks, ColorScale colors) {
    private static final int ABOUT = 4;

    /**
     * For values of one kind. The bright end is the better one.
     *
     * @param low smallest value shown
     * @param high largest value shown
     */
    public static ColorBar sequential(AxisStyle axis, double low, double high, boolean lowerIsBetter) {
        ColorScale colors = ColorScale.SEQUENTIAL;
        return new ColorBar(axis, Ticks.around(axis, low, high, ABOUT), lowerIsBetter ? colors.reversed() : colors);
    }

    /**
     * For differences, with zero in the middle. Blue is better, orange worse.
     *
     * @param largest the largest size of a difference shown
     */
    public static ColorBar diverging(AxisStyle axis, double largest, boolean lowerIsBetter) {
        double end = largest > 0 ? largest : 1;
        ColorScale colors = ColorScale.DIVERGING;
        return new ColorBar(axis, Ticks.within(axis, -end, end, ABOUT), lowerIsBetter ? colors.reversed() : colors);
    }

    /** Where a value lies between the ends, 0 to 1 unless beyond them; NaN for what the scale cannot show. */
    public double position(double value) {
        Scale scale = axis.scale();
        double from = scale.forward(ticks.from());
        return (scale.forward(value) - from) / (scale.forward(ticks.to()) - from);
    }

    public String color(double value) {
        return colors.at(position(value));
    }
}
