package dev.foresight.app.cli;

import dev.foresight.engine.spec.ArmSpec;
import dev.foresight.plots.table.ArmSummary;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The runs of one experiment side by side, and what each of its arms came to. */
record Comparison(String experiment, Quality quality, List<RunView> runs, List<ArmSummary> arms) {
    Comparison {
        runs = List.copyOf(runs);
        arms = List.copyOf(arms);
    }

    /** One comparison for each experiment that occurs, in the order of the runs. */
    static List<Comparison> of(List<RunView> runs) {
        Map<String, List<RunView>> byExperiment = new LinkedHashMap<>();
        for (RunView run : runs) {
            byExperiment
                    .computeIfAbsent(run.spec().experiment().name(), name -> new ArrayList<>())
                    .add(run);
        }
        List<Comparison> comparisons = new ArrayList<>();
        byExperiment.forEach((name, members) -> comparisons.add(
                new Comparison(name, members.getFirst().quality(), ordered(members), summaries(members))));
        return comparisons;
    }

    /** The arm that the others are compared with. */
    String baseline() {
        return arms.stream()
                .filter(ArmSummary::baseline)
                .findFirst()
                .map(ArmSummary::arm)
                .orElseThrow();
    }

    private static List<ArmSummary> summaries(List<RunView> runs) {
        return dev.foresight.plots.table.Comparison.of(
                        runs.stream().map(RunView::directory).toList(),
                        Quality.SPLIT,
                        runs.getFirst().quality().metric().id())
                .arms();
    }

    /** By arm as in the spec, then by seed. */
    private static List<RunView> ordered(List<RunView> runs) {
        List<String> arms = runs.getFirst().spec().experiment().arms().stream()
                .map(ArmSpec::name)
                .toList();
        return runs.stream()
                .sorted(Comparator.<RunView>comparingInt(
                                run -> arms.indexOf(run.spec().arm().name()))
                        .thenComparingLong(run -> run.spec().seed()))
                .toList();
    }
}
