package dev.foresight.plots.style;

import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * How a curve is told from its neighbours: by its colour, and also by its dashes for those who cannot rely on colours
 * or print in grey.
 *
 * @param light colour on a light ground, {@code #rrggbb}
 * @param dark colour on a dark ground, {@code #rrggbb}
 * @param dash lengths of dashes and gaps in line widths; empty for a solid line
 */
public record CurveStyle(String light, String dark, List<Double> dash) {
    /** By position of the arm: solid, dashed, dotted, dash-dotted ... */
    private static final List<List<Double>> DASHES = List.of(
            List.of(),
            List.of(4.0, 2.0),
            List.of(1.2, 1.6),
            List.of(5.0, 1.6, 1.2, 1.6),
            List.of(8.0, 2.0),
            List.of(2.5, 1.5));

    /** The brighter twins of the colours of arms that Foresight gives by itself. */
    private static final Map<String, String> TWINS = Map.of(
            "#7a869a", "#8b97ab",
            "#e6a34a", "#f2c078",
            "#d9722e", "#ee9450",
            "#a8391f", "#e0643a");

    private static final double BRIGHTER = 0.28;

    public CurveStyle {
        requireColor(light);
        requireColor(dark);
        dash = List.copyOf(dash);
    }

    /** The style of an arm from its colour in the spec and its position in the experiment. */
    public static CurveStyle arm(String color, int position) {
        String light = color.toLowerCase(Locale.ROOT);
        requireColor(light);
        String dark = TWINS.containsKey(light) ? TWINS.get(light) : Colors.mix(light, "#ffffff", BRIGHTER);
        return new CurveStyle(light, dark, DASHES.get(Math.floorMod(position, DASHES.size())));
    }

    public String color(boolean onDark) {
        return onDark ? dark : light;
    }

    /** The dashes for a line of this width; empty for a solid line. */
    public double[] dash(double lineWidth) {
        return dash.stream().mapToDouble(length -> length * lineWidth).toArray();
    }

    private static void requireColor(String color) {
        if (!Colors.isColor(color)) {
            throw new IllegalArgumentException("colour of a curve: found " + color + "; #rrggbb is allowed");
        }
    }
}
