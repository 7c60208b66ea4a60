package dev.foresight.app.cli;

import dev.foresight.engine.spec.ArmSpec;
import dev.foresight.plots.table.ArmSummary;
import dev.foresight.plots.table.Question;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The runs of one experiment side by side, and what each of its arms came to. */
record Comparison(dev.foresight.plots.table.Comparison result, List<RunView> runs) {
    Comparison {
        runs = List.copyOf(runs);
    }

    /** One comparison for each experiment that occurs, in the order of the runs. */
    static List<Comparison> of(List<RunView> runs, Question question) {
        Map<String, List<RunView>> byExperiment = new LinkedHashMap<>();
        for (RunView run : runs) {
            byExperiment
                    .computeIfAbsent(run.spec().experiment().name(), name -> new ArrayList<>())
                    .add(run);
        }
        return dev.foresight.plots.table.Comparison.of(
                        runs.stream().map(RunView::directory).toList(), question)
                .stream()
                .map(result ->
                        new Comparison(result, ordered(byExperiment.getOrDefault(result.experiment(), List.of()))))
                .toList();
    }

    String experiment() {
        return result.experiment();
    }

    Quality quality() {
        return new Quality(result.metric());
    }

    List<ArmSummary> arms() {
        return result.arms();
    }

    /** The arm that the others are compared with where they have no reference of their own. */
    String baseline() {
        return result.baseline().arm();
    }

    /** By arm as in the spec that has most of them, since arms may have been added; then by seed. */
    private static List<RunView> ordered(List<RunView> runs) {
        List<String> arms = runs.stream()
                .map(run -> run.spec().experiment().arms())
                .max(Comparator.comparingInt(List::size))
                .orElseThrow()
                .stream()
                .map(ArmSpec::name)
                .toList();
        return runs.stream()
                .sorted(Comparator.<RunView>comparingInt(
                                run -> arms.indexOf(run.spec().arm().name()))
                        .thenComparingLong(run -> run.spec().seed()))
                .toList();
    }
}
