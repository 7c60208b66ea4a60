package dev.foresight.plots.table;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.foresight.engine.spec.NearestNames;
import dev.foresight.engine.spec.RunSpec;
import dev.foresight.engine.spec.SpecJson;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * The fields of the specs of some runs, by path: those of the run's arm as {@code horizon}, {@code learningRate},
 * {@code rule}, {@code rule.parameters.weightDecay}; the others as in the spec, such as {@code training.batch} or
 * {@code architecture.parameters.width}, a component's id under the component's own name. Beside them {@code experiment},
 * {@code arm} and {@code seed}.
 */
public final class MapFields {
    static final String HORIZON = "horizon";
    private static final Set<String> LABELS = Set.of("experiment", "arm", "seed");

    /** Fields that change nothing in what a run computes, or nothing but rounding. */
    private static final Set<String> WITHOUT_EFFECT = Set.of(
            "execution.threads",
            "execution.checkpoint.every",
            "execution.checkpoint.every.seconds",
            "execution.checkpoint.every.steps",
            "execution.checkpoint.keep",
            "data.parameters.folder");

    private final List<Map<String, FieldValue>> runs;
    private final Set<String> known = new LinkedHashSet<>();

    private MapFields(List<Map<String, FieldValue>> runs) {
        this.runs = runs;
        runs.forEach(run -> known.addAll(run.keySet()));
    }

    public static MapFields of(List<RunSpec> specs) {
        return new MapFields(specs.stream().map(MapFields::flat).toList());
    }

    /** The fields in which the runs differ and that a map can have as an axis. */
    public List<String> varying() {
        return known.stream()
                .filter(path -> !LABELS.contains(path) && !WITHOUT_EFFECT.contains(path))
                .filter(path -> values(path).size() > 1)
                .toList();
    }

    /** The values of a field, in order. */
    public List<FieldValue> values(String path) {
        Set<FieldValue> values = new TreeSet<>();
        for (int run = 0; run < runs.size(); run++) {
            values.add(value(run, path));
        }
        return List.copyOf(values);
    }

    /** The shortest end of a path that means no other field. */
    public String shortName(String path) {
        for (int dot = path.lastIndexOf('.'); dot > 0; dot = path.lastIndexOf('.', dot - 1)) {
            String end = path.substring(dot + 1);
            if (!known.contains(end)
                    && known.stream().filter(other -> other.endsWith("." + end)).count() == 1) {
                return end;
            }
        }
        return path;
    }

    /**
     * The field that somebody names by its path or the end of it.
     *
     * @throws TableException when there is none, or several
     */
    public String resolve(String asked) {
        String path = asked.strip().replaceFirst("^arms\\[[^\\]]*]\\.", "").replaceFirst("\\.id$", "");
        if (known.contains(path)) {
            return path;
        }
        List<String> ends =
                known.stream().filter(one -> one.endsWith("." + path)).toList();
        if (ends.size() == 1) {
            return ends.getFirst();
        }
        if (ends.size() > 1) {
            throw new TableException(asked + ": several fields end so; name one of " + String.join(", ", ends));
        }
        List<String> names = known.stream().map(this::shortName).toList();
        List<String> nearest = NearestNames.of(path, names);
        throw new TableException(asked + ": no such field in the specs of these runs; "
                + (nearest.isEmpty() ? "" : "did you mean " + String.join(" or ", nearest) + "? ") + variety());
    }

    /** Which fields vary, for a message. */
    String variety() {
        List<String> varying = varying().stream().map(this::shortName).toList();
        return varying.isEmpty() ? "no field varies in these runs" : "fields that vary: " + String.join(", ", varying);
    }

    FieldValue value(int run, String path) {
        return runs.get(run).getOrDefault(path, FieldValue.DEFAULT);
    }

    /** The fields in which these runs differ, apart from some and from what has no effect. */
    List<String> differing(List<Integer> members, Set<String> apart) {
        return known.stream()
                .filter(path -> !apart.contains(path) && !LABELS.contains(path) && !WITHOUT_EFFECT.contains(path))
                .filter(path ->
                        members.stream().map(run -> value(run, path)).distinct().count() > 1)
                .toList();
    }

    /** What people call a field, such as "Weight decay". */
    public static String title(String path) {
        if (path.equals(HORIZON)) {
            return "Prediction horizon s";
        }
        String name = path.substring(path.lastIndexOf('.') + 1);
        String parent = path.contains(".") ? path.substring(0, path.lastIndexOf('.')) : "";
        boolean clear = parent.isEmpty() || parent.endsWith("parameters") || parent.equals("training");
        String whole = clear ? name : parent.substring(parent.lastIndexOf('.') + 1) + " " + name;
        String words = whole.replaceAll("([a-z0-9])([A-Z])", "$1 $2").toLowerCase(Locale.ROOT);
        return Character.toUpperCase(words.charAt(0)) + words.substring(1);
    }

    private static Map<String, FieldValue> flat(RunSpec run) {
        ObjectNode tree = SpecJson.tree(run.experiment().withArms(List.of(run.arm())));
        Map<String, FieldValue> fields = new LinkedHashMap<>();
        JsonNode arm = tree.get("arms").get(0);
        tree.remove(List.of("format", "name", "description", "arms", "seeds"));
        ((ObjectNode) arm).remove(List.of("name", "color"));
        add("", arm, fields);
        add("", tree, fields);
        fields.put("experiment", new FieldValue(run.experiment().name(), Double.NaN));
        fields.put("arm", new FieldValue(run.arm().name(), Double.NaN));
        fields.put("seed", FieldValue.parse(Long.toString(run.seed())));
        return fields;
    }

    private static void add(String prefix, JsonNode node, Map<String, FieldValue> fields) {
        List<Map.Entry<String, JsonNode>> inner = new ArrayList<>(node.properties());
        for (Map.Entry<String, JsonNode> entry : inner) {
            boolean id = entry.getKey().equals("id") && !prefix.isEmpty();
            String path = id ? prefix : (prefix.isEmpty() ? "" : prefix + ".") + entry.getKey();
            if (entry.getValue().isObject()) {
                add(path, entry.getValue(), fields);
            } else {
                fields.put(path, FieldValue.of(entry.getValue()));
            }
        }
    }
}
