package dev.foresight.app.project;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/** How long runs will take, from the pace of those that have worked. */
public final class Forecast {
    private Forecast() {}

    /**
     * Until the last run has ended, if each waiting one takes the next free slot and runs at a time are as fast as those
     * measured.
     *
     * @param known all runs, whose pace tells that of waiting ones
     * @param working runs with a worker; a paused one keeps its slot and is counted as if it went on now
     * @param waiting in their order
     * @param slots runs at a time
     * @return seconds; empty while the pace of one of them is unknown, or when there is none
     */
    public static OptionalDouble seconds(List<RunItem> known, List<RunItem> working, List<RunItem> waiting, int slots) {
        if (working.isEmpty() && waiting.isEmpty()) {
            return OptionalDouble.empty();
        }
        PriorityQueue<Double> free = new PriorityQueue<>();
        for (RunItem run : working) {
            OptionalDouble left = run.secondsLeft().isPresent() ? run.secondsLeft() : whole(known, run);
            if (left.isEmpty()) {
                return OptionalDouble.empty();
            }
            free.add(left.getAsDouble());
        }
        while (free.size() < slots) {
            free.add(0.0);
        }
        List<Double> ends = new ArrayList<>(free);
        for (RunItem run : waiting) {
            OptionalDouble whole = whole(known, run);
            Double start = free.poll();
            if (whole.isEmpty() || start == null) {
                return OptionalDouble.empty();
            }
            // One that goes on from a checkpoint has a part behind it.
            double end = start + whole.getAsDouble() * (1 - run.fraction());
            free.add(end);
            ends.add(end);
        }
        return ends.stream().mapToDouble(Double::doubleValue).max();
    }

    /** What a run takes in all: by its own pace, else that of its arm, else of its experiment. */
    private static OptionalDouble whole(List<RunItem> known, RunItem run) {
        @Nullable RunItem best = null;
        int closest = 1;
        for (RunItem other : known) {
            if (other.secondsInAll().isPresent()) {
                int close = closeness(other, run);
                // Of equally close ones the newest, which stands last: the machine may have changed.
                if (close >= closest) {
                    closest = close;
                    best = other;
                }
            }
        }
        return best == null ? OptionalDouble.empty() : best.secondsInAll();
    }

    private static int closeness(RunItem other, RunItem run) {
        if (other == run) {
            return 4;
        }
        if (!other.spec().experiment().equals(run.spec().experiment())) {
            // Edited since, perhaps in what takes the time; still a better guess than none.
            return other.spec()
                            .experiment()
                            .name()
                            .equals(run.spec().experiment().name())
                    ? 1
                    : 0;
        }
        return other.spec().arm().equals(run.spec().arm()) ? 3 : 2;
    }
}
