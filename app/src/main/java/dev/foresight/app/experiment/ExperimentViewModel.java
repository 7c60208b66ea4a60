package dev.foresight.app.experiment;

import dev.foresight.app.task.TaskRunner;
import dev.foresight.engine.project.Control;
import dev.foresight.engine.spec.ArmSpec;
import dev.foresight.engine.spec.ExperimentSpec;
import dev.foresight.engine.spec.SpecProblem;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.jspecify.annotations.Nullable;

/**
 * The experiment being edited. Every edit makes a new immutable spec and has it checked in the background; the problems
 * come back to the fields they belong to. Lives on the view's thread.
 */
public final class ExperimentViewModel {
    private final TaskRunner tasks;
    private final Function<ExperimentSpec, List<SpecProblem>> check;
    private final Components components;
    private final History history = new History();
    private final ReadOnlyObjectWrapper<@Nullable ExperimentSpec> spec = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyBooleanWrapper dirty = new ReadOnlyBooleanWrapper();
    private final ReadOnlyBooleanWrapper runnable = new ReadOnlyBooleanWrapper();
    private final ReadOnlyBooleanWrapper canUndo = new ReadOnlyBooleanWrapper();
    private final ReadOnlyBooleanWrapper canRedo = new ReadOnlyBooleanWrapper();
    private final ObservableList<SpecProblem> unclaimed = FXCollections.observableArrayList();
    private final ExperimentFields fields;
    private @Nullable ExperimentSpec saved;
    private List<SpecProblem> problems = List.of();
    private long checks;

    /** @param check finds what is wrong with a spec; may look at files, so it runs in the background */
    public ExperimentViewModel(
            TaskRunner tasks, Function<ExperimentSpec, List<SpecProblem>> check, Components components) {
        this.tasks = tasks;
        this.check = check;
        this.components = components;
        this.fields = new ExperimentFields(components, this::edit);
    }

    /** Begins to edit a spec as it stands in its file; the undo history starts anew. */
    public void load(ExperimentSpec loaded) {
        saved = loaded;
        history.clear();
        take(loaded, fields::refreshAll);
    }

    /** Shows nothing: the project has no experiment. */
    public void clear() {
        saved = null;
        history.clear();
        spec.set(null);
        problems = List.of();
        update();
    }

    public ReadOnlyObjectProperty<@Nullable ExperimentSpec> spec() {
        return spec.getReadOnlyProperty();
    }

    /** Whether it differs from its file. */
    public ReadOnlyBooleanProperty dirty() {
        return dirty.getReadOnlyProperty();
    }

    /** Whether the last check found no errors and no field holds nonsense. */
    public ReadOnlyBooleanProperty runnable() {
        return runnable.getReadOnlyProperty();
    }

    public ReadOnlyBooleanProperty canUndo() {
        return canUndo.getReadOnlyProperty();
    }

    public ReadOnlyBooleanProperty canRedo() {
        return canRedo.getReadOnlyProperty();
    }

    public ExperimentFields fields() {
        return fields;
    }

    /** Problems that belong beside no field of the form. */
    ObservableList<SpecProblem> otherProblems() {
        return unclaimed;
    }

    public Components components() {
        return components;
    }

    /** Adds or removes the arms with this horizon. */
    public void toggleHorizon(double horizon) {
        change("horizon " + horizon, current -> Arms.toggle(current, horizon, components));
    }

    public List<Double> horizons() {
        ExperimentSpec current = spec.get();
        return current == null ? List.of() : Arms.horizons(current);
    }

    /** Adds the arms of a control, where it is not there yet. */
    public void addControl(Control control) {
        change("control " + control.id(), control::addTo);
    }

    /** Takes an arm out, such as a control that is not wanted any more. */
    public void removeArm(ArmSpec arm) {
        change(
                "without " + arm.name(),
                current -> current.withArms(current.arms().stream()
                        .filter(other -> !other.equals(arm))
                        .toList()));
    }

    public void undo() {
        history.undo(spec.get()).ifPresent(this::restore);
    }

    public void redo() {
        history.redo(spec.get()).ifPresent(this::restore);
    }

    /** The spec has been written to its file. */
    public void saved(ExperimentSpec written) {
        saved = written;
        update();
    }

    private void restore(ExperimentSpec former) {
        take(former, fields::refreshAll);
    }

    private void change(String what, UnaryOperator<ExperimentSpec> edit) {
        ExperimentSpec before = spec.get();
        if (before != null) {
            ExperimentSpec after = edit.apply(before);
            if (!after.equals(before)) {
                history.remember(what, before);
                take(after, fields::refreshAll);
            }
        }
    }

    private void edit(SpecField field, String text) {
        ExperimentSpec before = spec.get();
        if (before == null) {
            return;
        }
        ExperimentSpec after = field.applied(before, text);
        if (after.equals(before)) {
            update();
            return;
        }
        history.remember(field.step(text), before);
        take(after, changed -> fields.refreshExcept(field, changed));
    }

    /** The fields come first: a problem is shown beside the field that it belongs to, which may be a new one. */
    private void take(ExperimentSpec next, Consumer<ExperimentSpec> refresh) {
        spec.set(next);
        refresh.accept(next);
        update();
        long ticket = ++checks;
        tasks.run("Checking " + next.name(), () -> check.apply(next), found -> {
            // A later edit has its own check; an older answer must not overwrite it.
            if (ticket == checks) {
                problems = List.copyOf(found);
                update();
            }
        });
    }

    private void update() {
        ExperimentSpec current = spec.get();
        List<SpecProblem> others = new ArrayList<>(problems);
        boolean nonsense = false;
        for (SpecField field : fields.all()) {
            field.show(problems);
            others.removeIf(field::claims);
            nonsense |= field.nonsense();
        }
        unclaimed.setAll(others);
        dirty.set(current != null && !current.equals(saved));
        runnable.set(current != null && !nonsense && problems.stream().noneMatch(SpecProblem::isError));
        canUndo.set(history.canUndo());
        canRedo.set(history.canRedo());
    }
}
