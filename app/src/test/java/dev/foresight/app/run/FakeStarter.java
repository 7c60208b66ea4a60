package dev.foresight.app.run;

import dev.foresight.engine.queue.Slots;
import dev.foresight.engine.run.RunDirectory;
import java.util.ArrayList;
import java.util.List;

/** Remembers what it was asked for. Safe for use by several threads, as the window asks in the background. */
public final class FakeStarter implements RunStarter {
    private final List<RunDirectory> submitted = new ArrayList<>();
    private final List<RunDirectory> stopped = new ArrayList<>();
    private final List<RunDirectory> waiting = new ArrayList<>();
    private boolean held;
    private Slots slots = new Slots(1, 1);

    @Override
    public synchronized void submit(RunDirectory run) {
        submitted.add(run);
        waiting.add(run);
    }

    @Override
    public synchronized void stop(RunDirectory run, boolean keep) {
        stopped.add(run);
        waiting.remove(run);
    }

    /** What a queue does when a slot is free. */
    public synchronized RunDirectory begin() {
        return waiting.removeFirst();
    }

    @Override
    public synchronized List<RunDirectory> waiting() {
        return List.copyOf(waiting);
    }

    @Override
    public synchronized void move(RunDirectory run, int place) {
        if (waiting.remove(run)) {
            waiting.add(place, run);
        }
    }

    @Override
    public synchronized boolean held() {
        return held;
    }

    @Override
    public synchronized void hold(boolean hold) {
        held = hold;
    }

    @Override
    public synchronized Slots slots() {
        return slots;
    }

    @Override
    public synchronized void slots(Slots other) {
        slots = other;
    }

    public synchronized List<RunDirectory> submitted() {
        return List.copyOf(submitted);
    }

    public synchronized List<RunDirectory> stopped() {
        return List.copyOf(stopped);
    }

    @Override
    public synchronized void close() {}
}
