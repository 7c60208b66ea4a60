package dev.foresight.app.cli;

import dev.foresight.engine.arch.Architecture;
import dev.foresight.engine.graph.LayerGraph;
import dev.foresight.engine.graph.Shape;
import dev.foresight.engine.spec.InvalidSpecException;
import dev.foresight.engine.spec.NearestNames;
import dev.foresight.engine.spec.Parameter;
import dev.foresight.engine.spec.Parameters;
import dev.foresight.engine.spec.Registry;
import dev.foresight.engine.spec.SpecProblem;
import dev.foresight.engine.spec.Task;
import dev.foresight.engine.spec.Values;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A network that was asked for on the command line. */
record BuiltNetwork(Architecture architecture, Values values, LayerGraph graph) {
    private static final Pattern IMAGE = Pattern.compile("([1-9]\\d{0,5})x([1-9]\\d{0,5})x([1-9]\\d{0,5})");
    private static final Pattern VOCABULARY = Pattern.compile("[1-9]\\d{0,8}");
    private static final Shape CIFAR = new Shape.Image(3, 32, 32);
    private static final int CIFAR_CLASSES = 10;
    private static final Shape PENN_TREEBANK = new Shape.Tokens(10_000);

    /** The network with its default parameters, for CIFAR-10's images or Penn TreeBank's words. */
    static BuiltNetwork usual(Architecture architecture) {
        return of(architecture, Map.of(), null, null);
    }

    /**
     * The network with these parameters for this input.
     *
     * @param input {@code CHANNELSxHEIGHTxWIDTH}, or the size of a vocabulary
     * @throws CommandException or InvalidSpecException saying what is wrong with the arguments
     */
    static BuiltNetwork of(
            Architecture architecture, Map<String, String> set, @Nullable String input, @Nullable Integer outputs) {
        Values values = values(architecture, set);
        boolean language = architecture.task() == Task.LANGUAGE_MODEL;
        Shape shape = input == null ? (language ? PENN_TREEBANK : CIFAR) : shape(input);
        List<SpecProblem> problems =
                new ArrayList<>(Parameters.check("architecture.parameters", architecture.parameters(), values));
        if (problems.isEmpty()) {
            problems.addAll(architecture.check("architecture", values, shape));
        }
        if (problems.stream().anyMatch(SpecProblem::isError)) {
            throw new InvalidSpecException("network " + architecture.id(), problems);
        }
        return new BuiltNetwork(architecture, values, architecture.build(values, shape, outputs(shape, outputs)));
    }

    /** The architecture of an id, or a message with the nearest ones. */
    static Architecture architecture(String id) {
        Registry<Architecture> registry = Registry.of(Architecture.class);
        return registry.find(id)
                .orElseThrow(() -> new CommandException(
                        ExitCode.USAGE,
                        "no network " + id + "; " + NearestNames.sentence("networks", id, registry.ids())));
    }

    private static int outputs(Shape input, @Nullable Integer outputs) {
        if (input instanceof Shape.Tokens tokens) {
            if (outputs != null) {
                throw new CommandException(
                        ExitCode.USAGE,
                        "--outputs " + outputs + ": a language model has one output for each of its "
                                + tokens.vocabulary() + " words; leave --outputs out, or change --input");
            }
            return tokens.vocabulary();
        }
        int classes = outputs == null ? CIFAR_CLASSES : outputs;
        if (classes < 1) {
            throw new CommandException(ExitCode.USAGE, "--outputs " + classes + ": expected at least 1");
        }
        return classes;
    }

    private static Shape shape(String input) {
        Matcher image = IMAGE.matcher(input);
        if (image.matches()) {
            return new Shape.Image(
                    Integer.parseInt(image.group(1)),
                    Integer.parseInt(image.group(2)),
                    Integer.parseInt(image.group(3)));
        }
        if (VOCABULARY.matcher(input).matches()) {
            return new Shape.Tokens(Integer.parseInt(input));
        }
        throw new CommandException(
                ExitCode.USAGE,
                "--input " + input + ": expected CHANNELSxHEIGHTxWIDTH such as 3x32x32, or the size of a vocabulary"
                        + " such as 10000");
    }

    /** What cannot be read as the parameter's type stays a text, which the check of the parameters then refuses. */
    private static Values values(Architecture architecture, Map<String, String> set) {
        Map<String, Object> values = new LinkedHashMap<>();
        set.forEach((name, text) -> values.put(
                name,
                architecture.parameters().stream()
                        .filter(parameter -> parameter.name().equals(name))
                        .findFirst()
                        .flatMap(parameter -> value(parameter, text))
                        .orElse(text)));
        return new Values(values);
    }

    private static Optional<Object> value(Parameter parameter, String text) {
        try {
            return switch (parameter) {
                case Parameter.Whole unused -> Optional.of(Long.parseLong(text));
                case Parameter.Real unused -> Optional.of(Double.parseDouble(text));
                case Parameter.Flag unused ->
                    text.equals("true") || text.equals("false")
                            ? Optional.of(Boolean.parseBoolean(text))
                            : Optional.empty();
                case Parameter.Choice unused -> Optional.empty();
                case Parameter.Location unused -> Optional.empty();
            };
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }
}
