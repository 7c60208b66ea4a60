package dev.foresight.engine.sweep;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.foresight.engine.spec.ArmSpec;
import dev.foresight.engine.spec.ExperimentSpec;
import dev.foresight.engine.spec.InvalidSpecException;
import dev.foresight.engine.spec.SpecDefaults;
import dev.foresight.engine.spec.SpecJson;
import dev.foresight.engine.spec.SpecProblem;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A grid over values of one experiment.
 *
 * @param name also of the experiments that it expands to
 * @param experiment the experiment that is varied, as JSON
 * @param vary values, as JSON, by path as {@link SpecJson#read(String, String, Map)} takes them
 */
public record SweepSpec(String name, String experiment, Map<String, List<String>> vary) {
    /** More cells than anybody can run are a mistake of the file. */
    private static final int MOST_CELLS = 10_000;

    private static final Set<String> KEYS = Set.of("format", "name", "description", "experiment", "vary", "seeds");
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(JsonReadFeature.ALLOW_JAVA_COMMENTS)
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    /**
     * @param origin what the text is, for messages
     * @throws InvalidSpecException with all problems of form at once
     */
    public static SweepSpec read(String text, String origin) {
        JsonNode tree;
        try {
            tree = MAPPER.readTree(text);
        } catch (JsonProcessingException e) {
            throw refused(origin, List.of(SpecProblem.error("the text", "a mistake", e.getOriginalMessage())));
        }
        List<SpecProblem> problems = new ArrayList<>();
        tree.fieldNames().forEachRemaining(key -> {
            if (!KEYS.contains(key)) {
                problems.add(SpecProblem.error(
                        key,
                        tree.get(key),
                        "no such key; keys are format, name, description," + " experiment, vary, seeds"));
            }
        });
        need(tree.path("format").isInt() && tree.path("format").intValue() == 1, tree, "format", "1", problems);
        need(tree.path("name").isTextual(), tree, "name", "a text in quotes", problems);
        need(tree.path("experiment").isObject(), tree, "experiment", "an experiment { ... }", problems);
        need(tree.path("vary").isObject(), tree, "vary", "an object of lists of values by path", problems);
        Map<String, List<String>> vary = new LinkedHashMap<>();
        long cells = 1;
        for (Map.Entry<String, JsonNode> entry : tree.path("vary").properties()) {
            List<String> values = new ArrayList<>();
            entry.getValue().forEach(value -> values.add(value.toString()));
            if (!entry.getValue().isArray() || values.isEmpty()) {
                problems.add(SpecProblem.error(
                        "vary." + entry.getKey(), entry.getValue(), "a list with at least one value"));
            }
            cells = Math.min(cells * Math.max(1, values.size()), MOST_CELLS + 1L);
            vary.put(entry.getKey(), List.copyOf(values));
        }
        if (cells > MOST_CELLS) {
            problems.add(
                    SpecProblem.error("vary", "more cells", "at most " + MOST_CELLS + " cells; name fewer values"));
        }
        if (!problems.isEmpty()) {
            throw refused(origin, problems);
        }
        ObjectNode experiment = (ObjectNode) tree.get("experiment");
        experiment.set("name", tree.get("name"));
        if (tree.has("seeds")) {
            experiment.set("seeds", tree.get("seeds"));
        }
        return new SweepSpec(tree.get("name").textValue(), experiment.toString(), vary);
    }

    /**
     * One experiment for each combination of values outside the arms; combinations of values of arms become its arms.
     * Arms that compute the same are there once.
     *
     * @throws InvalidSpecException when a value cannot stand at its path
     */
    public List<ExperimentSpec> expand() {
        Map<String, List<String>> ofArms = new LinkedHashMap<>();
        Map<String, List<String>> others = new LinkedHashMap<>();
        vary.forEach((path, values) -> (path.startsWith("arms[") ? ofArms : others).put(path, values));
        List<ExperimentSpec> experiments = new ArrayList<>();
        for (Map<String, String> outer : grid(others)) {
            List<ArmSpec> arms = new ArrayList<>();
            for (Map<String, String> inner : grid(ofArms)) {
                Map<String, String> changes = new LinkedHashMap<>(outer);
                changes.putAll(inner);
                List<ArmSpec> varied = SpecJson.read(experiment, "cell" + label(changes), changes)
                        .arms();
                for (int i = 0; i < varied.size(); i++) {
                    add(varied.get(i), i, inner, arms);
                }
            }
            experiments.add(SpecJson.read(experiment, "cell" + label(outer), outer)
                    .withName(name + label(outer))
                    .withArms(arms));
        }
        return List.copyOf(experiments);
    }

    private static void add(ArmSpec arm, int index, Map<String, String> changes, List<ArmSpec> arms) {
        boolean there = arms.stream()
                .anyMatch(other -> other.optimizer().equals(arm.optimizer())
                        && other.prediction().equals(arm.prediction()));
        if (!there) {
            Map<String, String> own = new LinkedHashMap<>(changes);
            own.keySet().removeIf(path -> !path.startsWith("arms[*]") && !path.startsWith("arms[" + index + "]"));
            arms.add(new ArmSpec(
                    arm.name() + label(own), SpecDefaults.color(arms.size()), arm.optimizer(), arm.prediction()));
        }
    }

    private static List<Map<String, String>> grid(Map<String, List<String>> axes) {
        List<Map<String, String>> cells = List.of(Map.of());
        for (Map.Entry<String, List<String>> axis : axes.entrySet()) {
            List<Map<String, String>> longer = new ArrayList<>();
            for (Map<String, String> cell : cells) {
                for (String value : axis.getValue()) {
                    Map<String, String> next = new LinkedHashMap<>(cell);
                    next.put(axis.getKey(), value);
                    longer.add(next);
                }
            }
            cells = longer;
        }
        return cells;
    }

    private static String label(Map<String, String> changes) {
        StringBuilder label = new StringBuilder();
        changes.forEach((path, value) -> {
            String last = path.substring(path.lastIndexOf('.') + 1);
            String key = last.equals("horizon") ? "s" : last.equals("learningRate") ? "lr" : last;
            label.append(' ').append(key).append('=').append(value.replace("\"", ""));
        });
        return label.toString();
    }

    private static void need(boolean there, JsonNode tree, String key, String expected, List<SpecProblem> problems) {
        if (!there) {
            problems.add(SpecProblem.error(key, tree.path(key), expected + " is required"));
        }
    }

    private static InvalidSpecException refused(String origin, List<SpecProblem> problems) {
        return new InvalidSpecException(origin + " cannot be used", problems);
    }
}
