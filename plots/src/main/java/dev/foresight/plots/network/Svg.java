package dev.foresight.plots.network;

import java.util.Locale;

/** SVG in the making, as text: the same bytes on every machine. Lengths are in pixels. */
final class Svg {
    private final StringBuilder body = new StringBuilder();

    /** A rectangle with round corners. */
    void box(double x, double y, double width, double height, double radius, String style) {
        body.append("<rect x=\"%s\" y=\"%s\" width=\"%s\" height=\"%s\" rx=\"%s\" class=\"%s\"/>\n"
                .formatted(number(x), number(y), number(width), number(height), number(radius), style));
    }

    /** A line through points given as x, y, x, y ... */
    void line(String style, double... points) {
        StringBuilder path = new StringBuilder("M");
        for (int i = 0; i < points.length; i++) {
            path.append(i == 0 ? "" : i == 2 ? "L" : " ").append(number(points[i]));
        }
        body.append("<path d=\"%s\" class=\"%s\"/>\n".formatted(path, style));
    }

    void text(double x, double y, String style, String text) {
        body.append("<text x=\"%s\" y=\"%s\" class=\"%s\">%s</text>\n"
                .formatted(number(x), number(y), style, escaped(text)));
    }

    String document(double width, double height, String title, String description, String style) {
        return """
                <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %1$s %2$s" width="%1$s" height="%2$s" role="img">
                <title>%3$s</title>
                <desc>%4$s</desc>
                <style>
                %5$s</style>
                <rect width="100%%" height="100%%" class="ground"/>
                %6$s</svg>
                """.formatted(number(width), number(height), escaped(title), escaped(description), style, body);
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }

    private static String number(double value) {
        return value == Math.rint(value) ? Long.toString((long) value) : String.format(Locale.ROOT, "%.1f", value);
    }
}
