package dev.foresight.engine.train;

import dev.foresight.engine.run.Checkpoint;
import dev.foresight.engine.run.CheckpointFolder;
import dev.foresight.engine.run.LogLengths;
import dev.foresight.engine.run.RunEvent;
import dev.foresight.engine.run.RunIoException;
import dev.foresight.engine.spec.CheckpointSpec;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** When a run's state is written, and to where. */
final class Checkpointing {
    /** Keeps nothing. */
    static final Checkpointing NONE = new Checkpointing();

    /** So many times the seconds that the last one took pass at least before the next: 2 % of the time. */
    private static final long SPARSENESS = 50;

    private final @Nullable Place place;
    private final LongSupplier nanos;
    private long lastEnd;
    private long lastNanos;
    private boolean stretched;

    /**
     * Where checkpoints go and what they say of the run.
     *
     * @param logs forces the logs to the disk and says how long they are
     */
    record Place(
            CheckpointFolder folder,
            CheckpointSpec spec,
            Checkpoint.Identity identity,
            Supplier<LogLengths> logs,
            Consumer<RunEvent> events) {}

    private Checkpointing() {
        place = null;
        nanos = System::nanoTime;
    }

    Checkpointing(Place place) {
        this(place, System::nanoTime);
    }

    /** @param nanos a clock that never goes back, of any origin */
    Checkpointing(Place place, LongSupplier nanos) {
        this.place = place;
        this.nanos = nanos;
        this.lastEnd = nanos.getAsLong();
    }

    /** Whether one is due before this step of its own accord. */
    boolean due(long step) {
        return place != null
                && switch (place.spec.every()) {
                    case CheckpointSpec.Seconds seconds ->
                        nanos.getAsLong() - lastEnd
                                >= Math.max(seconds.count() * 1_000_000_000L, SPARSENESS * lastNanos);
                    case CheckpointSpec.Steps steps -> step > 0 && step % steps.count() == 0;
                    case CheckpointSpec.Never never -> false;
                };
    }

    /** Whether the end of the run and the best evaluations are kept. */
    boolean keepsResults() {
        return place != null && !(place.spec.every() instanceof CheckpointSpec.Never);
    }

    /** Seconds that the last one took; 0 before. */
    double secondsNeeded() {
        return lastNanos / 1e9;
    }

    /**
     * Writes the whole state; the network has to show W_t.
     *
     * @param last whether the run has ended, so that one is enough
     * @return bytes written
     * @throws RunIoException when it cannot be written
     */
    long write(Progress progress, RunState state, boolean last) {
        if (place == null) {
            return 0;
        }
        long start = nanos.getAsLong();
        Checkpoint checkpoint =
                progress.checkpoint(place.logs.get(), state.recurrent(), state.samples(), place.identity);
        long bytes = place.folder.write(checkpoint, state.all(), last ? 1 : place.spec.keep());
        lastEnd = nanos.getAsLong();
        lastNanos = lastEnd - start;
        tellStretch(progress.step());
        return bytes;
    }

    /** Writes the weights and statistics of the best evaluation so far. */
    long writeBest(Progress progress, RunState state) {
        return place == null
                ? 0
                : place.folder.writeBest(
                        progress.checkpoint(LogLengths.NONE, 0, List.of(), place.identity), state.weights());
    }

    private void tellStretch(long step) {
        if (place != null && place.spec.every() instanceof CheckpointSpec.Seconds seconds) {
            boolean longer = SPARSENESS * lastNanos > seconds.count() * 1_000_000_000L;
            if (longer && !stretched) {
                double next = SPARSENESS * secondsNeeded();
                place.events.accept(new RunEvent.Message(
                        step,
                        "checkpoint",
                        String.format(
                                Locale.ROOT,
                                "a checkpoint took %.1f s, so the next ones come every %.0f s instead of every %d s",
                                secondsNeeded(),
                                next,
                                seconds.count())));
            }
            stretched = longer;
        }
    }
}
