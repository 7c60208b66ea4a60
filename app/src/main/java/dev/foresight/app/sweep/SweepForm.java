package dev.foresight.app.sweep;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.foresight.app.task.TaskRunner;
import dev.foresight.engine.optim.UpdateRule;
import dev.foresight.engine.spec.Amount;
import dev.foresight.engine.spec.ArmSpec;
import dev.foresight.engine.spec.ExperimentSpec;
import dev.foresight.engine.spec.Registry;
import dev.foresight.engine.spec.SpecJson;
import dev.foresight.engine.spec.SpecRanges;
import dev.foresight.engine.sweep.Halving;
import dev.foresight.engine.sweep.SweepText;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import javafx.beans.InvalidationListener;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import org.jspecify.annotations.Nullable;

/**
 * A sweep being made or changed: two fields with their values, or as many as its file has, seeds and halving. What it
 * would run is counted, and checked cell by cell, before anything is written. Lives on the view's thread.
 */
public final class SweepForm {
    /** A varied field: its path, and its values as {@link AxisText} has them; both empty where it is not used. */
    record Field(StringProperty path, StringProperty values) {
        Field(String path, String values) {
            this(new SimpleStringProperty(path), new SimpleStringProperty(values));
        }

        boolean used() {
            return !path.get().isBlank() || !values.get().isBlank();
        }
    }

    private static final int FIELDS = 2;
    private static final JsonMapper JSON =
            JsonMapper.builder().enable(JsonReadFeature.ALLOW_JAVA_COMMENTS).build();

    private final TaskRunner tasks;
    private final ExperimentSpec experiment;
    private final List<String> taken;
    /** The text that is changed; null where one is made. */
    private final @Nullable String before;

    private final List<Field> fields = new ArrayList<>();
    private final StringProperty name = new SimpleStringProperty("");
    private final StringProperty seeds = new SimpleStringProperty("");
    private final BooleanProperty halves = new SimpleBooleanProperty();
    private final StringProperty factor = new SimpleStringProperty("3");
    private final StringProperty first = new SimpleStringProperty("1");
    private final ReadOnlyStringWrapper count = new ReadOnlyStringWrapper("");
    private final ReadOnlyStringWrapper problem = new ReadOnlyStringWrapper("");
    private final ReadOnlyBooleanWrapper valid = new ReadOnlyBooleanWrapper();
    private String text = "";

    private SweepForm(TaskRunner tasks, ExperimentSpec experiment, List<String> taken, @Nullable String before) {
        this.tasks = tasks;
        this.experiment = experiment;
        this.taken = taken;
        this.before = before;
    }

    /** A new sweep of an experiment. */
    static SweepForm of(TaskRunner tasks, ExperimentSpec experiment, List<String> taken) {
        SweepForm form = new SweepForm(tasks, experiment, taken, null);
        String free = experiment.name() + "-sweep";
        for (int number = 2; taken.contains(free); number++) {
            free = experiment.name() + "-sweep-" + number;
        }
        form.name.set(free);
        form.seeds.set(seedsText(experiment.seeds()));
        form.begin(Map.of());
        return form;
    }

    /** The sweep of a file, to be changed. */
    static SweepForm of(TaskRunner tasks, String name, SweepPlan plan) {
        SweepForm form = new SweepForm(tasks, plan.experiments().getFirst(), List.of(), plan.text());
        JsonNode tree = tree(plan.text());
        form.name.set(name);
        form.seeds.set(seedsText(plan.seeds()));
        Halving halving = plan.spec().halving();
        if (halving != null) {
            form.halves.set(true);
            form.factor.set(Integer.toString(halving.factor()));
            form.first.set(Long.toString(halving.first().count()));
        }
        Map<String, String> axes = new LinkedHashMap<>();
        tree.path("vary").properties().forEach(axis -> axes.put(axis.getKey(), AxisText.of(axis.getValue())));
        form.begin(axes);
        return form;
    }

    private static JsonNode tree(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("the sweep was read before, so its text is JSON", e);
        }
    }

    private void begin(Map<String, String> axes) {
        axes.forEach((path, values) -> fields.add(new Field(path, values)));
        while (fields.size() < FIELDS) {
            fields.add(new Field("", ""));
        }
        InvalidationListener changed = observed -> check();
        fields.forEach(field -> {
            field.path().addListener(changed);
            field.values().addListener(changed);
        });
        List.of(name, seeds, factor, first).forEach(property -> property.addListener(changed));
        halves.addListener(changed);
        check();
    }

    /** Whether it makes a sweep, which then needs a name. */
    boolean isNew() {
        return before == null;
    }

    List<Field> fields() {
        return fields;
    }

    StringProperty name() {
        return name;
    }

    StringProperty seeds() {
        return seeds;
    }

    /** Whether hopeless cells are stopped early. */
    BooleanProperty halves() {
        return halves;
    }

    StringProperty factor() {
        return factor;
    }

    /** The first rung, in the unit of the training's length. */
    StringProperty first() {
        return first;
    }

    /** The unit of the first rung. */
    String unit() {
        return experiment.training().length().unit().name().toLowerCase(Locale.ROOT);
    }

    /** What would be run. */
    ReadOnlyStringProperty count() {
        return count.getReadOnlyProperty();
    }

    /** What is wrong; empty where nothing is. */
    ReadOnlyStringProperty problem() {
        return problem.getReadOnlyProperty();
    }

    ReadOnlyBooleanProperty valid() {
        return valid.getReadOnlyProperty();
    }

    /** The file as it would be written. */
    public String text() {
        return text;
    }

    /** The name of its file. */
    public String fileName() {
        return name.get().strip();
    }

    /** Fields that people vary most, by path. */
    Map<String, String> choices() {
        Map<String, String> choices = new LinkedHashMap<>();
        List<ArmSpec> arms = experiment.arms();
        for (int i = 0; i < arms.size(); i++) {
            choices.put(
                    "arms[" + i + "].horizon",
                    "Prediction horizon of " + arms.get(i).name());
        }
        choices.put("arms[*].learningRate", "Learning rate of all arms");
        Registry<UpdateRule> rules = Registry.of(UpdateRule.class);
        if (arms.stream()
                .allMatch(arm -> rules.find(arm.optimizer().rule().id()).stream()
                        .flatMap(rule -> rule.parameters().stream())
                        .anyMatch(parameter -> parameter.name().equals("weightDecay")))) {
            choices.put("arms[*].rule.parameters.weightDecay", "Weight decay of all arms");
        }
        choices.put("training.batch", "Batch size");
        return choices;
    }

    private void check() {
        valid.set(false);
        count.set("");
        List<Long> numbers = numbers(seeds.get());
        if (isNew() && taken.stream().anyMatch(fileName()::equalsIgnoreCase)) {
            problem.set("A sweep of this name exists; choose another.");
        } else if (!SpecRanges.isFileName(fileName())) {
            problem.set("The name is also the file's: " + SpecRanges.FILE_NAMES + ".");
        } else if (numbers.isEmpty()) {
            problem.set("Seeds are whole numbers such as 1, 2, 3 or 1-5, at most 1000.");
        } else if (fields.stream().noneMatch(Field::used)) {
            problem.set("Choose a field and its values.");
        } else if (fields.stream()
                .anyMatch(field -> field.used()
                        && (field.path().get().isBlank() || field.values().get().isBlank()))) {
            problem.set("A field needs a path and its values: " + AxisText.ALLOWED + ".");
        } else {
            problem.set("");
            text = made(numbers);
            count(text);
        }
    }

    /** Every cell is checked, in the background; an answer to an earlier text is dropped. */
    private void count(String asked) {
        tasks.run(
                "Checking the sweep",
                () -> SweepPlan.of(asked, "The sweep"),
                plan -> {
                    if (asked.equals(text) && problem.get().isEmpty()) {
                        count.set(plan.cells() + " cells, " + plan.runs() + " runs ("
                                + plan.seeds().size() + (plan.seeds().size() == 1 ? " seed each)" : " seeds each)"));
                        valid.set(true);
                    }
                },
                failure -> {
                    if (asked.equals(text) && problem.get().isEmpty()) {
                        problem.set(String.valueOf(failure.getMessage()));
                    }
                });
    }

    private String made(List<Long> numbers) {
        ObjectNode vary = JsonNodeFactory.instance.objectNode();
        fields.stream()
                .filter(Field::used)
                .forEach(field -> vary.set(
                        field.path().get().strip(), AxisText.json(field.values().get())));
        ArrayNode list = JsonNodeFactory.instance.arrayNode();
        numbers.forEach(list::add);
        if (before != null) {
            String changed = SweepText.with(before, "vary", vary.toPrettyString());
            changed = SweepText.with(changed, "seeds", list.toString());
            return halves.get()
                    ? SweepText.with(changed, "halving", halving().toString())
                    : SweepText.without(changed, "halving");
        }
        ObjectNode tree = JsonNodeFactory.instance.objectNode();
        tree.put("format", 1).put("name", fileName());
        tree.put("description", "A sweep of " + experiment.name());
        tree.set("seeds", list);
        tree.set("vary", vary);
        if (halves.get()) {
            tree.set("halving", halving());
        }
        tree.set("experiment", SpecJson.tree(experiment));
        return tree.toPrettyString() + "\n";
    }

    /** What is no number is left for the sweep to refuse. */
    private ObjectNode halving() {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.set("factor", AxisText.value(factor.get()));
        Amount.Unit unit = experiment.training().length().unit();
        node.putObject("first").set(unit.name().toLowerCase(Locale.ROOT), AxisText.value(first.get()));
        return node;
    }

    private static String seedsText(List<Long> seeds) {
        boolean run = seeds.size() > 2 && seeds.getLast() - seeds.getFirst() == seeds.size() - 1L;
        return run
                ? seeds.getFirst() + "-" + seeds.getLast()
                : seeds.stream().map(String::valueOf).collect(Collectors.joining(", "));
    }

    /** {@code 1, 2, 5-8} as a list; empty where it is none. */
    private static List<Long> numbers(String text) {
        List<Long> numbers = new ArrayList<>();
        for (String part : text.strip().split("[,\\s]+")) {
            if (!part.matches("\\d{1,9}(-\\d{1,9})?")) {
                return List.of();
            }
            String[] ends = part.split("-");
            long from = Long.parseLong(ends[0]);
            long to = Long.parseLong(ends[ends.length - 1]);
            if (to < from || to - from >= 1000) {
                return List.of();
            }
            LongStream.rangeClosed(from, to).forEach(numbers::add);
        }
        return numbers;
    }
}
