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
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One experiment with some of its values varied: all combinations of them, or those that a search chooses.
 *
 * @param name also of the experiments that it expands to
 * @param experiment the experiment that is varied, as JSON
 * @param cells the values of each cell, as JSON, by path as {@link SpecJson#read(String, String, Map)} takes them
 * @param halving whether and how cells are stopped early; null where all train to the end
 */
public record SweepSpec(
        String name,
        String experiment,
        List<Map<String, String>> cells,
        @Nullable Halving halving) {
    public SweepSpec {
        cells = List.copyOf(cells);
    }

    /** More cells than anybody can run are a mistake of the file. */
    private static final int MOST_CELLS = 10_000;

    private static final Set<String> KEYS =
            Set.of("format", "name", "description", "experiment", "vary", "search", "seeds", "halving");
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
                        "no such key; keys are format, name, description, experiment, vary, search, seeds, halving"));
            }
        });
        need(tree.path("format").isInt() && tree.path("format").intValue() == 1, tree, "format", "1", problems);
        need(tree.path("name").isTextual(), tree, "name", "a text in quotes", problems);
        need(tree.path("experiment").isObject(), tree, "experiment", "an experiment { ... }", problems);
        need(tree.path("vary").isObject(), tree, "vary", "an object of lists of values by path", problems);
        boolean searches = tree.has("search");
        SweepSearch search = searches ? SweepSearch.read(tree.get("search"), MOST_CELLS, problems) : null;
        Halving halving = tree.has("halving") ? Halving.read(tree.get("halving"), problems) : null;
        Map<String, SweepAxis> axes = new LinkedHashMap<>();
        double size = 1;
        for (Map.Entry<String, JsonNode> entry : tree.path("vary").properties()) {
            SweepAxis axis = SweepAxis.read("vary." + entry.getKey(), entry.getValue(), searches, MOST_CELLS, problems);
            if (axis != null) {
                axes.put(entry.getKey(), axis);
            }
            if (axis instanceof SweepAxis.Listed listed && !searches) {
                size *= listed.values().size();
            }
        }
        if (size > MOST_CELLS) {
            problems.add(SpecProblem.error(
                    "vary", size, "at most " + MOST_CELLS + " cells; name fewer values, or search among them"));
        }
        if (searches && axes.size() > SweepSearch.MOST_AXES) {
            problems.add(
                    SpecProblem.error("vary", axes.size(), "at most " + SweepSearch.MOST_AXES + " fields in a search"));
        }
        if (!problems.isEmpty()) {
            throw refused(origin, problems);
        }
        ObjectNode experiment = (ObjectNode) tree.get("experiment");
        experiment.set("name", tree.get("name"));
        if (tree.has("seeds")) {
            experiment.set("seeds", tree.get("seeds"));
        }
        if (tree.has("description")) {
            experiment.set("description", tree.get("description"));
        }
        return new SweepSpec(
                tree.get("name").textValue(),
                experiment.toString(),
                search == null ? grid(axes) : searched(axes, search),
                halving);
    }

    /** The values that each varied field takes, as JSON, in the order of the cells. */
    public Map<String, Set<String>> axes() {
        Map<String, Set<String>> axes = new LinkedHashMap<>();
        cells.forEach(cell -> cell.forEach((path, value) ->
                axes.computeIfAbsent(path, key -> new LinkedHashSet<>()).add(value)));
        return axes;
    }

    /**
     * One experiment for each combination of values outside the arms; combinations of values of arms become its arms.
     * Arms that compute the same are there once. Ranges are not checked.
     *
     * @throws InvalidSpecException when a value cannot stand at its path, two cells would have one name, or the cells
     *     cannot be judged by halving
     */
    public List<ExperimentSpec> expand() {
        Map<Map<String, String>, List<Map<String, String>>> byExperiment = new LinkedHashMap<>();
        for (Map<String, String> cell : cells) {
            Map<String, String> ofArms = new LinkedHashMap<>();
            Map<String, String> others = new LinkedHashMap<>();
            cell.forEach((path, value) -> (path.startsWith("arms[") ? ofArms : others).put(path, value));
            byExperiment.computeIfAbsent(others, key -> new ArrayList<>()).add(ofArms);
        }
        List<ExperimentSpec> experiments = new ArrayList<>();
        Set<String> names = new HashSet<>();
        byExperiment.forEach((others, ofArms) -> {
            ExperimentSpec expanded = expand(others, ofArms);
            if (!names.add(expanded.name())) {
                throw refused(
                        name,
                        List.of(SpecProblem.error(
                                "vary", expanded.name(), "values that can be told apart by their letters and digits")));
            }
            experiments.add(expanded);
        });
        List<SpecProblem> unjudged = halving == null ? List.of() : halving.check(experiments);
        if (!unjudged.isEmpty()) {
            throw refused(name, unjudged);
        }
        return List.copyOf(experiments);
    }

    private ExperimentSpec expand(Map<String, String> others, List<Map<String, String>> ofArms) {
        String cell = name + label(others);
        Map<List<Object>, ArmSpec> arms = new LinkedHashMap<>();
        for (Map<String, String> inner : ofArms) {
            Map<String, String> changes = new LinkedHashMap<>(others);
            changes.putAll(inner);
            List<ArmSpec> varied =
                    SpecJson.read(experiment, name + label(changes), changes).arms();
            for (int i = 0; i < varied.size(); i++) {
                add(varied.get(i), i, inner, arms);
            }
        }
        return SpecJson.read(experiment, cell, others).withName(cell).withArms(List.copyOf(arms.values()));
    }

    private void add(ArmSpec arm, int index, Map<String, String> changes, Map<List<Object>, ArmSpec> arms) {
        List<Object> computed = List.of(arm.optimizer(), arm.prediction());
        if (!arms.containsKey(computed)) {
            Map<String, String> own = new LinkedHashMap<>(changes);
            own.keySet().removeIf(path -> !path.startsWith("arms[*]") && !path.startsWith("arms[" + index + "]"));
            arms.put(
                    computed,
                    new ArmSpec(
                            arm.name() + label(own),
                            SpecDefaults.color(arms.size()),
                            arm.optimizer(),
                            arm.prediction()));
        }
    }

    private static List<Map<String, String>> grid(Map<String, SweepAxis> axes) {
        List<Map<String, String>> cells = List.of(Map.of());
        for (Map.Entry<String, SweepAxis> axis : axes.entrySet()) {
            List<Map<String, String>> longer = new ArrayList<>();
            for (Map<String, String> cell : cells) {
                for (String value : ((SweepAxis.Listed) axis.getValue()).values()) {
                    Map<String, String> next = new LinkedHashMap<>(cell);
                    next.put(axis.getKey(), value);
                    longer.add(next);
                }
            }
            cells = longer;
        }
        return cells;
    }

    private static List<Map<String, String>> searched(Map<String, SweepAxis> axes, SweepSearch search) {
        // A set, because where the values are few a search meets a cell again.
        Set<Map<String, String>> cells = new LinkedHashSet<>();
        for (int cell = 0; cell < search.count(); cell++) {
            Map<String, String> values = new LinkedHashMap<>();
            for (Map.Entry<String, SweepAxis> axis : axes.entrySet()) {
                values.put(axis.getKey(), axis.getValue().at(search.unit(cell, values.size())));
            }
            cells.add(values);
        }
        return List.copyOf(cells);
    }

    /** Names the fields by their last part where that is enough to tell them apart. */
    private String label(Map<String, String> changes) {
        StringBuilder label = new StringBuilder();
        changes.forEach((path, value) -> {
            long alike = cells.getFirst().keySet().stream()
                    .filter(other -> last(other).equals(last(path)))
                    .map(other -> other.replaceFirst("^arms\\[.*?]", ""))
                    .distinct()
                    .count();
            String key = alike > 1 ? path.replaceAll("[\\[\\]*]", "") : last(path);
            key = key.equals("horizon") ? "s" : key.equals("learningRate") ? "lr" : key;
            label.append(' ').append(key).append('=').append(value.replaceAll("[^\\p{L}\\p{N}.+-]+", ""));
        });
        return label.toString();
    }

    private static String last(String path) {
        return path.substring(path.lastIndexOf('.') + 1);
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
