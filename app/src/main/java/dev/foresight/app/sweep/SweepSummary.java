package dev.foresight.app.sweep;

import dev.foresight.app.project.Forecast;
import dev.foresight.app.project.RunItem;
import dev.foresight.app.project.TimeLeft;
import dev.foresight.engine.run.RunDirectory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What has become of the runs of a sweep.
 *
 * @param counts runs by state
 * @param working runs with a worker
 * @param open runs without one that have not come to their end and that nothing holds
 * @param active whether one of them works or is queued
 */
record SweepSummary(
        SweepPlan plan,
        Map<SweepRow.State, Integer> counts,
        List<RunItem> working,
        List<RunItem> open,
        boolean active) {

    static SweepSummary of(SweepPlan plan, List<SweepRow> rows) {
        Map<SweepRow.State, Integer> counts = new EnumMap<>(SweepRow.State.class);
        List<RunItem> working = new ArrayList<>();
        List<RunItem> open = new ArrayList<>();
        boolean active = false;
        int there = 0;
        for (SweepRow row : rows) {
            for (RunItem run : row.runs()) {
                SweepRow.State state = SweepRow.state(run);
                counts.merge(state, 1, Integer::sum);
                there++;
                active |= state == SweepRow.State.RUNNING || run.place().get() >= 0;
                if (state == SweepRow.State.RUNNING) {
                    working.add(run);
                } else if (!run.status().get().ended() || run.resumable() && state != SweepRow.State.HELD) {
                    open.add(run);
                }
            }
        }
        counts.put(SweepRow.State.MISSING, plan.runs() - there);
        return new SweepSummary(plan, counts, working, open, active);
    }

    /**
     * In a sentence, with the time left where it is known.
     *
     * @param known runs whose pace tells that of others
     * @param slots runs at a time
     */
    String words(List<RunItem> known, int slots) {
        String states = counts.entrySet().stream()
                .filter(entry -> entry.getValue() > 0)
                .map(entry -> entry.getValue() + " " + entry.getKey().word())
                .collect(Collectors.joining(", "));
        return plan.cells() + " cells, " + plan.runs() + " runs (seeds: "
                + plan.seeds().size() + "). " + states + estimate(known, slots);
    }

    private String estimate(List<RunItem> known, int slots) {
        List<RunItem> waiting = new ArrayList<>(open);
        int missing = counts.getOrDefault(SweepRow.State.MISSING, 0);
        if (missing > 0) {
            // Runs without a folder take as long as others of their experiment, which is all that a forecast asks.
            plan.experiments().stream()
                    .flatMap(experiment -> experiment.runs().stream())
                    .limit(missing)
                    .forEach(spec -> waiting.add(new RunItem(new RunDirectory(Path.of(".")), spec)));
        }
        String before = plan.spec().halving() == null ? "; " : "; without halving ";
        return Forecast.seconds(known, working, waiting, slots).stream()
                .mapToObj(seconds -> before + TimeLeft.words(seconds))
                .findFirst()
                .orElse("");
    }
}
