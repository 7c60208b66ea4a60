package dev.foresight.engine.train;

import dev.foresight.engine.run.Control;
import dev.foresight.engine.run.ControlReader;
import dev.foresight.engine.run.RunDirectory;
import dev.foresight.engine.run.RunEvent;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * What others ask of a run through its control file, looked at no more than every {@value #LOOK_MILLIS} ms; and a stop
 * that this process asks of itself when it is told to end.
 */
final class ControlSignal implements StopSignal {
    private static final int LOOK_MILLIS = 100;

    private final ControlReader requests;
    private final Consumer<RunEvent> events;
    private final LongSupplier steps;
    private long lastLook = System.nanoTime() - TimeUnit.MILLISECONDS.toNanos(LOOK_MILLIS);
    private boolean paused;
    /** Also set by another thread. */
    private volatile boolean stop;

    /** @param steps completed steps, for the messages */
    ControlSignal(RunDirectory run, Consumer<RunEvent> events, LongSupplier steps) {
        this.events = events;
        this.steps = steps;
        this.requests = new ControlReader(run, line -> tell("warning", line));
    }

    /** Stops the run at its next step; from any thread. */
    void stop() {
        stop = true;
    }

    @Override
    public boolean stopRequested() {
        look();
        while (paused && !stop) {
            try {
                TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                stop = true;
            }
            look();
        }
        return stop;
    }

    private void look() {
        long now = System.nanoTime();
        if (now - lastLook < TimeUnit.MILLISECONDS.toNanos(LOOK_MILLIS)) {
            return;
        }
        lastLook = now;
        for (Control request : requests.poll()) {
            switch (request) {
                case STOP, STOP_AND_KEEP -> stop = true;
                case PAUSE -> paused = true;
                case RESUME -> paused = false;
                case CHECKPOINT -> {}
            }
            tell("control", words(request));
        }
    }

    private static String words(Control request) {
        return switch (request) {
            case PAUSE -> "paused";
            case RESUME -> "resumed";
            case STOP -> "asked to stop";
            case STOP_AND_KEEP -> "asked to stop with a checkpoint";
            case CHECKPOINT -> "asked for a checkpoint";
        };
    }

    private void tell(String kind, String text) {
        events.accept(new RunEvent.Message(steps.getAsLong(), kind, text));
    }
}
