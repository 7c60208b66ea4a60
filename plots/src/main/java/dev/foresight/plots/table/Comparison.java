package dev.foresight.plots.table;

import dev.foresight.engine.project.References;
import dev.foresight.engine.run.RunDirectory;
import dev.foresight.engine.spec.ArmSpec;
import dev.foresight.engine.spec.ComponentSpec;
import dev.foresight.engine.spec.ExperimentSpec;
import dev.foresight.engine.spec.Metric;
import dev.foresight.engine.stats.Holm;
import dev.foresight.engine.stats.PairedTest;
import dev.foresight.engine.stats.SampleSize;
import dev.foresight.engine.stats.Summary;
import dev.foresight.plots.table.RunData.Measurement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The arms of an experiment side by side by one metric of the validation part. Runs of two arms with the same seed share
 * weights, batches and dropout masks, so differences are taken within seeds.
 *
 * @param measure by which value; never {@link Measure.EqualSeconds}, which has become the seconds it stands for
 * @param target to which steps and seconds are counted; NaN where there is none
 * @param arms those with runs, in the order of the spec
 */
public record Comparison(
        String experiment,
        ComponentSpec architecture,
        Metric metric,
        Measure measure,
        SampleSize seeds,
        double target,
        List<ArmSummary> arms) {
    private static final String TEST = "test";

    public Comparison {
        arms = List.copyOf(arms);
    }

    /** By the final validation value of the metric of each task: accuracy or perplexity. */
    public static List<Comparison> of(List<RunDirectory> runs) {
        return of(runs, Question.USUAL);
    }

    /** One comparison for each experiment that occurs, in the order of the runs. */
    public static List<Comparison> of(List<RunDirectory> runs, Question question) {
        Map<String, List<ComparedRun>> byExperiment = new LinkedHashMap<>();
        ComparedRun.newest(runs)
                .forEach(run -> byExperiment
                        .computeIfAbsent(run.experiment().name(), name -> new ArrayList<>())
                        .add(run));
        return byExperiment.values().stream()
                .map(members -> compare(members, question))
                .toList();
    }

    /** The arm that is compared with where an arm has no reference of its own. */
    public ArmSummary baseline() {
        return arms.stream().filter(ArmSummary::baseline).findFirst().orElseThrow();
    }

    /** Arms with a test: so many comparisons are made. */
    public List<ArmSummary> tested() {
        return arms.stream().filter(arm -> arm.pairs() > 0).toList();
    }

    /** Arms that halving has stopped before they had a value, so that the others were chosen among more. */
    public List<ArmSummary> heldBack() {
        return arms.stream().filter(arm -> !arm.seeds().held().isEmpty()).toList();
    }

    /** How many comparisons the correction is for: those made, and those with arms that halving has stopped. */
    public int comparisons() {
        return (int)
                arms.stream().filter(arm -> arm.pairs() > 0 || untested(arm)).count();
    }

    /** An arm that would have been tested, had halving not stopped it for its values. */
    private static boolean untested(ArmSummary arm) {
        return arm.pairs() == 0
                && arm.reference().isPresent()
                && !arm.seeds().held().isEmpty();
    }

    /** Whether other arms are compared with this one. */
    public boolean isReference(ArmSummary arm) {
        return arms.stream()
                .anyMatch(other -> other.reference().filter(arm.arm()::equals).isPresent());
    }

    /** Whether an arm and its reference have no planned seed left that may still get a value. */
    public boolean complete(ArmSummary arm) {
        return arms.stream()
                .filter(one ->
                        one == arm || arm.reference().filter(one.arm()::equals).isPresent())
                .allMatch(one ->
                        one.seeds().unfinished().isEmpty() && one.seeds().total() >= seeds.planned() + seeds.added());
    }

    /** The best of what was tried of each rule against the best without prediction. */
    public List<Tuned> tuned() {
        return Tuned.of(arms, metric);
    }

    /** Which horizon the runs speak for. */
    public List<HorizonChoice> horizons() {
        return HorizonChoice.of(this);
    }

    private static Comparison compare(List<ComparedRun> runs, Question question) {
        ExperimentSpec experiment = runs.getFirst().experiment();
        Metric metric = question.metricOf(experiment.task());
        Map<String, List<ComparedRun>> runsOf = new LinkedHashMap<>();
        runs.stream()
                .sorted(Comparator.comparingInt(run -> run.data().armPosition()))
                .forEach(run -> runsOf.computeIfAbsent(run.arm().name(), name -> new ArrayList<>())
                        .add(run));
        List<ArmSpec> withRuns = runsOf.values().stream()
                .map(members -> members.getFirst().arm())
                .toList();
        References references = References.of(experiment.arms(), withRuns);
        Measure measure = question.measure() instanceof Measure.EqualSeconds ? equalSeconds(runs) : question.measure();
        double target = question.target()
                .orElseGet(() -> Summary.of(values(
                                        runsOf.getOrDefault(
                                                references.baseline().name(), List.of()),
                                        metric,
                                        Measure.FINAL)
                                .values())
                        .mean());
        List<ArmSummary> arms = withRuns.stream()
                .map(arm -> {
                    Optional<ArmSpec> reference = references.of(arm);
                    return summary(
                            arm,
                            arm.equals(references.baseline()),
                            reference.map(ArmSpec::name),
                            runsOf.getOrDefault(arm.name(), List.of()),
                            reference
                                    .map(one -> runsOf.getOrDefault(one.name(), List.of()))
                                    .orElse(List.of()),
                            new Terms(metric, measure, target));
                })
                .toList();
        return new Comparison(
                experiment.name(),
                experiment.architecture(),
                metric,
                measure,
                sampleSize(runs, question.plan()),
                target,
                corrected(arms));
    }

    /** What all arms are asked alike. */
    private record Terms(Metric metric, Measure measure, double target) {}

    /** Values by seed. */
    private record Values(TreeMap<Long, Double> bySeed) {
        double[] values() {
            return bySeed.values().stream().mapToDouble(Double::doubleValue).toArray();
        }

        PairedTest minus(Values other) {
            return PairedTest.of(bySeed.entrySet().stream()
                    .filter(entry -> other.bySeed.containsKey(entry.getKey()))
                    .mapToDouble(entry -> entry.getValue() - other.bySeed.getOrDefault(entry.getKey(), Double.NaN))
                    .toArray());
        }
    }

    private static ArmSummary summary(
            ArmSpec arm,
            boolean baseline,
            Optional<String> reference,
            List<ComparedRun> runs,
            List<ComparedRun> partners,
            Terms terms) {
        Metric metric = terms.metric();
        Values values = values(runs, metric, terms.measure());
        Values finals = values(runs, metric, Measure.FINAL);
        Values bests = values(runs, metric, new Measure.Best());
        return new ArmSummary(
                runs.getFirst().experiment().name(),
                arm,
                baseline,
                reference,
                values.bySeed(),
                ArmSeeds.of(runs.stream()
                        .map(run -> Reading.of(run, metric, terms.measure()))
                        .toList()),
                Summary.of(finals.values()),
                Summary.of(bests.values()),
                values.minus(values(partners, metric, terms.measure())),
                finals.minus(values(partners, metric, Measure.FINAL)),
                bests.minus(values(partners, metric, new Measure.Best())),
                Double.NaN,
                Double.NaN,
                runs.stream()
                        .map(ComparedRun::secondsPerStep)
                        .flatMap(Optional::stream)
                        .mapToDouble(Double::doubleValue)
                        .average()
                        .orElse(Double.NaN),
                ToTarget.of(runs, partners, metric, terms.target()),
                Summary.of(runs.stream()
                        .map(run -> testedAtEnd(run, metric))
                        .flatMap(Optional::stream)
                        .mapToDouble(Double::doubleValue)
                        .toArray()));
    }

    private static Values values(List<ComparedRun> runs, Metric metric, Measure measure) {
        TreeMap<Long, Double> bySeed = new TreeMap<>();
        runs.stream()
                .map(run -> Reading.of(run, metric, measure))
                .filter(Reading::measured)
                .forEach(reading -> bySeed.put(reading.seed(), reading.value()));
        return new Values(bySeed);
    }

    /** The shortest training time of the finished runs; where none has finished, that of the shortest so far. */
    static Measure equalSeconds(List<ComparedRun> runs) {
        List<ComparedRun> finished =
                runs.stream().filter(ComparedRun::completed).toList();
        return new Measure.AtSeconds((finished.isEmpty() ? runs : finished)
                .stream().mapToDouble(run -> run.last().seconds()).min().orElse(0));
    }

    /** The oldest run tells what was planned at first; another command may have asked for other seeds. */
    private static SampleSize sampleSize(List<ComparedRun> runs, SeedPlan plan) {
        ComparedRun oldest = runs.stream()
                .min(Comparator.comparing(run -> run.data().directory().name()))
                .orElseThrow();
        Set<Long> planned = new LinkedHashSet<>(oldest.experiment().seeds());
        Set<Long> present = runs.stream().map(run -> run.seed()).collect(Collectors.toCollection(LinkedHashSet::new));
        int ofPlan = (int) present.stream().filter(planned::contains).count();
        boolean extended = runs.stream().map(ComparedRun::experiment).distinct().anyMatch(plan::extendedAfterLooking);
        return new SampleSize(planned.size(), ofPlan, present.size() - ofPlan, extended);
    }

    /** With the probabilities that hold for all arms of an experiment together. */
    private static List<ArmSummary> corrected(List<ArmSummary> arms) {
        double[] t = corrected(arms, arm -> arm.test().t());
        double[] wilcoxon = corrected(
                arms, arm -> arm.pairs() == 0 ? Double.NaN : arm.test().wilcoxon());
        return IntStream.range(0, arms.size())
                .mapToObj(i -> arms.get(i).withHolm(t[i], wilcoxon[i]))
                .toList();
    }

    /** An arm that halving stopped counts as one that showed nothing: as many were tried as if it had trained on. */
    private static double[] corrected(List<ArmSummary> arms, ToDoubleFunction<ArmSummary> probability) {
        double[] adjusted = Holm.adjust(arms.stream()
                .mapToDouble(arm -> untested(arm) ? 1 : probability.applyAsDouble(arm))
                .toArray());
        return IntStream.range(0, arms.size())
                .mapToDouble(i -> untested(arms.get(i)) ? Double.NaN : adjusted[i])
                .toArray();
    }

    private static Optional<Double> testedAtEnd(ComparedRun run, Metric metric) {
        List<Measurement> points = run.trained(TEST, metric);
        return run.completed() && !points.isEmpty()
                ? Optional.of(points.getLast().value()).filter(Double::isFinite)
                : Optional.empty();
    }
}
