package dev.foresight.plots.style;

import java.util.HexFormat;
import java.util.regex.Pattern;

/** Arithmetic of colours written {@code #rrggbb}. */
public final class Colors {
    private static final Pattern FORM = Pattern.compile("#[0-9a-fA-F]{6}");

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
}
