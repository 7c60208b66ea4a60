package dev.foresight.engine.train;

import dev.foresight.engine.run.RunEvent;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;

/** Where a run's time goes. The clock starts with a lap and each lap ends where the next begins. */
final class TimeLedger {
    /** What a run spends time on. */
    enum Phase {
        /** Waiting for the next batch, which is prepared in the background. */
        DATA,
        FORWARD_BACKWARD,
        /** The update, the prediction included. */
        UPDATE,
        EVALUATION,
        LOGGING;

        String id() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private final Map<Phase, Long> sinceReport = new EnumMap<>(Phase.class);
    private long training;
    private long lapStart = System.nanoTime();

    /** Starts a lap without charging the time since the last one to any phase. */
    void resume() {
        lapStart = System.nanoTime();
    }

    /** Charges the time since the last lap to a phase. */
    void lap(Phase phase) {
        long now = System.nanoTime();
        sinceReport.merge(phase, now - lapStart, Long::sum);
        if (phase != Phase.EVALUATION) {
            training += now - lapStart;
        }
        lapStart = now;
    }

    /** Seconds charged so far to anything but evaluation. */
    double trainingSeconds() {
        return training / 1e9;
    }

    /** Tells the time of each phase since the last report. */
    void report(long step, Consumer<RunEvent> events) {
        sinceReport.forEach((phase, nanos) -> events.accept(new RunEvent.Ledger(step, phase.id(), nanos / 1e9, 0)));
        sinceReport.clear();
    }
}
