package dev.foresight.app.cli;

import dev.foresight.engine.spec.ArmSpec;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SequencedSet;
import java.util.function.Function;
import java.util.stream.DoubleStream;

/**
 * The runs of one experiment side by side. Differences to the baseline are means over pairs of runs with the same seed,
 * which share initial weights, batches and dropout masks.
 *
 * @param baseline the arm that the others are compared with: the first without prediction, or else the first
 */
record Comparison(String experiment, Quality quality, String baseline, List<RunView> runs) {
    /** An arm over its seeds; means are empty where no run of it was evaluated. */
    record Arm(
            String name,
            double horizon,
            int n,
            OptionalDouble meanFinal,
            OptionalDouble meanBest,
            OptionalDouble secondsPerStep,
            int pairs,
            OptionalDouble differenceFinal,
            OptionalDouble differenceBest) {}

    Comparison {
        runs = List.copyOf(runs);
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
                new Comparison(name, members.getFirst().quality(), baseline(members), ordered(members))));
        return comparisons;
    }

    private static String baseline(List<RunView> runs) {
        return runs.stream()
                .map(run -> run.spec().arm())
                .filter(arm -> arm.prediction().horizon() == 0)
                .findFirst()
                .orElse(runs.getFirst().spec().arm())
                .name();
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

    List<Arm> arms() {
        SequencedSet<String> names = new LinkedHashSet<>();
        runs.forEach(run -> names.add(run.spec().arm().name()));
        return names.stream().map(this::arm).toList();
    }

    List<RunView> runsOf(String arm) {
        return runs.stream().filter(run -> run.spec().arm().name().equals(arm)).toList();
    }

    private Arm arm(String name) {
        List<RunView> members = runsOf(name);
        double[] finals = differences(members, RunView::finalValue);
        double[] bests = differences(members, RunView::bestValue);
        return new Arm(
                name,
                members.getFirst().spec().arm().prediction().horizon(),
                (int) members.stream()
                        .filter(run -> run.finalValue().isPresent())
                        .count(),
                mean(members, RunView::finalValue),
                mean(members, RunView::bestValue),
                mean(members, RunView::secondsPerStep),
                finals.length,
                DoubleStream.of(finals).average(),
                DoubleStream.of(bests).average());
    }

    /** Arm minus baseline for each seed that both have; empty for the baseline itself. */
    private double[] differences(List<RunView> members, Function<RunView, OptionalDouble> value) {
        if (members.getFirst().spec().arm().name().equals(baseline)) {
            return new double[0];
        }
        return members.stream()
                .flatMapToDouble(run -> partner(run)
                        .filter(partner -> value.apply(run).isPresent()
                                && value.apply(partner).isPresent())
                        .map(partner -> DoubleStream.of(value.apply(run).getAsDouble()
                                - value.apply(partner).getAsDouble()))
                        .orElseGet(DoubleStream::empty))
                .toArray();
    }

    /** The newest run of the baseline with the same seed. */
    private Optional<RunView> partner(RunView run) {
        return runsOf(baseline).stream()
                .filter(other -> other.spec().seed() == run.spec().seed())
                .max(Comparator.comparing(other -> other.directory().name()));
    }

    private static OptionalDouble mean(List<RunView> runs, Function<RunView, OptionalDouble> value) {
        return runs.stream()
                .map(value)
                .filter(OptionalDouble::isPresent)
                .mapToDouble(OptionalDouble::getAsDouble)
                .average();
    }
}
