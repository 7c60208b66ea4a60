package dev.foresight.plots.style;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/** How numbers on an axis are written. */
public enum NumberStyle {
    PLAIN(0),
    /** A fraction of 1 as its hundredfold; the sign stands in the axis title. */
    PERCENT(2);

    private static final String SUPERSCRIPTS = "⁰¹²³⁴⁵⁶⁷⁸⁹";
    private static final int LARGEST_PLAIN_EXPONENT = 5;
    private static final int SMALLEST_PLAIN_EXPONENT = -4;

    /** Places by which the decimal point moves. */
    private final int shift;

    NumberStyle(int shift) {
        this.shift = shift;
    }

    /** A tick's value, with the decimals that a step of this size needs. */
    public String tick(double value, double step) {
        if (value == 0) {
            return "0";
        }
        int exponent = exponent(step);
        int magnitude = exponent(value) + shift;
        if (magnitude > LARGEST_PLAIN_EXPONENT || exponent + shift < SMALLEST_PLAIN_EXPONENT) {
            return scientific(value, exponent);
        }
        BigDecimal shifted = BigDecimal.valueOf(value).movePointRight(shift);
        return minus(shifted.setScale(Math.max(0, -(exponent + shift) + extraDigit(step)), RoundingMode.HALF_EVEN)
                .toPlainString());
    }

    /** A value as a person reads it in a tooltip or a table, with this many significant digits. */
    public String value(double value, int digits) {
        if (Double.isNaN(value)) {
            return "not a number";
        }
        if (Double.isInfinite(value)) {
            return value > 0 ? "∞" : "−∞";
        }
        if (value == 0) {
            return "0" + suffix();
        }
        BigDecimal shown =
                BigDecimal.valueOf(value).movePointRight(shift).round(new MathContext(digits, RoundingMode.HALF_EVEN));
        int magnitude = shown.precision() - shown.scale() - 1;
        if (magnitude > LARGEST_PLAIN_EXPONENT + 1 || magnitude < SMALLEST_PLAIN_EXPONENT) {
            return scientific(value, exponent(value) - digits + 1) + suffix();
        }
        return minus(shown.setScale(Math.max(0, digits - 1 - magnitude), RoundingMode.HALF_EVEN)
                        .toPlainString())
                + suffix();
    }

    /** 10 to a power, as ticks of log axes have it. */
    public static String power(int exponent) {
        StringBuilder text = new StringBuilder("10");
        if (exponent < 0) {
            text.append('⁻');
        }
        for (char digit : Integer.toString(Math.abs(exponent)).toCharArray()) {
            text.append(SUPERSCRIPTS.charAt(digit - '0'));
        }
        return text.toString();
    }

    private String suffix() {
        return this == PERCENT ? " %" : "";
    }

    private static String scientific(double value, int stepExponent) {
        int exponent = exponent(value);
        BigDecimal mantissa = BigDecimal.valueOf(value)
                .movePointLeft(exponent)
                .setScale(Math.max(0, exponent - stepExponent), RoundingMode.HALF_EVEN);
        return minus(mantissa.toPlainString()) + "·" + power(exponent);
    }

    /** Steps are 1, 2 or 5 times a power of ten, or 2.5, which needs one digit more. */
    private static int extraDigit(double step) {
        double mantissa = step / Math.pow(10, exponent(step));
        return Math.abs(mantissa - 2.5) < 1e-6 ? 1 : 0;
    }

    private static int exponent(double value) {
        BigDecimal exact = BigDecimal.valueOf(Math.abs(value)).round(new MathContext(12));
        return exact.precision() - exact.scale() - 1;
    }

    /** A true minus sign, as wide as the digits. */
    private static String minus(String text) {
        return text.startsWith("-") ? "−" + text.substring(1) : text;
    }
}
