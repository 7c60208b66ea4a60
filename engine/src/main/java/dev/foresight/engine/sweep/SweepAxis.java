package dev.foresight.engine.sweep;

import com.fasterxml.jackson.databind.JsonNode;
import dev.foresight.engine.spec.SpecProblem;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The values that one field takes in a sweep, each as JSON. */
sealed interface SweepAxis {
    /** Digits of a value that a formula gives: enough to tell cells apart, few enough to read and to type. */
    MathContext DIGITS = new MathContext(4);

    Set<String> RANGE_KEYS = Set.of("from", "to", "step", "count", "log", "integer");

    /** The value for a number from 0 to below 1, so that equal parts of that interval mean equal shares. */
    String at(double unit);

    /** @param values in the order of the file */
    record Listed(List<String> values) implements SweepAxis {
        public Listed {
            values = List.copyOf(values);
        }

        @Override
        public String at(double unit) {
            return values.get((int) (unit * values.size()));
        }
    }

    /**
     * Any value between two bounds, for searches.
     *
     * @param log whether equal factors, not equal differences, are equally likely
     * @param integer whether values are rounded to integers
     */
    record Between(double from, double to, boolean log, boolean integer) implements SweepAxis {
        @Override
        public String at(double unit) {
            double value = log ? from * Math.pow(to / from, unit) : from + unit * (to - from);
            return text(integer ? new BigDecimal(Math.rint(value)) : new BigDecimal(value, DIGITS));
        }
    }

    /**
     * A list of values, or {@code {"from": a, "to": b}} with a step, a count, or neither for a search.
     *
     * @param search whether values may be drawn from the whole range
     * @param mostValues more are refused
     * @return null after adding problems
     */
    static @Nullable SweepAxis read(
            String path, JsonNode node, boolean search, int mostValues, List<SpecProblem> problems) {
        if (node.isArray() && !node.isEmpty() && node.size() <= mostValues) {
            List<String> values = new ArrayList<>();
            node.forEach(value -> values.add(value.toString()));
            return new Listed(values);
        }
        if (!node.isObject()) {
            problems.add(SpecProblem.error(
                    path,
                    node,
                    "a list with at least one value and at most " + mostValues
                            + ", or a range such as {\"from\": 0, \"to\": 10, \"step\": 1}"));
            return null;
        }
        return range(path, node, search, mostValues, problems);
    }

    private static @Nullable SweepAxis range(
            String path, JsonNode node, boolean search, int mostValues, List<SpecProblem> problems) {
        int before = problems.size();
        node.fieldNames().forEachRemaining(key -> {
            if (!RANGE_KEYS.contains(key)) {
                problems.add(SpecProblem.error(
                        path + "." + key, node.get(key), "no such key; keys are from, to, step, count, log, integer"));
            }
        });
        double from = number(path, node, "from", problems);
        double to = number(path, node, "to", problems);
        boolean log = flag(path, node, "log", problems);
        boolean integer = flag(path, node, "integer", problems);
        if (to <= from) {
            problems.add(SpecProblem.error(path + ".to", node.get("to"), "above from, which is " + from));
        }
        if (log && from <= 0) {
            problems.add(SpecProblem.error(path + ".from", node.get("from"), "above 0 where log is true"));
        }
        if (node.has("step") && (node.has("count") || log)) {
            problems.add(SpecProblem.error(path + ".step", node.get("step"), "stands alone, without count and log"));
        }
        if (!node.has("step") && !node.has("count") && !search) {
            problems.add(
                    SpecProblem.error(path, node, "a step or a count is needed in a grid; a search needs neither"));
        }
        if (problems.size() > before) {
            return null;
        }
        if (node.has("step")) {
            return stepped(path, node, mostValues, problems);
        }
        Between between = new Between(from, to, log, integer);
        return node.has("count") ? counted(path, node.get("count"), between, mostValues, problems) : between;
    }

    private static @Nullable SweepAxis stepped(String path, JsonNode node, int mostValues, List<SpecProblem> problems) {
        double step = number(path, node, "step", problems);
        double count =
                Math.floor((node.get("to").doubleValue() - node.get("from").doubleValue()) / step + 1e-9) + 1;
        if (!(step > 0) || count > mostValues) {
            problems.add(SpecProblem.error(
                    path + ".step",
                    node.get("step"),
                    "above 0, and so large that at most " + mostValues + " values come"));
            return null;
        }
        List<String> values = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            // Decimal sums, because 0.1 + 0.2 would be 0.30000000000000004.
            values.add(text(node.get("from")
                    .decimalValue()
                    .add(node.get("step").decimalValue().multiply(BigDecimal.valueOf(i)))));
        }
        return new Listed(values);
    }

    private static @Nullable SweepAxis counted(
            String path, JsonNode count, Between between, int mostValues, List<SpecProblem> problems) {
        if (!count.isInt() || count.intValue() < 2 || count.intValue() > mostValues) {
            problems.add(SpecProblem.error(path + ".count", count, "an integer from 2 to " + mostValues));
            return null;
        }
        int last = count.intValue() - 1;
        List<String> values = new ArrayList<>();
        for (int i = 0; i <= last; i++) {
            String value = between.at((double) i / last);
            if (!values.contains(value)) {
                values.add(value);
            }
        }
        return new Listed(values);
    }

    private static double number(String path, JsonNode node, String key, List<SpecProblem> problems) {
        JsonNode value = node.path(key);
        if (!value.isNumber() || !Double.isFinite(value.doubleValue()) || Math.abs(value.doubleValue()) > 1e12) {
            problems.add(SpecProblem.error(path + "." + key, value, "a number from -1e12 to 1e12 is required"));
            return Double.NaN;
        }
        return value.doubleValue();
    }

    private static boolean flag(String path, JsonNode node, String key, List<SpecProblem> problems) {
        JsonNode value = node.path(key);
        if (!value.isMissingNode() && !value.isBoolean()) {
            problems.add(SpecProblem.error(path + "." + key, value, "true or false"));
        }
        return value.booleanValue();
    }

    private static String text(BigDecimal value) {
        BigDecimal plain = value.stripTrailingZeros();
        return plain.scale() <= 0 ? plain.toPlainString() : plain.toString();
    }
}
