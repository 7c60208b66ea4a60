package dev.foresight.app.sweep;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/**
 * The values of a field as people write them: {@code 0, 1, 3}, {@code 0 to 10 step 1}, {@code 0.0005 to 0.004 count 4 log},
 * or as the file has them.
 */
final class AxisText {
    static final String ALLOWED =
            "values such as 0, 1, 3, or a range such as 0 to 10 step 1 or 0.0005 to 0.004 count 4 log";

    private static final String NUMBER = "(-?[0-9.]+(?:[eE]-?[0-9]+)?)";
    private static final Pattern RANGE = Pattern.compile(
            NUMBER + "\\s+to\\s+" + NUMBER + "(?:\\s+(step|count)\\s+" + NUMBER + ")?(\\s+log)?(\\s+integer)?");
    private static final JsonMapper JSON = new JsonMapper();

    private AxisText() {}

    /** As the file of a sweep has it; what is no value is left for the sweep to refuse. */
    static JsonNode json(String text) {
        String plain = text.strip();
        Matcher range = RANGE.matcher(plain);
        if (range.matches()) {
            return range(range);
        }
        if (plain.startsWith("[") || plain.startsWith("{")) {
            return parsed(plain);
        }
        ArrayNode list = JsonNodeFactory.instance.arrayNode();
        for (String part : plain.split(",")) {
            if (!part.isBlank()) {
                list.add(parsed(part.strip()));
            }
        }
        return list;
    }

    private static ObjectNode range(Matcher range) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.set("from", parsed(range.group(1)));
        node.set("to", parsed(range.group(2)));
        if (range.group(3) != null) {
            node.set(range.group(3), parsed(range.group(4)));
        }
        if (range.group(5) != null) {
            node.put("log", true);
        }
        if (range.group(6) != null) {
            node.put("integer", true);
        }
        return node;
    }

    /** A single value. */
    static JsonNode value(String text) {
        return parsed(text.strip());
    }

    /** A number, a truth or a text in quotes as JSON has them, else the text itself. */
    private static JsonNode parsed(String text) {
        try {
            JsonNode node = JSON.readTree(text);
            return node.isMissingNode() ? JsonNodeFactory.instance.textNode(text) : node;
        } catch (JsonProcessingException e) {
            return JsonNodeFactory.instance.textNode(text);
        }
    }

    /** What {@link #json} reads back to the same. */
    static String of(JsonNode axis) {
        if (axis.isArray() && StreamSupport.stream(axis.spliterator(), false).allMatch(AxisText::isPlain)) {
            return StreamSupport.stream(axis.spliterator(), false)
                    .map(AxisText::text)
                    .collect(Collectors.joining(", "));
        }
        if (axis.isObject()) {
            List<String> words = new ArrayList<>(List.of(text(axis.path("from")), "to", text(axis.path("to"))));
            for (String key : List.of("step", "count")) {
                if (axis.has(key)) {
                    words.add(key);
                    words.add(text(axis.get(key)));
                }
            }
            for (String key : List.of("log", "integer")) {
                if (axis.path(key).asBoolean()) {
                    words.add(key);
                }
            }
            String text = String.join(" ", words);
            if (json(text).equals(axis)) {
                return text;
            }
        }
        return axis.toString();
    }

    private static boolean isPlain(JsonNode value) {
        return value.isValueNode()
                && parsed(text(value)).equals(value)
                && !value.asText().contains(",");
    }

    /** Numbers as people write them: 0.0005 and not 5.0E-4. */
    private static String text(JsonNode value) {
        return value.isDouble()
                ? BigDecimal.valueOf(value.doubleValue()).stripTrailingZeros().toString()
                : value.asText();
    }
}
