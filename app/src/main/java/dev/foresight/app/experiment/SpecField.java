package dev.foresight.app.experiment;

import dev.foresight.engine.spec.ExperimentSpec;
import dev.foresight.engine.spec.SpecProblem;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.regex.Pattern;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;

/**
 * One value of a spec as a form edits it: the text that stands there, what it means, and what is wrong with it. The text
 * may be nonsense for a while; the spec only ever takes values.
 */
public final class SpecField {
    /** What a value looks like on the screen. */
    public sealed interface Input {
        /** A line of text, or a number. */
        record Text() implements Input {}

        /** One of some ids, each with a title for people. */
        record Choice(List<Option> options) implements Input {
            public Choice {
                options = List.copyOf(options);
            }

            /** The choice of plain words. */
            public static Choice ofWords(List<String> words) {
                return new Choice(
                        words.stream().map(word -> new Option(word, word, "")).toList());
            }
        }

        /** {@code true} or {@code false}. */
        record Flag() implements Input {}

        /** A folder. */
        record Folder() implements Input {}
    }

    /** An id with its title and a sentence about it. */
    public record Option(String id, String title, String summary) {}

    /** A text that means nothing for a field; the message says what may stand there. */
    public static final class NotAValue extends Exception {
        public NotAValue(String allowed) {
            super(allowed);
        }
    }

    /** Puts a text's meaning into a spec. */
    @FunctionalInterface
    public interface Setter {
        ExperimentSpec set(ExperimentSpec spec, String text) throws NotAValue;
    }

    private static final Pattern INDEX = Pattern.compile("\\[\\d+]");

    private final String label;
    private final String help;
    private final Input input;
    private final List<String> paths;
    private final Function<ExperimentSpec, String> getter;
    private final Setter setter;
    private final StringProperty text = new SimpleStringProperty("");
    private final ReadOnlyObjectWrapper<Optional<SpecProblem>> problem = new ReadOnlyObjectWrapper<>(Optional.empty());
    private BiConsumer<SpecField, String> editor = (first, second) -> {};
    private final ObservableList<Option> options = FXCollections.observableArrayList();
    private final ObservableList<Option> optionsView = FXCollections.unmodifiableObservableList(options);
    private boolean refreshing;
    private boolean nonsense;

    /**
     * @param paths where in a spec the field's problems are, with {@code []} for any index
     * @param help one or two sentences for a tooltip
     */
    public SpecField(
            String label,
            String help,
            Input input,
            List<String> paths,
            Function<ExperimentSpec, String> getter,
            Setter setter) {
        this.label = label;
        this.help = help;
        this.input = input;
        this.paths = List.copyOf(paths);
        this.getter = getter;
        this.setter = setter;
        if (input instanceof Input.Choice choice) {
            options.setAll(choice.options());
        }
        text.addListener((observed, former, value) -> {
            if (!refreshing) {
                editor.accept(this, value);
            }
        });
    }

    public String label() {
        return label;
    }

    public String help() {
        return help;
    }

    public Input input() {
        return input;
    }

    /** What there is to choose from now; empty where the input is no choice. */
    public ObservableList<Option> options() {
        return optionsView;
    }

    /** Offers these instead; what stands in the field stays, whether it is among them or not. */
    void offer(List<Option> offered) {
        if (!options.equals(offered)) {
            options.setAll(offered);
        }
    }

    /** What stands in the field; setting it edits the spec when it means something. */
    public StringProperty text() {
        return text;
    }

    public ReadOnlyObjectProperty<Optional<SpecProblem>> problem() {
        return problem.getReadOnlyProperty();
    }

    /** Whether its text means nothing, so that the spec still has the value before. */
    boolean nonsense() {
        return nonsense;
    }

    /** Name of an edit in the history: the letters of a number are one step, each choice is one of its own. */
    String step(String value) {
        return input instanceof Input.Choice ? label + " " + value : label;
    }

    void onEdit(BiConsumer<SpecField, String> edit) {
        editor = edit;
    }

    /** The spec with this field's text in it; the same spec, and a problem shown, when the text means nothing. */
    ExperimentSpec applied(ExperimentSpec spec, String value) {
        try {
            ExperimentSpec changed = setter.set(spec, value);
            nonsense = false;
            problem.set(Optional.empty());
            return changed;
        } catch (NotAValue allowed) {
            nonsense = true;
            problem.set(Optional.of(SpecProblem.error(paths.getFirst(), value, String.valueOf(allowed.getMessage()))));
            return spec;
        }
    }

    /** Shows the spec's value, unless the text already says the same in other words, such as 1e-3 for 0.001. */
    void refresh(ExperimentSpec spec) {
        try {
            if (!nonsense
                    && !text.get().isEmpty()
                    && setter.set(spec, text.get()).equals(spec)) {
                return;
            }
        } catch (NotAValue e) {
            // The text is replaced by what the spec says.
        }
        refreshing = true;
        nonsense = false;
        problem.set(Optional.empty());
        text.set(getter.apply(spec));
        refreshing = false;
    }

    /** Whether a problem at this place belongs beside this field. */
    boolean claims(SpecProblem candidate) {
        String path = INDEX.matcher(candidate.path()).replaceAll("[]");
        return paths.stream()
                .anyMatch(own -> path.equals(own) || path.startsWith(own + "[") || path.startsWith(own + "."));
    }

    /** Shows the first of the problems that are its own; nonsense in the field comes before them. */
    void show(List<SpecProblem> problems) {
        if (!nonsense) {
            problem.set(
                    problems.stream().filter(this::claims).min((a, b) -> Boolean.compare(b.isError(), a.isError())));
        }
    }
}
