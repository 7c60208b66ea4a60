package dev.foresight.plots.table;

import dev.foresight.engine.run.RunDirectory;
import dev.foresight.engine.spec.Metric;
import dev.foresight.engine.stats.Holm;
import dev.foresight.engine.stats.PairedTest;
import dev.foresight.engine.stats.Summary;
import dev.foresight.plots.table.RunData.Measurement;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * Arms side by side by one metric of one part of the data. Runs of two arms with the same seed share weights, batches and
 * dropout masks, so differences are taken within seeds.
 *
 * @param lowerIsBetter whether the best value is the lowest
 */
public record Comparison(String split, String metric, boolean lowerIsBetter, List<ArmSummary> arms) {
    public Comparison {
        arms = List.copyOf(arms);
    }

    /** Compares by the validation metric of the task of the first run: accuracy or perplexity. */
    public static Comparison of(List<RunDirectory> runs) {
        return of(runs, RunFigure.VALIDATION, runs.isEmpty() ? "loss" : RunFigure.metric(runs.getFirst()));
    }

    /** The baseline of an experiment is its first arm without prediction, or else its first arm that has runs. */
    public static Comparison of(List<RunDirectory> runs, String split, String metric) {
        boolean lower = !Metric.find(metric).map(Metric::higherIsBetter).orElse(false);
        Collection<List<RunData>> arms = RunData.byArm(RunData.newest(runs));
        Map<String, List<ArmSummary>> byExperiment = new LinkedHashMap<>();
        for (List<RunData> arm : arms) {
            byExperiment
                    .computeIfAbsent(experiment(arm), name -> new ArrayList<>())
                    .add(summary(arm, baseline(arms, experiment(arm)), split, metric, lower));
        }
        return new Comparison(
                split,
                metric,
                lower,
                byExperiment.values().stream()
                        .flatMap(members -> corrected(members).stream())
                        .toList());
    }

    private static List<RunData> baseline(Collection<List<RunData>> arms, String experiment) {
        List<List<RunData>> ofIt =
                arms.stream().filter(arm -> experiment(arm).equals(experiment)).toList();
        return ofIt.stream()
                .filter(arm -> arm.getFirst().spec().arm().prediction().horizon() == 0)
                .findFirst()
                .orElse(ofIt.getFirst());
    }

    private static String experiment(List<RunData> arm) {
        return arm.getFirst().spec().experiment().name();
    }

    private static ArmSummary summary(
            List<RunData> arm, List<RunData> baseline, String split, String metric, boolean lower) {
        boolean isBaseline = arm.getFirst()
                .spec()
                .arm()
                .name()
                .equals(baseline.getFirst().spec().arm().name());
        List<RunData> measured = arm.stream()
                .filter(run -> !trained(run, split, metric).isEmpty())
                .toList();
        double[] finals = numbers(measured, run -> last(run, split, metric));
        double[] bests = numbers(measured, run -> best(run, split, metric, lower));
        Summary ofFinals = Summary.of(finals);
        List<RunData> partners = isBaseline ? List.of() : baseline;
        double[] differences = differences(measured, partners, split, metric, run -> last(run, split, metric));
        double[] bestDifferences =
                differences(measured, partners, split, metric, run -> best(run, split, metric, lower));
        return new ArmSummary(
                experiment(arm),
                arm.getFirst().spec().arm().name(),
                isBaseline,
                arm.getFirst().spec().arm().prediction().horizon(),
                measured.stream().map(run -> run.spec().seed()).toList(),
                ofFinals.mean(),
                Summary.of(bests).mean(),
                ofFinals.deviation(),
                PairedTest.of(differences),
                PairedTest.of(bestDifferences),
                Double.NaN,
                Double.NaN,
                arm.stream()
                        .map(Comparison::secondsPerStep)
                        .flatMap(Optional::stream)
                        .mapToDouble(Double::doubleValue)
                        .average()
                        .orElse(Double.NaN));
    }

    /** With the probabilities that hold for all arms of an experiment together. */
    private static List<ArmSummary> corrected(List<ArmSummary> arms) {
        double[] t =
                Holm.adjust(arms.stream().mapToDouble(arm -> arm.last().t()).toArray());
        double[] wilcoxon = Holm.adjust(arms.stream()
                .mapToDouble(arm -> arm.pairs() == 0 ? Double.NaN : arm.last().wilcoxon())
                .toArray());
        return IntStream.range(0, arms.size())
                .mapToObj(i -> arms.get(i).withHolm(t[i], wilcoxon[i]))
                .toList();
    }

    private static double[] numbers(List<RunData> runs, ToDoubleFunction<RunData> number) {
        return runs.stream().mapToDouble(number).toArray();
    }

    /** Arm minus partner for each seed that both have. */
    private static double[] differences(
            List<RunData> measured,
            List<RunData> partners,
            String split,
            String metric,
            ToDoubleFunction<RunData> number) {
        return measured.stream()
                .flatMapToDouble(run -> partners.stream()
                        .filter(other -> other.spec().seed() == run.spec().seed()
                                && !trained(other, split, metric).isEmpty())
                        .mapToDouble(other -> number.applyAsDouble(run) - number.applyAsDouble(other)))
                .toArray();
    }

    /** The evaluation before the first step is of no trained network, so it is neither final nor best. */
    private static List<Measurement> trained(RunData run, String split, String metric) {
        return run.of(split, metric).stream().filter(one -> one.step() > 0).toList();
    }

    private static double last(RunData run, String split, String metric) {
        return trained(run, split, metric).getLast().value();
    }

    private static double best(RunData run, String split, String metric, boolean lower) {
        var finite = trained(run, split, metric).stream()
                .mapToDouble(Measurement::value)
                .filter(Double::isFinite);
        return (lower ? finite.min() : finite.max()).orElse(Double.NaN);
    }

    private static Optional<Double> secondsPerStep(RunData run) {
        List<Measurement> steps = run.of(RunData.TRAINING, "loss");
        if (steps.isEmpty()) {
            return Optional.empty();
        }
        Measurement first = steps.getFirst();
        Measurement last = steps.getLast();
        return Optional.of(
                last.step() > first.step()
                        ? (last.seconds() - first.seconds()) / (last.step() - first.step())
                        : last.seconds() / last.step());
    }
}
