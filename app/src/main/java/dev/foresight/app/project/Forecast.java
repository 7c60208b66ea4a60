package dev.foresight.app.project;

import dev.foresight.engine.spec.ArmSpec;
import dev.foresight.engine.spec.ExperimentSpec;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.PriorityQueue;

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
        Paces paces = new Paces(known);
        PriorityQueue<Double> free = new PriorityQueue<>();
        for (RunItem run : working) {
            OptionalDouble left = run.secondsLeft().isPresent() ? run.secondsLeft() : paces.whole(run);
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
            OptionalDouble whole = paces.whole(run);
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

    /**
     * What runs take in all, by those that have worked: by a run's own pace, else that of its arm, else of its experiment,
     * else of one of that name, which was edited since. Of equally close ones the newest counts, which stands last: the
     * machine may have changed.
     */
    private static final class Paces {
        // By identity, which the pool of specs makes the same as equality: experiments are long.
        private final Map<ExperimentSpec, Map<ArmSpec, Double>> byArm = new IdentityHashMap<>();
        private final Map<ExperimentSpec, Double> byExperiment = new IdentityHashMap<>();
        private final Map<String, Double> byName = new HashMap<>();

        Paces(List<RunItem> known) {
            for (RunItem run : known) {
                OptionalDouble whole = run.secondsInAll();
                if (whole.isPresent()) {
                    ExperimentSpec experiment = run.spec().experiment();
                    byArm.computeIfAbsent(experiment, key -> new HashMap<>())
                            .put(run.spec().arm(), whole.getAsDouble());
                    byExperiment.put(experiment, whole.getAsDouble());
                    byName.put(experiment.name(), whole.getAsDouble());
                }
            }
        }

        OptionalDouble whole(RunItem run) {
            if (run.secondsInAll().isPresent()) {
                return run.secondsInAll();
            }
            ExperimentSpec experiment = run.spec().experiment();
            Double found =
                    byArm.getOrDefault(experiment, Map.of()).get(run.spec().arm());
            found = found == null ? byExperiment.get(experiment) : found;
            found = found == null ? byName.get(experiment.name()) : found;
            return found == null ? OptionalDouble.empty() : OptionalDouble.of(found);
        }
    }
}
