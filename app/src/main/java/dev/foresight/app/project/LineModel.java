package dev.foresight.app.project;

import dev.foresight.app.task.TaskRunner;
import dev.foresight.engine.queue.Slots;
import dev.foresight.engine.run.RunDirectory;
import dev.foresight.engine.spec.RunSpec;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import javafx.beans.InvalidationListener;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.jspecify.annotations.Nullable;

/**
 * The queue as the window shows it: which runs wait in which order, whether it is held, how many run at a time. Asked for
 * in the background a few times a second, since runs leave the queue by themselves. Lives on the view's thread.
 */
public final class LineModel {
    private static final Duration PAUSE = Duration.ofMillis(400);

    private final TaskRunner tasks;
    private final ProjectModel project;
    private final RunLine line;
    private final ObservableList<RunItem> waiting = FXCollections.observableArrayList();
    // Kept, because a wrapper that nobody holds is collected together with its listeners.
    private final ObservableList<RunItem> waitingView = FXCollections.unmodifiableObservableList(waiting);
    private final ReadOnlyBooleanWrapper held = new ReadOnlyBooleanWrapper();
    private final ReadOnlyObjectWrapper<Slots> slots = new ReadOnlyObjectWrapper<>(new Slots(1, 1));

    /** Specs of waiting runs, which may be of a project that is not open any more; of both background threads. */
    private final Map<Path, RunSpec> specs = new ConcurrentHashMap<>();

    /** Folders whose spec cannot be read, told once each; as above. */
    private final Set<Path> unreadable = ConcurrentHashMap.newKeySet();

    private volatile @Nullable Snapshot seen;

    /** What the queue said at one look. */
    private record Snapshot(Map<RunDirectory, RunSpec> specs, List<RunDirectory> order, boolean held, Slots slots) {}

    public LineModel(TaskRunner tasks, ProjectModel project, RunLine line) {
        this.tasks = tasks;
        this.project = project;
        this.line = line;
        project.runs().addListener((InvalidationListener) observed -> place());
        tasks.every(PAUSE, "Looking at the queue", this::look);
    }

    /** First to come first. */
    public ObservableList<RunItem> waiting() {
        return waitingView;
    }

    /** Whether no further run is started. */
    public ReadOnlyBooleanProperty held() {
        return held.getReadOnlyProperty();
    }

    public ReadOnlyObjectProperty<Slots> slots() {
        return slots.getReadOnlyProperty();
    }

    public void hold(boolean wanted) {
        change(wanted ? "Holding the queue" : "Continuing the queue", () -> line.hold(wanted));
    }

    public void slots(Slots wanted) {
        change("Changing the number of runs at a time", () -> line.slots(wanted));
    }

    /**
     * Moves waiting runs, which keep their order among themselves, by some places; the first of them stops at the start
     * of the queue, the last at its end.
     */
    public void shift(List<RunItem> runs, int places) {
        List<RunItem> order = new ArrayList<>(waiting);
        List<RunItem> moved =
                order.stream().filter(new HashSet<>(runs)::contains).toList();
        if (moved.isEmpty()) {
            return;
        }
        int first = order.indexOf(moved.getFirst());
        int last = order.indexOf(moved.getLast());
        int by = Math.clamp(places, -first, order.size() - 1 - last);
        // The one at the front of the movement goes first, so that it makes room for those behind it.
        List<RunItem> ahead = by < 0 ? moved : moved.reversed();
        change(
                "Moving runs in the queue",
                () -> ahead.forEach(run -> line.move(run.directory(), order.indexOf(run) + by)));
    }

    /** Moves waiting runs, which keep their order, to where another one is. */
    public void moveTo(List<RunItem> runs, RunItem target) {
        List<RunItem> order = new ArrayList<>(waiting);
        List<RunItem> moved =
                order.stream().filter(new HashSet<>(runs)::contains).toList();
        int to = order.indexOf(target);
        if (moved.isEmpty() || to < 0 || moved.contains(target)) {
            return;
        }
        boolean later = order.indexOf(moved.getFirst()) < to;
        order.removeAll(moved);
        order.addAll(order.indexOf(target) + (later ? 1 : 0), moved);
        change("Moving runs in the queue", () -> {
            for (int place = 0; place < order.size(); place++) {
                line.move(order.get(place).directory(), place);
            }
        });
    }

    /** Takes waiting runs out of the queue. */
    public void remove(List<RunItem> runs) {
        List<RunItem> leaving = runs.stream().filter(waiting::contains).toList();
        change("Removing runs from the queue", () -> leaving.forEach(run -> line.stop(run.directory(), false)));
    }

    /** Asks the queue how it is, now and not at the next turn. */
    public void refresh() {
        change("Looking at the queue", () -> {});
    }

    private void change(String what, Runnable work) {
        tasks.run(
                what,
                () -> {
                    work.run();
                    return snapshot();
                },
                this::show);
    }

    private void look() {
        Snapshot now = snapshot();
        if (!now.equals(seen)) {
            tasks.show(() -> show(now));
        }
    }

    private Snapshot snapshot() {
        List<RunDirectory> order = line.waiting();
        specs.keySet().retainAll(order.stream().map(RunDirectory::folder).toList());
        Map<RunDirectory, RunSpec> found = new HashMap<>();
        for (RunDirectory run : order) {
            try {
                found.put(run, specs.computeIfAbsent(run.folder(), folder -> run.spec()));
            } catch (RuntimeException broken) {
                // Its turn will come and end it with this reason; until then the others are shown.
                if (unreadable.add(run.folder())) {
                    tasks.show(() ->
                            project.tell(new LogLine(run.name(), "problem", String.valueOf(broken.getMessage()))));
                }
            }
        }
        return new Snapshot(found, order, line.held(), line.slots());
    }

    private void show(Snapshot now) {
        seen = now;
        held.set(now.held());
        slots.set(now.slots());
        List<RunItem> items = new ArrayList<>();
        for (RunDirectory run : now.order()) {
            RunSpec spec = now.specs().get(run);
            if (spec != null) {
                items.add(item(run, spec));
            }
        }
        if (!items.equals(waiting)) {
            waiting.setAll(items);
        }
        place();
    }

    /** A run of the open project, or one made up for a run of another, the same as long as it waits. */
    private RunItem item(RunDirectory run, RunSpec spec) {
        return project.find(run)
                .orElseGet(() -> waiting.stream()
                        .filter(known -> known.directory().equals(run))
                        .findFirst()
                        .orElseGet(() -> new RunItem(run, spec)));
    }

    private void place() {
        Map<RunItem, Integer> places = new HashMap<>();
        for (RunItem run : waiting) {
            places.put(run, places.size());
        }
        project.runs().forEach(run -> run.place(places.getOrDefault(run, -1)));
    }
}
