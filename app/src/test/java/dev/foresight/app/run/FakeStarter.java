package dev.foresight.app.run;

import dev.foresight.engine.run.RunDirectory;
import java.util.ArrayList;
import java.util.List;

/** Remembers what it was asked for. */
public final class FakeStarter implements RunStarter {
    private final List<RunDirectory> submitted = new ArrayList<>();
    private final List<RunDirectory> stopped = new ArrayList<>();

    @Override
    public void submit(RunDirectory run) {
        submitted.add(run);
    }

    @Override
    public void stop(RunDirectory run) {
        stopped.add(run);
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
