package dev.foresight.app.experiment;

import dev.foresight.app.experiment.SpecField.Input;
import dev.foresight.app.experiment.SpecField.NotAValue;
import dev.foresight.engine.spec.ComponentSpec;
import dev.foresight.engine.spec.ExperimentSpec;
import dev.foresight.engine.spec.Parameter;
import java.util.List;
import java.util.function.Function;

/** Fields made from what a component declares of its parameters, so that a new component needs no form of its own. */
final class ParameterFields {
    /** Puts a parameter's value into a spec. */
    @FunctionalInterface
    interface Put {
        ExperimentSpec put(ExperimentSpec spec, String name, Object value);
    }

    private ParameterFields() {}

    /**
     * @param path where the component's parameters stand in the spec, such as {@code architecture.parameters}
     * @param components the component in a spec, or those of all its arms: where their values differ, the field is empty
     */
    static List<SpecField> of(
            List<Parameter> declared, String path, Function<ExperimentSpec, List<ComponentSpec>> components, Put put) {
        return declared.stream()
                .map(parameter -> field(parameter, path, components, put))
                .toList();
    }

    private static SpecField field(
            Parameter parameter, String path, Function<ExperimentSpec, List<ComponentSpec>> components, Put put) {
        String name = parameter.name();
        return new SpecField(
                parameter.label(),
                help(parameter),
                input(parameter),
                List.of(path + "." + name),
                spec -> CommonFields.same(components.apply(spec).stream()
                        .map(component -> component.parameters().given().getOrDefault(name, parameter.defaultValue()))
                        .map(ParameterFields::text)
                        .distinct()
                        .toList()),
                (spec, text) -> put.put(spec, name, value(parameter, text)));
    }

    private static Input input(Parameter parameter) {
        return switch (parameter) {
            case Parameter.Whole whole -> new Input.Text();
            case Parameter.Real real -> new Input.Text();
            case Parameter.Flag flag -> new Input.Flag();
            case Parameter.Choice choice -> Input.Choice.ofWords(choice.choices());
            case Parameter.Location location -> new Input.Folder();
        };
    }

    private static Object value(Parameter parameter, String text) throws NotAValue {
        return switch (parameter) {
            case Parameter.Whole whole -> Numbers.whole(text);
            case Parameter.Real real -> Numbers.real(text);
            case Parameter.Flag flag -> Boolean.valueOf(text);
            case Parameter.Choice choice -> {
                if (!choice.choices().contains(text)) {
                    throw new NotAValue("one of " + String.join(", ", choice.choices()));
                }
                yield text;
            }
            case Parameter.Location location -> text.strip();
        };
    }

    private static String text(Object value) {
        return value instanceof Double real ? Numbers.text(real) : value.toString();
    }

    private static String help(Parameter parameter) {
        return switch (parameter) {
            case Parameter.Whole whole ->
                parameter.help() + range(bound(whole.min()), bound(whole.max()), whole.defaultValue());
            case Parameter.Real real ->
                parameter.help() + range(bound(real.min()), bound(real.max()), Numbers.text(real.defaultValue()));
            case Parameter.Flag flag -> parameter.help();
            case Parameter.Choice choice -> parameter.help();
            case Parameter.Location location -> parameter.help();
        };
    }

    private static String range(String min, String max, Object fallback) {
        String allowed = max.isEmpty()
                ? (min.isEmpty() ? "" : " At least " + min + ".")
                : (min.isEmpty() ? " At most " + max + "." : " From " + min + " to " + max + ".");
        return allowed + " Default " + fallback + ".";
    }

    /** Bounds that only say "no bound" are not told. */
    private static String bound(double value) {
        return Math.abs(value) >= Integer.MAX_VALUE ? "" : Numbers.text(value);
    }
}
