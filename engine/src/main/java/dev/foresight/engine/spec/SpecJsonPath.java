package dev.foresight.engine.spec;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Changes of single values in a JSON tree: {@code training.batch}, {@code arms[0].horizon}, {@code arms[*].horizon}. */
final class SpecJsonPath {
    private static final Pattern PATH =
            Pattern.compile("[A-Za-z]\\w*(\\[(\\d{1,6}|\\*)])?(\\.[A-Za-z]\\w*(\\[(\\d{1,6}|\\*)])?)*");
    private static final Pattern PART = Pattern.compile("([A-Za-z]\\w*)|\\[(\\d+|\\*)]");

    /** Matching goes one call deeper with every part. */
    private static final int LONGEST = 200;

    private SpecJsonPath() {}

    static void apply(JsonNode tree, Map<String, String> changes, List<SpecProblem> problems) {
        changes.forEach((path, value) -> {
            if (path.length() > LONGEST || !PATH.matcher(path).matches()) {
                problems.add(SpecProblem.error(
                        path, value, "a path such as training.batch, arms[0].horizon or arms[*].horizon is expected"));
                return;
            }
            List<String> parts = new ArrayList<>();
            Matcher matcher = PART.matcher(path);
            while (matcher.find()) {
                parts.add(matcher.group(1) != null ? matcher.group(1) : "[" + matcher.group(2));
            }
            set(tree, parts, path, SpecJsonText.valueOf(value), problems);
        });
    }

    private static void set(JsonNode at, List<String> parts, String path, JsonNode value, List<SpecProblem> problems) {
        String part = parts.getFirst();
        List<String> rest = parts.subList(1, parts.size());
        if (part.startsWith("[")) {
            setElements(at, part.substring(1), rest, path, value, problems);
        } else if (!(at instanceof ObjectNode object)) {
            problems.add(SpecProblem.error(path, at, "an object is needed there to set " + part));
        } else if (rest.isEmpty()) {
            object.set(part, value.deepCopy());
        } else {
            if (!object.has(part)) {
                object.putObject(part);
            }
            set(object.get(part), rest, path, value, problems);
        }
    }

    private static void setElements(
            JsonNode at, String index, List<String> rest, String path, JsonNode value, List<SpecProblem> problems) {
        if (!(at instanceof ArrayNode array) || array.isEmpty()) {
            problems.add(SpecProblem.error(path, at, "a list with elements is needed there"));
            return;
        }
        int from = index.equals("*") ? 0 : Integer.parseInt(index);
        int to = index.equals("*") ? array.size() : from + 1;
        if (to > array.size()) {
            problems.add(SpecProblem.error(path, "[" + from + "]", "indices from 0 to " + (array.size() - 1)));
            return;
        }
        for (int i = from; i < to; i++) {
            if (rest.isEmpty()) {
                array.set(i, value.deepCopy());
            } else {
                set(array.get(i), rest, path, value, problems);
            }
        }
    }
}
