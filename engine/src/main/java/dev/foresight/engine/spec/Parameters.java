package dev.foresight.engine.spec;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Checks given values against declared parameters: unknown names, types, ranges, choices. */
public final class Parameters {
    private Parameters() {}

    /**
     * @param path where the values stand, such as {@code architecture.parameters}
     * @param declared the component's parameters
     */
    public static List<SpecProblem> check(String path, List<Parameter> declared, Values values) {
        List<SpecProblem> problems = new ArrayList<>();
        values.given().forEach((name, value) -> {
            Optional<Parameter> parameter = declared.stream()
                    .filter(candidate -> candidate.name().equals(name))
                    .findFirst();
            if (parameter.isEmpty()) {
                List<String> names = declared.stream().map(Parameter::name).toList();
                problems.add(SpecProblem.error(
                        path + "." + name,
                        value,
                        "no such parameter; " + NearestNames.sentence("parameters", name, names)));
            } else if (!fits(parameter.get(), value)) {
                problems.add(SpecProblem.error(path + "." + name, shown(value), allowed(parameter.get())));
            }
        });
        return problems;
    }

    private static boolean fits(Parameter parameter, Object value) {
        return switch (parameter) {
            case Parameter.Whole whole ->
                value instanceof Long number && number >= whole.min() && number <= whole.max();
            case Parameter.Real real ->
                value instanceof Number number
                        && Double.isFinite(number.doubleValue())
                        && number.doubleValue() >= real.min()
                        && number.doubleValue() <= real.max();
            case Parameter.Flag flag -> value instanceof Boolean;
            case Parameter.Choice choice ->
                value instanceof String word && choice.choices().contains(word);
            case Parameter.Location location -> value instanceof String;
        };
    }

    /** What a parameter takes, in words. */
    public static String allowed(Parameter parameter) {
        return switch (parameter) {
            case Parameter.Whole whole -> "a whole number " + range(whole.min(), whole.max());
            case Parameter.Real real -> "a number " + range(real.min(), real.max());
            case Parameter.Flag flag -> "true or false";
            case Parameter.Choice choice -> "one of " + String.join(", ", choice.choices());
            case Parameter.Location location -> "a file or folder as a text in quotes";
        };
    }

    private static String range(long min, long max) {
        return range(
                min == Long.MIN_VALUE ? "" : Long.toString(min),
                max == Long.MAX_VALUE || max == Integer.MAX_VALUE ? "" : Long.toString(max));
    }

    private static String range(double min, double max) {
        return range(
                min <= -Double.MAX_VALUE ? "" : Double.toString(min),
                max >= Double.MAX_VALUE ? "" : Double.toString(max));
    }

    private static String range(String min, String max) {
        if (min.isEmpty()) {
            return max.isEmpty() ? "of any size" : "of at most " + max;
        }
        return max.isEmpty() ? "of at least " + min : "from " + min + " to " + max;
    }

    private static String shown(Object value) {
        return value instanceof String text ? '"' + text + '"' : value.toString();
    }
}
