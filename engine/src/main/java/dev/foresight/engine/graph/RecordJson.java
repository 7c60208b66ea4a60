package dev.foresight.engine.graph;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.foresight.engine.spec.NearestNames;
import dev.foresight.engine.spec.SpecProblem;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Records of a sealed family as JSON objects: {@code kind} is the record's name in lower case with hyphens, and each
 * component stands under its own name. So a layer that is added as a record has a JSON form without another line.
 */
final class RecordJson {
    private static final String KIND = "kind";

    private final List<SpecProblem> problems;

    /** @param problems takes what is found wrong, in reading order */
    RecordJson(List<SpecProblem> problems) {
        this.problems = problems;
    }

    static ObjectNode write(Record value) {
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        object.put(KIND, kind(value.getClass()));
        for (RecordComponent component : value.getClass().getRecordComponents()) {
            Object held = get(component, value);
            String name = component.getName();
            switch (held) {
                case null -> object.putNull(name);
                case Integer number -> object.put(name, number);
                case Double number -> object.put(name, number);
                case Boolean flag -> object.put(name, flag);
                case String text -> object.put(name, text);
                case Record inner -> object.set(name, write(inner));
                default -> throw new IllegalStateException(value.getClass() + "." + name + " has no JSON form");
            }
        }
        return object;
    }

    /** The record of this family that the tree holds, or {@code otherwise} after noting what is wrong. */
    <T> T read(String path, JsonNode tree, Class<T> family, T otherwise) {
        Map<String, Class<?>> kinds = new TreeMap<>();
        for (Class<?> member : family.getPermittedSubclasses()) {
            kinds.put(kind(member), member);
        }
        if (!tree.isObject()) {
            wrong(path, tree, "an object with a kind, one of " + kinds.keySet());
            return otherwise;
        }
        Class<?> type = kinds.get(tree.path(KIND).asText());
        if (type == null) {
            unknown(path + "." + KIND, tree.path(KIND).asText(), "kinds", kinds.keySet());
            return otherwise;
        }
        RecordComponent[] components = type.getRecordComponents();
        List<String> keys = new ArrayList<>(List.of(KIND));
        Arrays.stream(components).map(RecordComponent::getName).forEach(keys::add);
        int before = problems.size();
        object(path, tree, keys);
        @Nullable Object[] values = new Object[components.length];
        for (int i = 0; i < components.length; i++) {
            values[i] = value(path + "." + components[i].getName(), tree.path(components[i].getName()), components[i]);
        }
        return problems.size() > before ? otherwise : family.cast(make(type, components, values));
    }

    private @Nullable Object value(String path, JsonNode tree, RecordComponent component) {
        Class<?> type = component.getType();
        if (type == int.class) {
            return whole(path, tree);
        }
        if (type == double.class) {
            return real(path, tree);
        }
        if (type == boolean.class) {
            return flag(path, tree);
        }
        if (type == String.class) {
            return component.getAnnotatedType().isAnnotationPresent(Nullable.class) && absent(tree)
                    ? null
                    : text(path, tree);
        }
        if (type == Init.class) {
            return read(path, tree, Init.class, new Init.Constant(0));
        }
        throw new IllegalStateException(component + " has no JSON form");
    }

    /** Whether this is an object; keys it must not have are noted. */
    boolean object(String path, JsonNode tree, Collection<String> keys) {
        if (!tree.isObject()) {
            wrong(path, tree, "an object");
            return false;
        }
        tree.fieldNames().forEachRemaining(name -> {
            if (!keys.contains(name)) {
                unknown(path + "." + name, name, "keys", keys.stream().sorted().toList());
            }
        });
        return true;
    }

    ArrayNode array(String path, JsonNode tree) {
        if (tree instanceof ArrayNode array) {
            return array;
        }
        wrong(path, tree, "an array");
        return JsonNodeFactory.instance.arrayNode();
    }

    int whole(String path, JsonNode tree) {
        if (!tree.isIntegralNumber() || !tree.canConvertToInt()) {
            wrong(path, tree, "a whole number");
        }
        return tree.asInt();
    }

    private double real(String path, JsonNode tree) {
        if (!tree.isNumber() || !Double.isFinite(tree.asDouble())) {
            wrong(path, tree, "a finite number");
        }
        return tree.asDouble();
    }

    private boolean flag(String path, JsonNode tree) {
        if (!tree.isBoolean()) {
            wrong(path, tree, "true or false");
        }
        return tree.asBoolean();
    }

    String text(String path, JsonNode tree) {
        // JSON can name halves of characters, which no file can hold.
        if (!tree.isTextual() || !StandardCharsets.UTF_8.newEncoder().canEncode(tree.textValue())) {
            wrong(path, tree, "a text of whole characters");
        }
        return tree.asText();
    }

    private void wrong(String path, JsonNode tree, String allowed) {
        problems.add(SpecProblem.error(path, tree.isMissingNode() ? "nothing" : tree, allowed));
    }

    private void unknown(String path, String word, String what, Collection<String> known) {
        problems.add(SpecProblem.error(path, word, NearestNames.sentence(what, word, known)));
    }

    private static boolean absent(JsonNode tree) {
        return tree.isMissingNode() || tree.isNull();
    }

    /** GlobalAveragePool is global-average-pool. */
    private static String kind(Class<?> type) {
        return type.getSimpleName().replaceAll("(?<=[a-z])(?=[A-Z])", "-").toLowerCase(Locale.ROOT);
    }

    private static @Nullable Object get(RecordComponent component, Record value) {
        try {
            return component.getAccessor().invoke(value);
        } catch (IllegalAccessException | InvocationTargetException e) {
            throw new IllegalStateException("an accessor of a record that cannot be called: " + component, e);
        }
    }

    private static Object make(Class<?> type, RecordComponent[] components, @Nullable Object[] values) {
        Class<?>[] types =
                Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
        try {
            return type.getDeclaredConstructor(types).newInstance(values);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("a record that cannot be made: " + type, e);
        }
    }
}
