package dev.foresight.engine.train;

import dev.foresight.engine.graph.Tensor;
import dev.foresight.engine.net.Network;
import dev.foresight.engine.net.Segment;
import dev.foresight.engine.optim.WeightUpdate;
import dev.foresight.engine.run.MemoryLimit;
import dev.foresight.engine.run.ProcessMemory;
import dev.foresight.engine.run.RunEvent;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** Tells what a run takes of the machine's memory, as lines of the ledger, and whether that is too much. */
final class MemoryWatch {
    /** Between two looks at the resident set. */
    private static final long INTERVAL_NANOS = 1_000_000_000L;

    private static final String PREFIX = "memory_";

    private final MemoryLimit limit;
    private final Supplier<ProcessMemory> memory;
    private final LongSupplier nanos;
    private long lastLook;
    private boolean looked;

    MemoryWatch(MemoryLimit limit) {
        this(limit, ProcessMemory::now, System::nanoTime);
    }

    /** @param nanos a clock that never goes back, of any origin */
    MemoryWatch(MemoryLimit limit, Supplier<ProcessMemory> memory, LongSupplier nanos) {
        this.limit = limit;
        this.memory = memory;
        this.nanos = nanos;
    }

    /** What the run keeps from its beginning to its end: P floats each of weights and gradient, and what the rule keeps. */
    static void describe(Network network, WeightUpdate update, Consumer<RunEvent> events) {
        long entries = 0;
        long trained = 0;
        for (Segment segment : network.segments()) {
            Tensor tensor = segment.tensor();
            entries += tensor.size();
            trained += tensor.kind().trained() ? tensor.size() : 0;
        }
        tell(0, "weights", Float.BYTES * entries, events);
        tell(0, "gradient", Float.BYTES * entries, events);
        tell(0, "moments", Float.BYTES * trained * update.moments().size(), events);
        tell(0, "copies", update.copyBytes(), events);
    }

    /** What the process takes now. What cannot be known has no line. */
    void report(long step, Network network, Consumer<RunEvent> events) {
        ProcessMemory now = memory.get();
        now.resident().ifPresent(bytes -> tell(step, "resident", bytes, events));
        now.peak().ifPresent(bytes -> tell(step, "peak", bytes, events));
        tell(step, "heap", now.heap(), events);
        tell(step, "native", network.nativeBytes(), events);
    }

    private static void tell(long step, String what, long bytes, Consumer<RunEvent> events) {
        events.accept(new RunEvent.Ledger(step, PREFIX + what, 0, bytes));
    }

    /** The bytes that are resident where they are more than allowed; looks no more than once a second. */
    OptionalLong excess() {
        if (!limit.exists() || looked && nanos.getAsLong() - lastLook < INTERVAL_NANOS) {
            return OptionalLong.empty();
        }
        looked = true;
        lastLook = nanos.getAsLong();
        OptionalLong resident = memory.get().resident();
        return resident.isPresent() && resident.getAsLong() > limit.bytes() ? resident : OptionalLong.empty();
    }

    /** Whether there is a limit that nobody can watch. */
    boolean blind() {
        return limit.exists() && memory.get().resident().isEmpty();
    }

    /** What happened and what to do. */
    String words(long step, long resident) {
        return "over the memory limit: " + megabytes(resident) + " MB resident at step " + step + ", "
                + limit.megabytes()
                + " MB are allowed (execution.memoryLimit). Make the batch or the network smaller, switch diagnostics"
                + " off, or go on with a greater limit: foresight resume --memory-limit MB RUN";
    }

    private static long megabytes(long bytes) {
        return bytes / 1_000_000;
    }
}
