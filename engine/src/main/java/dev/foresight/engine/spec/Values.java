package dev.foresight.engine.spec;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Values for declared parameters, as a spec gives them: {@link Long}, {@link Double}, {@link Boolean} or {@link String}.
 * Read through the declaration, which supplies the default.
 */
public record Values(Map<String, Object> given) {
    public static final Values NONE = new Values(Map.of());

    public Values {
        Map<String, Object> normal = new LinkedHashMap<>();
        given.forEach((name, value) -> normal.put(name, normal(value)));
        given = Collections.unmodifiableMap(normal);
    }

    public long get(Parameter.Whole parameter) {
        return ((Number) raw(parameter)).longValue();
    }

    public double get(Parameter.Real parameter) {
        return ((Number) raw(parameter)).doubleValue();
    }

    public boolean get(Parameter.Flag parameter) {
        return (Boolean) raw(parameter);
    }

    public String get(Parameter.Choice parameter) {
        return (String) raw(parameter);
    }

    public String get(Parameter.Location parameter) {
        return (String) raw(parameter);
    }

    /** These values with one replaced. */
    public Values with(String name, Object value) {
        Map<String, Object> changed = new LinkedHashMap<>(given);
        changed.put(name, value);
        return new Values(changed);
    }

    /** One type a kind of scalar, so that equal values are equal. */
    private static Object normal(Object value) {
        return switch (value) {
            case Integer number -> (Long) number.longValue();
            case Float number -> (Double) number.doubleValue();
            case Long number -> number;
            case Double number -> number;
            case Boolean flag -> flag;
            case String text -> text;
            default ->
                throw new IllegalArgumentException(
                        "a parameter is a number, a text or a flag, not " + value.getClass());
        };
    }

    private Object raw(Parameter parameter) {
        return given.getOrDefault(parameter.name(), parameter.defaultValue());
    }
}
