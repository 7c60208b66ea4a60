package dev.foresight.engine.spec;

import java.util.List;

/**
 * A declared parameter of an architecture, a data set or an update rule: what it is called in JSON, how a form shows it,
 * which values it takes. The one place where its default stands.
 */
public sealed interface Parameter {
    /** Key in JSON and in {@code --set}, in camelCase. */
    String name();

    /** Label in a form, without a colon. */
    String label();

    /** One or two sentences for a tooltip. */
    String help();

    /** What stands there when the spec is silent. */
    Object defaultValue();

    /** A whole number in [min, max]. */
    record Whole(String name, String label, String help, long min, long max, Long defaultValue) implements Parameter {}

    /** A finite real number in [min, max]. */
    record Real(String name, String label, String help, double min, double max, Double defaultValue)
            implements Parameter {}

    /** On or off. */
    record Flag(String name, String label, String help, Boolean defaultValue) implements Parameter {}

    /** One of some words. */
    record Choice(String name, String label, String help, List<String> choices, String defaultValue)
            implements Parameter {
        public Choice {
            choices = List.copyOf(choices);
            if (!choices.contains(defaultValue)) {
                throw new IllegalArgumentException(name + ": default " + defaultValue + " is not among " + choices);
            }
        }
    }

    /** A file or folder; an empty text stands for "where the application keeps its data". */
    record Location(String name, String label, String help, String defaultValue) implements Parameter {}
}
