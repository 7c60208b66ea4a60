package dev.foresight.app.experiment;

import dev.foresight.app.experiment.SpecField.NotAValue;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;

/** How numbers stand in the form: short, and read in any usual way of writing them. */
final class Numbers {
    private Numbers() {}

    /** Whole numbers without a fraction, small ones as 5e-4, others as they are. */
    static String text(double value) {
        if (!Double.isFinite(value)) {
            return Double.toString(value);
        }
        if (value == Math.rint(value) && Math.abs(value) < 1e9) {
            return Long.toString((long) value);
        }
        if (Math.abs(value) < 1e-3) {
            BigDecimal decimal = new BigDecimal(Double.toString(value)).stripTrailingZeros();
            int exponent = decimal.precision() - decimal.scale() - 1;
            return decimal.scaleByPowerOfTen(-exponent).toPlainString() + "e" + exponent;
        }
        return Double.toString(value);
    }

    static long whole(String text) throws NotAValue {
        try {
            return new BigDecimal(text.strip().replace("_", "")).longValueExact();
        } catch (ArithmeticException | NumberFormatException e) {
            throw new NotAValue("a whole number, such as 128");
        }
    }

    static double real(String text) throws NotAValue {
        try {
            return new BigDecimal(text.strip()).doubleValue();
        } catch (NumberFormatException e) {
            throw new NotAValue("a number, such as 0.001 or 1e-3");
        }
    }

    /** {@code 1, 2, 5-8} as a list. */
    static List<Long> wholes(String text) throws NotAValue {
        List<Long> all = new ArrayList<>();
        for (String part : text.strip().split("[,;\\s]+")) {
            String[] ends = part.split("-", 2);
            boolean range = ends.length == 2 && !ends[0].isEmpty();
            try {
                long first = Long.parseLong(range ? ends[0] : part);
                long last = range ? Long.parseLong(ends[1]) : first;
                if (last < first || last - first >= 1000) {
                    throw new NotAValue("at most 1000 numbers, the smaller first, such as 1-5");
                }
                for (long value = first; value <= last; value++) {
                    all.add(value);
                }
            } catch (NumberFormatException e) {
                throw new NotAValue("whole numbers separated by commas, such as 1, 2, 3 or 1-5");
            }
        }
        return all;
    }

    static String text(List<Long> values) {
        StringJoiner joined = new StringJoiner(", ");
        values.forEach(value -> joined.add(Long.toString(value)));
        return joined.toString();
    }
}
