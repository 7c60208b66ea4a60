package dev.foresight.plots.table;

import dev.foresight.engine.run.RunCircumstances;
import dev.foresight.engine.run.RunDirectory;
import dev.foresight.engine.run.UpdateTimes;
import dev.foresight.engine.spec.RunSpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;

/**
 * Where the time and the memory of a run went, read from its folder once.
 *
 * @param spans what its ledger tells between two reports, in order
 * @param bytes the last of each line of memory without {@code memory_}; of {@code peak} the greatest
 * @param stepSeconds seconds of training a step: the median over the steps after the first tenth, at least one of which
 *     is left out; empty before there are any
 * @param updateTimes the update beside plain AdamW; empty where it was not timed
 */
public record RunCost(
        RunDirectory directory,
        RunSpec spec,
        List<Span> spans,
        Map<String, Double> bytes,
        OptionalDouble stepSeconds,
        Optional<UpdateTimes> updateTimes,
        RunCircumstances circumstances) {
    static final String MEMORY = "memory_";
    private static final int LEDGER_COLUMNS = 4;
    private static final int STEP_COLUMNS = 6;
    /** The part of the steps that compile, load and fill caches, and do not count. */
    private static final double WARM_UP = 0.1;

    /**
     * A stretch of steps.
     *
     * @param from completed steps at its beginning
     * @param to completed steps at its end
     * @param epoch at its end; NaN where the steps were not logged
     * @param seconds of training at its end; NaN as well
     * @param phases seconds of each phase in it, all steps together
     * @param bytes of each line of memory at its end, without {@code memory_}
     */
    public record Span(
            long from, long to, double epoch, double seconds, Map<String, Double> phases, Map<String, Double> bytes) {
        public Span {
            phases = Map.copyOf(phases);
            bytes = Map.copyOf(bytes);
        }

        /** Seconds of a phase for each step. */
        public double perStep(String phase) {
            return phases.getOrDefault(phase, 0.0) / (to - from);
        }
    }

    public RunCost {
        spans = List.copyOf(spans);
        bytes = Map.copyOf(bytes);
    }

    /**
     * Reads a run.
     *
     * @throws dev.foresight.engine.run.RunIoException when its folder cannot be read or a log is damaged
     */
    public static RunCost read(RunDirectory directory) {
        TreeMap<Long, double[]> steps = steps(directory);
        List<Span> spans = new ArrayList<>();
        Map<String, Double> bytes = new LinkedHashMap<>();
        TreeMap<Long, Map<String, Double>> phasesAt = new TreeMap<>();
        TreeMap<Long, Map<String, Double>> bytesAt = new TreeMap<>();
        for (String[] row : directory.follow(RunDirectory.LEDGER).newRows()) {
            RunData.check(directory, RunDirectory.LEDGER, row, LEDGER_COLUMNS);
            long step = Math.round(RunData.number(directory, RunDirectory.LEDGER, row[0]));
            double seconds = RunData.number(directory, RunDirectory.LEDGER, row[2]);
            double size = RunData.number(directory, RunDirectory.LEDGER, row[3]);
            if (row[1].startsWith(MEMORY)) {
                String what = row[1].substring(MEMORY.length());
                bytes.merge(what, size, what.equals("peak") ? Math::max : (former, now) -> now);
                bytesAt.computeIfAbsent(step, at -> new LinkedHashMap<>()).put(what, size);
            } else {
                phasesAt.computeIfAbsent(step, at -> new LinkedHashMap<>()).merge(row[1], seconds, Double::sum);
            }
        }
        long from = 0;
        Map<String, Double> before = new LinkedHashMap<>();
        for (Map.Entry<Long, Map<String, Double>> at : phasesAt.entrySet()) {
            long to = at.getKey();
            Map<String, Double> phases = at.getValue();
            // What came before the first step, an evaluation, belongs to no step and is told with the first.
            before.forEach((phase, seconds) -> phases.merge(phase, seconds, Double::sum));
            before = Map.of();
            if (to == 0) {
                before = phases;
                continue;
            }
            double[] place = steps.getOrDefault(to, new double[] {Double.NaN, Double.NaN});
            spans.add(new Span(from, to, place[0], place[1], phases, bytesAt.getOrDefault(to, Map.of())));
            from = to;
        }
        return new RunCost(
                directory,
                directory.spec(),
                spans,
                bytes,
                median(steps),
                UpdateTimes.read(directory),
                RunCircumstances.of(directory));
    }

    /** Seconds of a phase for each step, after the warm-up where the ledger tells it apart. */
    public OptionalDouble perStep(String phase) {
        List<Span> warm = warm();
        long covered = warm.stream().mapToLong(span -> span.to - span.from).sum();
        return covered == 0
                ? OptionalDouble.empty()
                : OptionalDouble.of(warm.stream()
                                .mapToDouble(span -> span.phases.getOrDefault(phase, 0.0))
                                .sum()
                        / covered);
    }

    /** The part of all the time that was spent in a phase. */
    public OptionalDouble share(String phase) {
        double all = spans.stream()
                .flatMap(span -> span.phases.values().stream())
                .mapToDouble(Double::doubleValue)
                .sum();
        return all == 0
                ? OptionalDouble.empty()
                : OptionalDouble.of(spans.stream()
                                .mapToDouble(span -> span.phases.getOrDefault(phase, 0.0))
                                .sum()
                        / all);
    }

    public OptionalDouble bytes(String what) {
        Double found = bytes.get(what);
        return found == null ? OptionalDouble.empty() : OptionalDouble.of(found);
    }

    /** Spans that lie after the first tenth of the steps; all where the ledger has no finer ones. */
    private List<Span> warm() {
        long steps = spans.isEmpty() ? 0 : spans.getLast().to;
        List<Span> later =
                spans.stream().filter(span -> span.from >= warmUp(steps)).toList();
        return later.isEmpty() ? spans : later;
    }

    private static long warmUp(long steps) {
        return Math.max(1, (long) Math.ceil(WARM_UP * steps));
    }

    /** Epoch and seconds after each step. */
    private static TreeMap<Long, double[]> steps(RunDirectory directory) {
        TreeMap<Long, double[]> steps = new TreeMap<>();
        for (String[] row : directory.follow(RunDirectory.STEPS).newRows()) {
            RunData.check(directory, RunDirectory.STEPS, row, STEP_COLUMNS);
            steps.put(Math.round(RunData.number(directory, RunDirectory.STEPS, row[0])), new double[] {
                RunData.number(directory, RunDirectory.STEPS, row[1]),
                RunData.number(directory, RunDirectory.STEPS, row[2])
            });
        }
        return steps;
    }

    private static OptionalDouble median(TreeMap<Long, double[]> steps) {
        long skipped = steps.isEmpty() ? 0 : warmUp(steps.lastKey());
        List<Double> each = new ArrayList<>();
        long before = Long.MIN_VALUE;
        double since = Double.NaN;
        for (Map.Entry<Long, double[]> one : steps.entrySet()) {
            long step = one.getKey();
            double seconds = one.getValue()[1];
            if (step > skipped && before == step - 1) {
                each.add(seconds - since);
            }
            before = step;
            since = seconds;
        }
        double[] differences =
                each.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        int n = differences.length;
        return n == 0
                ? OptionalDouble.empty()
                : OptionalDouble.of(Arrays.stream(differences, (n - 1) / 2, n / 2 + 1)
                        .average()
                        .orElseThrow());
    }
}
