package dev.foresight.app.run;

import dev.foresight.engine.queue.Slots;
import dev.foresight.engine.run.RunDirectory;
import java.util.ArrayList;
import java.util.List;

/** Remembers what it was asked for. */
public final class FakeStarter implements RunStarter {
    private final List<RunDirectory> submitted = new ArrayList<>();
    private final List<RunDirectory> stopped = new ArrayList<>();
    private final List<RunDirectory> waiting = new ArrayList<>();
    private boolean held;
    private Slots slots = new Slots(1, 1);

    @Override
    public void submit(RunDirectory run) {
        submitted.add(run);
        waiting.add(run);
    }

    @Override
    public void stop(RunDirectory run, boolean keep) {
        stopped.add(run);
    }

    @Override
    public List<RunDirectory> waiting() {
        return List.copyOf(waiting);
    }

    @Override
    public void move(RunDirectory run, int place) {
        if (waiting.remove(run)) {
            waiting.add(place, run);
        }
    }

    @Override
    public boolean held() {
        return held;
    }

    @Override
    public void hold(boolean hold) {
        held = hold;
    }

    @Override
    public Slots slots() {
        return slots;
    }

    @Override
    public void slots(Slots other) {
        slots = other;
    }

    public List<RunDirectory> submitted() {
        return submitted;
    }

    public List<RunDirectory> stopped() {
        return stopped;
    }

    @Override
    public void close() {}
}
