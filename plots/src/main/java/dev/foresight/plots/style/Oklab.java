package dev.foresight.plots.style;

/**
 * A colour in Oklab, in which equal distances look about equally large: B. Ottosson, A Perceptual Color Space for Image
 * Processing (2020).
 *
 * @param lightness 0 for black, 1 for white
 * @param a from green to red
 * @param b from blue to yellow
 */
record Oklab(double lightness, double a, double b) {
    /** @param color as {@code #rrggbb} */
    static Oklab of(String color) {
        int rgb = Colors.rgb(color);
        double red = Colors.linear(rgb >> 16 & 0xff);
        double green = Colors.linear(rgb >> 8 & 0xff);
        double blue = Colors.linear(rgb & 0xff);
        double l = Math.cbrt(0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue);
        double m = Math.cbrt(0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue);
        double s = Math.cbrt(0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue);
        return new Oklab(
                0.2104542553 * l + 0.7936177850 * m - 0.0040720468 * s,
                1.9779984951 * l - 2.4285922050 * m + 0.4505937099 * s,
                0.0259040371 * l + 0.7827717662 * m - 0.8086757660 * s);
    }

    /** The colour as {@code #rrggbb}; what sRGB cannot show is moved to its edge. */
    String color() {
        double l = cube(lightness + 0.3963377774 * a + 0.2158037573 * b);
        double m = cube(lightness - 0.1055613458 * a - 0.0638541728 * b);
        double s = cube(lightness - 0.0894841775 * a - 1.2914855480 * b);
        return Colors.of(
                4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s,
                -1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s,
                -0.0041960863 * l - 0.7034186147 * m + 1.7076147010 * s);
    }

    /** Between this and another: {@code share} 0 is this, 1 the other. */
    Oklab to(Oklab other, double share) {
        return new Oklab(
                lightness + (other.lightness - lightness) * share,
                a + (other.a - a) * share,
                b + (other.b - b) * share);
    }

    /** How far apart two colours look. */
    double distance(Oklab other) {
        return Math.sqrt(
                Math.pow(lightness - other.lightness, 2) + Math.pow(a - other.a, 2) + Math.pow(b - other.b, 2));
    }

    private static double cube(double value) {
        return value * value * value;
    }
}
