package dev.foresight.app.project;

import dev.foresight.app.task.TaskRunner;
import dev.foresight.plots.table.Plotted;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/**
 * Looks into the folders of runs a few times a second, on the runner's repeating thread, and hands what is new to the
 * view's thread in one piece. Ended runs whose logs have been read are left alone.
 */
final class RunWatch {
    private static final Duration PAUSE = Duration.ofMillis(200);
    /** So many runs with something new are handed over at once: the view's thread is not to be held up by a thousand. */
    private static final int MOST_UPDATES = 50;
    /** Of runs that wait about so many are looked at each time, in turn. */
    private static final int WAITING_A_LOOK = 100;

    /** Written by the view's thread, read by the watching one. */
    private final Map<Path, RunReader> readers = new ConcurrentHashMap<>();

    /** Runs whose curves are wanted although they have ended; concurrent, as above. */
    private final Set<Path> shown = ConcurrentHashMap.newKeySet();

    /** What is looked at of them beside loss and metrics; written by the view's thread. */
    private volatile Set<Plotted> more = Set.of();

    /** Set while updates wait for the view, so that a busy view is not flooded. */
    private final AtomicBoolean delivering = new AtomicBoolean();

    private final TaskRunner tasks;
    private final Consumer<List<RunUpdate>> sink;

    /** Looks so far; of the watching thread only. */
    private int looks;

    /** Failures already told, by run; of the watching thread only. */
    private final Map<Path, String> told = new HashMap<>();

    RunWatch(TaskRunner tasks, Consumer<List<RunUpdate>> sink) {
        this.tasks = tasks;
        this.sink = sink;
    }

    void start() {
        tasks.every(PAUSE, "Reading the runs", this::look);
    }

    void watch(RunItem run) {
        readers.putIfAbsent(run.directory().folder(), new RunReader(run.directory(), run.title()));
    }

    /** Follows a run that had ended and goes on. */
    void watchAgain(RunItem run) {
        RunReader reader = readers.get(run.directory().folder());
        if (reader != null) {
            reader.readAgain();
        }
    }

    /** Looks for runs that others made go on; dearer than a look at those that are alive. */
    void lookForReopened() {
        readers.values().stream().filter(RunReader::reopened).forEach(RunReader::readAgain);
    }

    void forget(RunItem run) {
        readers.remove(run.directory().folder());
        shown.remove(run.directory().folder());
    }

    void show(Path folder, boolean wanted) {
        if (wanted) {
            shown.add(folder);
        } else {
            shown.remove(folder);
        }
    }

    void want(Set<Plotted> quantities) {
        more = Set.copyOf(quantities);
    }

    void forgetAll() {
        readers.clear();
        shown.clear();
    }

    void look() {
        if (delivering.get()) {
            return;
        }
        List<RunUpdate> updates = new ArrayList<>();
        Set<Plotted> quantities = more;
        looks++;
        int groups = 1 + readers.size() / WAITING_A_LOOK;
        readers.forEach((folder, reader) -> {
            boolean curvesWanted = shown.contains(folder);
            boolean turn = !reader.waits() || Math.floorMod(folder.hashCode() + looks, groups) == 0;
            if (turn && !reader.finished(curvesWanted, quantities) && updates.size() < MOST_UPDATES) {
                try {
                    reader.look(curvesWanted, quantities).ifPresent(updates::add);
                } catch (RuntimeException failure) {
                    // One unreadable folder must not hide the others; it is told once and tried again.
                    String message = String.valueOf(failure.getMessage());
                    if (!message.equals(told.put(folder, message))) {
                        throw failure;
                    }
                }
            }
        });
        if (!updates.isEmpty()) {
            delivering.set(true);
            tasks.show(() -> {
                delivering.set(false);
                sink.accept(updates);
            });
        }
    }
}
