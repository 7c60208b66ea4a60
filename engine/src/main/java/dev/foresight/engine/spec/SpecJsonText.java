package dev.foresight.engine.spec;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.ArrayList;
import java.util.List;

/** JSON text to tree and back. */
final class SpecJsonText {
    private static final int WIDTH = 90;
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(JsonReadFeature.ALLOW_JAVA_COMMENTS)
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private SpecJsonText() {}

    static JsonNode parse(String text, String origin) {
        String json = text.startsWith("\uFEFF") ? text.substring(1) : text;
        try {
            JsonNode tree = MAPPER.readTree(json);
            if (tree == null || tree.isMissingNode()) {
                throw new InvalidSpecException(
                        origin + " cannot be read",
                        List.of(SpecProblem.error("the text", "nothing", "a JSON object { ... } is expected")));
            }
            return tree;
        } catch (JsonProcessingException e) {
            throw new InvalidSpecException(origin + " is not valid JSON", List.of(syntax(json, e)));
        }
    }

    /** A scalar, an array or an object when the text is JSON; the text itself otherwise. */
    static JsonNode valueOf(String text) {
        try {
            JsonNode tree = MAPPER.readTree(text);
            return tree == null || tree.isMissingNode()
                    ? MAPPER.getNodeFactory().textNode(text)
                    : tree;
        } catch (JsonProcessingException notJson) {
            return MAPPER.getNodeFactory().textNode(text);
        }
    }

    private static SpecProblem syntax(String json, JsonProcessingException e) {
        JsonLocation where = e.getLocation();
        String reason = e.getOriginalMessage().replaceAll("\\s+", " ").strip();
        if (where == null || where.getLineNr() < 1) {
            return SpecProblem.error("the text", "a mistake", reason);
        }
        List<String> lines = json.lines().toList();
        String line = where.getLineNr() <= lines.size() ? lines.get(where.getLineNr() - 1) : "";
        int column = Math.max(1, where.getColumnNr());
        int from = Math.max(0, Math.min(line.length(), column - 1) - 30);
        int to = Math.min(line.length(), from + 60);
        String excerpt = line.substring(from, to).strip();
        return SpecProblem.error(
                "line " + where.getLineNr() + ", column " + column,
                excerpt.isEmpty() ? "the end of the text" : "\"" + excerpt + "\"",
                reason);
    }

    /** Two spaces an indent; what is short stands on one line. */
    static String print(JsonNode tree) {
        StringBuilder out = new StringBuilder();
        print(tree, 0, true, out);
        return out.append('\n').toString();
    }

    private static void print(JsonNode node, int indent, boolean root, StringBuilder out) {
        String flat = flat(node);
        int column = out.length() - out.lastIndexOf("\n") - 1;
        if (!node.isContainerNode() || node.isEmpty() || (!root && column + flat.length() <= WIDTH)) {
            out.append(flat);
            return;
        }
        String margin = "\n" + "  ".repeat(indent + 1);
        out.append(node.isArray() ? '[' : '{');
        String separator = "";
        if (node.isArray()) {
            for (JsonNode element : node) {
                out.append(separator).append(margin);
                print(element, indent + 1, false, out);
                separator = ",";
            }
        } else {
            for (var field : node.properties()) {
                out.append(separator)
                        .append(margin)
                        .append(quoted(field.getKey()))
                        .append(": ");
                print(field.getValue(), indent + 1, false, out);
                separator = ",";
            }
        }
        out.append('\n').append("  ".repeat(indent)).append(node.isArray() ? ']' : '}');
    }

    private static String flat(JsonNode node) {
        List<String> parts = new ArrayList<>();
        if (node.isArray()) {
            node.forEach(element -> parts.add(flat(element)));
            return "[" + String.join(", ", parts) + "]";
        }
        if (node.isObject()) {
            node.properties().forEach(field -> parts.add(quoted(field.getKey()) + ": " + flat(field.getValue())));
            return "{" + String.join(", ", parts) + "}";
        }
        return node.isFloatingPointNumber() ? number(node.doubleValue()) : node.toString();
    }

    /** As {@link Double#toString}, but 5e-4 for 5.0E-4; it stays a number with a fraction or an exponent. */
    private static String number(double value) {
        if (!Double.isFinite(value)) {
            throw new IllegalArgumentException("JSON has no number " + value);
        }
        return Double.toString(value).replace(".0E", "E").replace('E', 'e');
    }

    private static String quoted(String text) {
        return MAPPER.getNodeFactory().textNode(text).toString();
    }
}
