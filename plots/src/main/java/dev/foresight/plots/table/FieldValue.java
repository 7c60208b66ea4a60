package dev.foresight.plots.table;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.Comparator;

/**
 * The value of a field of a spec. Numbers that are equal are the same value, however they were written; they stand before
 * texts, in their order.
 *
 * @param text as people read it
 * @param number NaN for a text
 */
public record FieldValue(String text, double number) implements Comparable<FieldValue> {
    /** Of a parameter that the spec leaves at its default. */
    static final FieldValue DEFAULT = new FieldValue("default", Double.NaN);

    private static final int LONGEST_PLAIN = 12;
    private static final Comparator<FieldValue> ORDER =
            Comparator.comparingDouble(FieldValue::number).thenComparing(FieldValue::text);

    static FieldValue of(JsonNode node) {
        return node.isNumber()
                ? ofNumber(node.doubleValue())
                : new FieldValue(node.isTextual() ? node.textValue() : node.toString(), Double.NaN);
    }

    /** As somebody writes it on a command line. */
    public static FieldValue parse(String written) {
        try {
            return ofNumber(new BigDecimal(written.strip()).doubleValue());
        } catch (NumberFormatException noNumber) {
            return new FieldValue(written.strip(), Double.NaN);
        }
    }

    private static FieldValue ofNumber(double value) {
        // Zero has one sign here.
        double positive = value + 0.0;
        String plain =
                new BigDecimal(Double.toString(positive)).stripTrailingZeros().toPlainString();
        return new FieldValue(plain.length() > LONGEST_PLAIN ? Double.toString(positive) : plain, positive);
    }

    public boolean isNumber() {
        return !Double.isNaN(number);
    }

    @Override
    public int compareTo(FieldValue other) {
        return ORDER.compare(this, other);
    }
}
