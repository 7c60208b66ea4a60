package dev.foresight.engine.train;

import dev.foresight.engine.run.Control;
import dev.foresight.engine.run.ControlReader;
import dev.foresight.engine.run.RunDirectory;
import dev.foresight.engine.run.RunEvent;
import dev.foresight.engine.run.RunIoException;
import dev.foresight.engine.spec.Amount;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * What others ask of a run through its control file, looked at no more than every {@value #LOOK_MILLIS} ms; and a stop
 * that this process asks of itself when it is told to end.
 */
final class ControlSignal implements StopSignal {
    private static final int LOOK_MILLIS = 100;
    /** A disk may be slower than the last time. */
    private static final double MARGIN_FACTOR = 2;

    private static final double MARGIN_SECONDS = 2;

    private final RunDirectory run;
    private final ControlReader requests;
    private final Consumer<RunEvent> events;
    private final LongSupplier steps;
    private long lastLook = System.nanoTime() - TimeUnit.MILLISECONDS.toNanos(LOOK_MILLIS);
    private boolean paused;
    private boolean checkpoint;
    private Stop stop = Stop.NONE;
    /** When the process ends at the latest, by System.nanoTime; set by another thread, 0 before. */
    private volatile long processEnds;

    /** How a run is asked to stop. */
    private enum Stop {
        NONE,
        KEEP,
        NOW
    }

    /** @param steps completed steps, for the messages */
    ControlSignal(RunDirectory run, Consumer<RunEvent> events, LongSupplier steps) {
        this.run = run;
        this.events = events;
        this.steps = steps;
        this.requests = new ControlReader(run, line -> tell("warning", line));
    }

    /** Stops the run at its next step, because its process ends within this time; from any thread. */
    void processEndsWithin(long nanos) {
        long end = System.nanoTime() + nanos;
        processEnds = end == 0 ? 1 : end;
    }

    private boolean stopping() {
        return stop != Stop.NONE || processEnds != 0;
    }

    @Override
    public boolean stopRequested() {
        look();
        while (paused && !checkpoint && !stopping()) {
            sleepAndLook();
        }
        return paused || stopping();
    }

    @Override
    public boolean stopRequested(Runnable keep) {
        look();
        keepIfAsked(keep);
        while (paused && !stopping()) {
            sleepAndLook();
            keepIfAsked(keep);
        }
        return stopping();
    }

    /** Also when a stop came after it. When the process ends there may be no time, which the end itself decides. */
    private void keepIfAsked(Runnable keep) {
        if (checkpoint && processEnds == 0) {
            checkpoint = false;
            keep.run();
        }
    }

    private void sleepAndLook() {
        try {
            TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            stop = Stop.NOW;
        }
        look();
    }

    /** When the process ends, a checkpoint is worth it only if it is certain to be done in time. */
    @Override
    public boolean keepRequested(double secondsNeeded) {
        if (stop == Stop.NOW) {
            return false;
        }
        long end = processEnds;
        return end == 0
                ? stop == Stop.KEEP
                : (end - System.nanoTime()) / 1e9 > MARGIN_SECONDS + MARGIN_FACTOR * secondsNeeded;
    }

    @Override
    public Optional<Amount> hold() {
        return requests.hold();
    }

    @Override
    public boolean mended() {
        if (processEnds != 0) {
            return false;
        }
        paused = true;
        try {
            // What others derive the run's status from.
            run.request(Control.PAUSE);
        } catch (RunIoException e) {
            tell("warning", "the run is paused, though its status does not say so: " + e.getMessage());
        }
        while (paused && stop != Stop.NOW && processEnds == 0) {
            sleepAndLook();
        }
        return stop != Stop.NOW && processEnds == 0;
    }

    private void look() {
        long now = System.nanoTime();
        if (now - lastLook < TimeUnit.MILLISECONDS.toNanos(LOOK_MILLIS)) {
            return;
        }
        lastLook = now;
        for (Control request : requests.poll()) {
            switch (request) {
                case STOP -> stop = Stop.NOW;
                case STOP_AND_KEEP -> {
                    stop = stop == Stop.NOW ? Stop.NOW : Stop.KEEP;
                    paused = false;
                }
                case PAUSE -> paused = true;
                case RESUME -> paused = false;
                case CHECKPOINT -> checkpoint = true;
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
