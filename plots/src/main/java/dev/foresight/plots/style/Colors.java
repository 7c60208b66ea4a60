package dev.foresight.plots.style;

import java.util.HexFormat;
import java.util.regex.Pattern;

/** Arithmetic of colours written {@code #rrggbb}. */
public final class Colors {
    private static final Pattern FORM = Pattern.compile("#[0-9a-fA-F]{6}");

    private static final String DARK_INK = "#000000";
    private static final String LIGHT_INK = "#ffffff";

    private Colors() {}

    public static boolean isColor(String text) {
        return FORM.matcher(text).matches();
    }

    /** The colour as 0xrrggbb. */
    public static int rgb(String color) {
        return HexFormat.fromHexDigits(color, 1, 7);
    }

    /** A colour between two, in sRGB: {@code share} 0 is the first, 1 the second. */
    public static String mix(String first, String second, double share) {
        int a = rgb(first);
        int b = rgb(second);
        int mixed = 0;
        for (int shift = 16; shift >= 0; shift -= 8) {
            int from = a >> shift & 0xff;
            int to = b >> shift & 0xff;
            mixed |= (int) Math.round(from + (to - from) * share) << shift;
        }
        return "#" + HexFormat.of().toHexDigits(mixed, 6);
    }

    /** Of two inks the one that reads better on a ground. */
    public static String inkOn(String ground) {
        return contrast(ground, DARK_INK) >= contrast(ground, LIGHT_INK) ? DARK_INK : LIGHT_INK;
    }

    /** The contrast ratio of WCAG 2.1, (L1 + 0.05) / (L2 + 0.05) of the relative luminances, from 1 to 21. */
    static double contrast(String one, String other) {
        double a = luminance(rgb(one)) + 0.05;
        double b = luminance(rgb(other)) + 0.05;
        return Math.max(a, b) / Math.min(a, b);
    }

    private static double luminance(int rgb) {
        return 0.2126 * linear(rgb >> 16 & 0xff) + 0.7152 * linear(rgb >> 8 & 0xff) + 0.0722 * linear(rgb & 0xff);
    }

    /** A channel of sRGB, 0 to 255, as the light it stands for, 0 to 1. */
    static double linear(int channel) {
        double share = channel / 255.0;
        return share <= 0.04045 ? share / 12.92 : Math.pow((share + 0.055) / 1.055, 2.4);
    }

    /** The colour of three amounts of light, 0 to 1, cut off outside. */
    static String of(double red, double green, double blue) {
        return "#" + HexFormat.of().toHexDigits(channel(red) << 16 | channel(green) << 8 | channel(blue), 6);
    }

    private static int channel(double light) {
        double cut = Math.clamp(light, 0, 1);
        double share = cut <= 0.0031308 ? 12.92 * cut : 1.055 * Math.pow(cut, 1 / 2.4) - 0.055;
        return (int) Math.round(255 * share);
    }
}
