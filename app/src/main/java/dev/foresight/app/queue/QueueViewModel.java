package dev.foresight.app.queue;

import dev.foresight.app.project.Forecast;
import dev.foresight.app.project.LineModel;
import dev.foresight.app.project.ProjectModel;
import dev.foresight.app.project.RunItem;
import dev.foresight.app.project.TimeLeft;
import dev.foresight.engine.queue.Slots;
import dev.foresight.engine.run.RunStatus;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import javafx.beans.InvalidationListener;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;

/** What works now and what waits, and what can be done with those that wait. Lives on the view's thread. */
public final class QueueViewModel {
    private final ProjectModel project;
    private final LineModel line;
    private final int cores;
    private final ObservableList<RunItem> rows = FXCollections.observableArrayList();
    private final ObservableList<RunItem> selected = FXCollections.observableArrayList();

    /** Places of working runs, from 0: the lowest that was free when the run was first seen working. */
    private final Map<RunItem, Integer> places = new HashMap<>();

    private final ReadOnlyStringWrapper summary = new ReadOnlyStringWrapper("");
    private final ReadOnlyStringWrapper load = new ReadOnlyStringWrapper("");
    private final ReadOnlyBooleanWrapper overloaded = new ReadOnlyBooleanWrapper();
    private final ReadOnlyBooleanWrapper canMoveUp = new ReadOnlyBooleanWrapper();
    private final ReadOnlyBooleanWrapper canMoveDown = new ReadOnlyBooleanWrapper();
    private final ReadOnlyBooleanWrapper canRemove = new ReadOnlyBooleanWrapper();

    /** @param cores of this machine, for what it says of the slots */
    public QueueViewModel(ProjectModel project, LineModel line, int cores) {
        this.project = project;
        this.line = line;
        this.cores = cores;
        InvalidationListener change = observed -> update();
        line.waiting().addListener(change);
        project.runs().addListener(change);
        project.turn().addListener((observed, former, now) -> update());
        line.held().addListener((observed, former, now) -> update());
        line.slots().addListener((observed, former, now) -> update());
        selected.addListener((InvalidationListener) observed -> offer());
        update();
    }

    /** Working runs, then waiting ones, first to come first. */
    public ObservableList<RunItem> rows() {
        return rows;
    }

    /** The rows that commands are for; the view's selection. */
    public ObservableList<RunItem> selected() {
        return selected;
    }

    /** {@code 7 runs, about 2 hours left}. */
    public ReadOnlyStringProperty summary() {
        return summary.getReadOnlyProperty();
    }

    public ReadOnlyBooleanProperty held() {
        return line.held();
    }

    public void hold(boolean wanted) {
        line.hold(wanted);
    }

    public ReadOnlyObjectProperty<Slots> slots() {
        return line.slots();
    }

    public void slots(Slots wanted) {
        if (!wanted.equals(line.slots().get())) {
            line.slots(wanted);
        }
    }

    /** What the slots mean for this machine, in a few words. */
    public ReadOnlyStringProperty load() {
        return load.getReadOnlyProperty();
    }

    /** Whether the slots want more threads than the machine has cores. */
    public ReadOnlyBooleanProperty overloaded() {
        return overloaded.getReadOnlyProperty();
    }

    /** What would suit this machine, in a sentence. */
    public String advice() {
        return cores == 1
                ? "This machine has 1 core: 1 run at a time with 1 thread suits it."
                : "This machine has " + cores + " cores: 1 run with " + cores + " threads ends soonest; " + cores
                        + " runs with 1 thread each do most in all and need the memory of " + cores + " runs.";
    }

    /** {@code slot 1} of a working run, {@code 3} of the third waiting one. */
    public String place(RunItem run) {
        Integer slot = places.get(run);
        return slot != null
                ? "slot " + (slot + 1)
                : Integer.toString(line.waiting().indexOf(run) + 1);
    }

    public ReadOnlyBooleanProperty canMoveUp() {
        return canMoveUp.getReadOnlyProperty();
    }

    public ReadOnlyBooleanProperty canMoveDown() {
        return canMoveDown.getReadOnlyProperty();
    }

    public ReadOnlyBooleanProperty canRemove() {
        return canRemove.getReadOnlyProperty();
    }

    /** Lets the selected runs have their turn sooner. */
    public void moveUp() {
        line.shift(selected, -1);
    }

    public void moveDown() {
        line.shift(selected, 1);
    }

    /** Moves the selected runs to where another waiting one is. */
    public void moveTo(RunItem target) {
        line.moveTo(selected, target);
    }

    /** Takes the selected runs out of the queue; they can be resumed and queued again. */
    public void remove() {
        line.remove(selected);
    }

    /** Whether a run waits, so that it can be moved. */
    boolean waits(RunItem run) {
        return line.waiting().contains(run);
    }

    private void update() {
        List<RunItem> working = project.runs().stream()
                .filter(run ->
                        run.status().get() == RunStatus.RUNNING || run.status().get() == RunStatus.PAUSED)
                .toList();
        places.keySet().retainAll(working);
        for (RunItem run : working) {
            if (!places.containsKey(run)) {
                int free = 0;
                while (places.containsValue(free)) {
                    free++;
                }
                places.put(run, free);
            }
        }
        List<RunItem> wanted = new ArrayList<>(working);
        wanted.sort(Comparator.comparing(run -> places.getOrDefault(run, 0)));
        List<RunItem> waiting =
                line.waiting().stream().filter(run -> !working.contains(run)).toList();
        wanted.addAll(waiting);
        if (!wanted.equals(rows)) {
            rows.setAll(wanted);
        }
        Slots slots = line.slots().get();
        OptionalDouble left = Forecast.seconds(project.runs(), working, waiting, slots.count());
        summary.set(words(working.size(), waiting.size(), left));
        int threads = slots.count() * slots.threads();
        overloaded.set(threads > cores);
        load.set(
                threads == cores
                        ? (cores == 1 ? "the 1 core" : "all " + cores + " cores")
                        : threads < cores
                                ? (cores - threads) + " of " + cores + " cores free"
                                : threads + " threads on " + cores + (cores == 1 ? " core" : " cores"));
        offer();
    }

    private String words(int working, int waiting, OptionalDouble left) {
        int all = working + waiting;
        if (all == 0) {
            return line.held().get() ? "Queue held" : "Nothing queued";
        }
        String runs = all == 1 ? "1 run" : all + " runs";
        if (line.held().get()) {
            return runs + (waiting == 0 ? "" : ", " + waiting + " held back");
        }
        return runs + (left.isEmpty() ? "" : ", " + TimeLeft.words(left.getAsDouble()));
    }

    private void offer() {
        List<RunItem> waiting = line.waiting();
        List<RunItem> movable = waiting.stream().filter(selected::contains).toList();
        canRemove.set(!movable.isEmpty());
        canMoveUp.set(!movable.isEmpty() && waiting.getFirst() != movable.getFirst());
        canMoveDown.set(!movable.isEmpty() && waiting.getLast() != movable.getLast());
    }
}
