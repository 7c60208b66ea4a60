package dev.foresight.engine.spec;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * An object of a spec while it is read: gives typed values and notes as problems what is missing, unknown or of the wrong
 * type. After a problem it gives some value of the right type, so that reading goes on to the other problems.
 */
final class SpecJsonObject {
    private final String path;
    private final ObjectNode node;
    private final List<SpecProblem> problems;

    /** Notes keys that are not among the known ones. */
    SpecJsonObject(String path, JsonNode node, List<SpecProblem> problems, String... known) {
        this.path = path;
        this.problems = problems;
        if (node instanceof ObjectNode object) {
            this.node = object;
            List<String> names = Arrays.asList(known);
            object.fieldNames().forEachRemaining(key -> {
                if (!names.contains(key)) {
                    problems.add(SpecProblem.error(
                            at(key),
                            text(object.get(key)),
                            "no such key; " + NearestNames.sentence("keys", key, names)));
                }
            });
        } else {
            this.node = JsonNodeFactory.instance.objectNode();
            problem(path.isEmpty() ? "the text" : path, node, "an object { ... }");
        }
    }

    String at(String key) {
        return path.isEmpty() ? key : path + "." + key;
    }

    boolean has(String key) {
        return node.has(key);
    }

    /** The raw value; null where it is absent. */
    @Nullable
    JsonNode get(String key) {
        return node.get(key);
    }

    /** The raw value, or null with a problem noted. */
    @Nullable
    JsonNode required(String key, String expected) {
        JsonNode value = node.get(key);
        if (value == null) {
            problem(at(key), null, expected + " is required");
        }
        return value;
    }

    String text(String key, @Nullable String absent) {
        return scalar(
                key,
                "a text in quotes, of whole characters",
                absent,
                "",
                value -> isText(value) ? value.textValue() : null);
    }

    long whole(String key, @Nullable Long absent) {
        return scalar(
                key,
                "a whole number",
                absent,
                0L,
                value -> value.isIntegralNumber() && value.canConvertToLong() ? value.longValue() : null);
    }

    int count(String key, int absent) {
        return scalar(
                key,
                "a whole number up to " + Integer.MAX_VALUE,
                absent,
                absent,
                value -> value.isIntegralNumber() && value.canConvertToInt() ? value.intValue() : null);
    }

    double real(String key, double absent) {
        return scalar(key, "a number", absent, absent, value -> value.isNumber() ? value.doubleValue() : null);
    }

    /** JSON can name halves of characters, which no file can hold. */
    private static boolean isText(JsonNode value) {
        return value.isTextual() && StandardCharsets.UTF_8.newEncoder().canEncode(value.textValue());
    }

    boolean flag(String key, boolean absent) {
        return scalar(key, "true or false", absent, absent, value -> value.isBoolean() ? value.booleanValue() : null);
    }

    /** One of some words. */
    <T> T word(String key, @Nullable T absent, Map<String, T> words) {
        String expected = "one of " + String.join(", ", words.keySet());
        T any = words.values().iterator().next();
        JsonNode value = node.get(key);
        if (value != null && value.isTextual() && !words.containsKey(value.textValue())) {
            problem(at(key), value, NearestNames.sentence("words", value.textValue(), words.keySet()));
            return any;
        }
        return scalar(key, expected, absent, any, found -> found.isTextual() ? words.get(found.textValue()) : null);
    }

    /** The elements of a list; null where it is absent. */
    @Nullable
    ArrayNode list(String key, String expected) {
        JsonNode value = node.get(key);
        if (value == null) {
            return null;
        }
        if (value instanceof ArrayNode array) {
            return array;
        }
        problem(at(key), value, expected);
        return JsonNodeFactory.instance.arrayNode();
    }

    List<Long> wholes(String key, List<Long> absent) {
        ArrayNode array = list(key, "a list of whole numbers such as [1, 2]");
        if (array == null) {
            return absent;
        }
        List<Long> numbers = new ArrayList<>();
        for (int i = 0; i < array.size(); i++) {
            JsonNode element = array.get(i);
            if (element.isIntegralNumber() && element.canConvertToLong()) {
                numbers.add(element.longValue());
            } else {
                problem(at(key) + "[" + i + "]", element, "a whole number");
            }
        }
        return numbers;
    }

    /** Values of a component's parameters: scalars, whose meaning the component checks. */
    Values values(String key) {
        JsonNode parameters = node.get(key);
        if (parameters == null) {
            return Values.NONE;
        }
        if (!parameters.isObject()) {
            problem(at(key), parameters, "an object { ... } with the values of parameters");
            return Values.NONE;
        }
        Map<String, Object> given = new LinkedHashMap<>();
        for (var field : parameters.properties()) {
            JsonNode value = field.getValue();
            if (!StandardCharsets.UTF_8.newEncoder().canEncode(field.getKey())) {
                problem(at(key), parameters, "names of whole characters are expected");
            } else if (isText(value)) {
                given.put(field.getKey(), value.textValue());
            } else if (value.isBoolean()) {
                given.put(field.getKey(), value.booleanValue());
            } else if (value.isIntegralNumber() && value.canConvertToLong()) {
                given.put(field.getKey(), value.longValue());
            } else if (value.isFloatingPointNumber()) {
                given.put(field.getKey(), value.doubleValue());
            } else {
                problem(at(key) + "." + field.getKey(), value, "a number, a text in quotes, true or false");
            }
        }
        return new Values(given);
    }

    private <T> T scalar(
            String key, String expected, @Nullable T absent, T wrong, Function<JsonNode, @Nullable T> convert) {
        JsonNode value = node.get(key);
        if (value == null) {
            if (absent != null) {
                return absent;
            }
            problem(at(key), null, expected + " is required");
            return wrong;
        }
        T converted = convert.apply(value);
        if (converted == null) {
            problem(at(key), value, expected + " is expected");
            return wrong;
        }
        return converted;
    }

    void problem(String where, @Nullable JsonNode found, String allowed) {
        problems.add(SpecProblem.error(where, found == null ? "nothing" : text(found), allowed));
    }

    private static String text(JsonNode node) {
        String text = node.toString();
        return text.length() <= 60 ? text : text.substring(0, 57) + "...";
    }

    /** Words of an enum or of other values by their id. */
    static <T> Map<String, T> words(T[] values, Function<T, String> id) {
        return Arrays.stream(values)
                .collect(Collectors.toMap(id, Function.identity(), (a, b) -> a, LinkedHashMap::new));
    }
}
