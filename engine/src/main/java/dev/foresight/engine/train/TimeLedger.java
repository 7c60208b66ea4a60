package dev.foresight.engine.train;

import dev.foresight.engine.run.RunEvent;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;

/** Where a run's time goes. The clock starts with a lap and each lap ends where the next begins. */
final class TimeLedger {
    /** What a run spends time on. */
    enum Phase {
        /** Waiting for the next batch, which is prepared in the background. */
        DATA,
        /**
         * A prediction made in a pass of its own, as after an evaluation or a checkpoint. That of any other step is made
         * in the pass of the update before it.
         */
        PREDICT,
        FORWARD_BACKWARD,
        /** The update, and in the same pass the prediction for the coming step. */
        UPDATE,
        /** Samples of the weights' way. */
        DIAGNOSTICS,
        EVALUATION,
        LOGGING,
        CHECKPOINT;

        String id() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private final Map<Phase, Long> sinceReport = new EnumMap<>(Phase.class);
    private final Map<Phase, Long> bytesSinceReport = new EnumMap<>(Phase.class);
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
        if (phase != Phase.EVALUATION && phase != Phase.CHECKPOINT && phase != Phase.DIAGNOSTICS) {
            training += now - lapStart;
        }
        lapStart = now;
    }

    /** Charges bytes written to a phase. */
    void wrote(Phase phase, long bytes) {
        bytesSinceReport.merge(phase, bytes, Long::sum);
    }

    long trainingNanos() {
        return training;
    }

    /** Time by phase that was not reported yet. */
    Map<String, Long> unreportedNanos() {
        return byId(sinceReport);
    }

    Map<String, Long> unreportedBytes() {
        return byId(bytesSinceReport);
    }

    private static Map<String, Long> byId(Map<Phase, Long> counts) {
        Map<String, Long> named = new HashMap<>();
        counts.forEach((phase, count) -> named.put(phase.id(), count));
        return named;
    }

    /** Goes on from where another one was; phases that are unknown here are passed over. */
    void resume(long trainingNanos, Map<String, Long> nanos, Map<String, Long> bytes) {
        training = trainingNanos;
        for (Phase phase : Phase.values()) {
            if (nanos.containsKey(phase.id())) {
                sinceReport.put(phase, nanos.get(phase.id()));
            }
            if (bytes.containsKey(phase.id())) {
                bytesSinceReport.put(phase, bytes.get(phase.id()));
            }
        }
        resume();
    }

    /** Seconds charged so far to anything but evaluation, samples and checkpoints. */
    double trainingSeconds() {
        return training / 1e9;
    }

    /** Tells the time of each phase since the last report. */
    void report(long step, Consumer<RunEvent> events) {
        sinceReport.forEach((phase, nanos) -> events.accept(
                new RunEvent.Ledger(step, phase.id(), nanos / 1e9, bytesSinceReport.getOrDefault(phase, 0L))));
        sinceReport.clear();
        bytesSinceReport.clear();
    }
}
