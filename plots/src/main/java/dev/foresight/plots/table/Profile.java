package dev.foresight.plots.table;

import dev.foresight.engine.run.RunDirectory;
import dev.foresight.engine.spec.ArmSpec;
import dev.foresight.engine.spec.Metric;
import dev.foresight.engine.spec.PredictionSpec;
import dev.foresight.engine.stats.Censored;
import dev.foresight.engine.stats.PerformanceProfile;
import dev.foresight.plots.style.CurveStyle;
import dev.foresight.plots.table.ProfileQuestion.Match;
import dev.foresight.plots.table.ProfileQuestion.Time;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;

/**
 * How arms fare over several problems, by the time that they take to each problem's target. A problem is an experiment; a
 * solver is an arm that is in all of them; its cost on a problem is the median over seeds, since seeds of one experiment
 * are no problems of their own. Where an experiment has several arms of one solver, such as a grid of learning rates, the
 * one with the best mean final value stands for it.
 *
 * @param solvers their names
 * @param styles how each is drawn
 * @param leftOut experiments and arms that do not count, and why
 */
public record Profile(
        ProfileQuestion question,
        List<String> solvers,
        List<CurveStyle> styles,
        List<Problem> problems,
        List<String> leftOut) {
    /**
     * One problem.
     *
     * @param target value of the metric
     * @param arms [solvers] the arm that stands for each
     * @param tried [solvers] of how many arms it was chosen
     * @param costs [solvers] steps or seconds; infinite where the median run never got there
     */
    public record Problem(
            String experiment,
            Metric metric,
            double target,
            List<String> arms,
            List<Integer> tried,
            List<Double> costs) {
        public Problem {
            arms = List.copyOf(arms);
            tried = List.copyOf(tried);
            costs = List.copyOf(costs);
        }
    }

    public Profile {
        solvers = List.copyOf(solvers);
        styles = List.copyOf(styles);
        problems = List.copyOf(problems);
        leftOut = List.copyOf(leftOut);
    }

    /** @throws TableException when fewer than two arms are in all experiments, or no experiment is left */
    public static Profile of(List<RunDirectory> runs, ProfileQuestion question) {
        List<Comparison> comparisons = comparisons(runs, question);
        List<Map<String, List<ArmSummary>>> bySolver = comparisons.stream()
                .map(comparison -> solvers(comparison, question.match()))
                .toList();
        Set<String> common = new LinkedHashSet<>();
        bySolver.forEach(solvers -> common.addAll(solvers.keySet()));
        List<String> leftOut = new ArrayList<>();
        Set<String> all = Set.copyOf(common);
        common.removeIf(name -> bySolver.stream().anyMatch(solvers -> !solvers.containsKey(name)));
        if (common.size() < 2) {
            throw new TableException("a profile needs two arms that are in all experiments; found "
                    + String.join(
                            "; ",
                            comparisons.stream()
                                    .map(one -> one.experiment() + ": "
                                            + String.join(
                                                    ", ",
                                                    solvers(one, question.match())
                                                            .keySet()))
                                    .toList())
                    + (question.match() == Match.NAME ? "" : ". --match name goes by the arms' names"));
        }
        all.stream()
                .filter(name -> !common.contains(name))
                .sorted()
                .forEach(name -> leftOut.add(name + ", which is not in every experiment"));
        List<String> names = List.copyOf(common);
        List<Problem> problems = new ArrayList<>();
        for (int i = 0; i < comparisons.size(); i++) {
            Problem problem = problem(comparisons.get(i), bySolver.get(i), names, question.time());
            if (problem.costs().contains(Double.NaN)) {
                leftOut.add("experiment " + problem.experiment() + ", where not every arm has a run that ended or got"
                        + " there");
            } else {
                problems.add(problem);
            }
        }
        if (problems.isEmpty()) {
            throw new TableException(
                    "a profile needs experiments whose runs have ended; left out: " + String.join("; ", leftOut));
        }
        List<CurveStyle> styles = names.stream()
                .map(name ->
                        style(bySolver.getFirst().getOrDefault(name, List.of()).getFirst(), names.indexOf(name)))
                .toList();
        return new Profile(question, names, styles, problems, leftOut);
    }

    /** The ratios of all costs. */
    public PerformanceProfile ratios() {
        return PerformanceProfile.of(problems.stream()
                .map(problem -> problem.costs().stream()
                        .mapToDouble(Double::doubleValue)
                        .toArray())
                .toArray(double[][]::new));
    }

    /** Each experiment's comparison by its own target. */
    private static List<Comparison> comparisons(List<RunDirectory> runs, ProfileQuestion question) {
        Map<String, List<RunDirectory>> byExperiment = new LinkedHashMap<>();
        runs.forEach(run -> byExperiment
                .computeIfAbsent(run.spec().experiment().name(), name -> new ArrayList<>())
                .add(run));
        return byExperiment.values().stream()
                .map(members -> comparison(members, question))
                .toList();
    }

    private static Comparison comparison(List<RunDirectory> runs, ProfileQuestion question) {
        Question usual = new Question(question.metric(), Measure.FINAL, OptionalDouble.empty(), SeedPlan.SPEC_ONLY);
        Comparison own = Comparison.of(runs, usual).getFirst();
        double target = question.targetFrom(own.target(), own.metric());
        return target == own.target() || Double.isNaN(target)
                ? own
                : Comparison.of(
                                runs,
                                new Question(
                                        question.metric(),
                                        Measure.FINAL,
                                        OptionalDouble.of(target),
                                        SeedPlan.SPEC_ONLY))
                        .getFirst();
    }

    private static Map<String, List<ArmSummary>> solvers(Comparison comparison, Match match) {
        Map<String, List<ArmSummary>> solvers = new LinkedHashMap<>();
        comparison
                .arms()
                .forEach(arm -> solvers.computeIfAbsent(
                                match == Match.NAME ? arm.arm() : name(arm.spec()), key -> new ArrayList<>())
                        .add(arm));
        return solvers;
    }

    /** Rule and prediction, such as "adamw s=2". */
    private static String name(ArmSpec arm) {
        PredictionSpec prediction = arm.prediction();
        String rule = arm.optimizer().rule().id();
        return prediction.horizon() == 0
                ? rule
                : rule + " s=" + HorizonChoice.shown(prediction.horizon())
                        + (prediction.form() == PredictionSpec.NONE.form()
                                ? ""
                                : " " + prediction.form().id())
                        + (prediction.direction() == PredictionSpec.NONE.direction()
                                ? ""
                                : " " + prediction.direction().id());
    }

    private static Problem problem(
            Comparison comparison, Map<String, List<ArmSummary>> bySolver, List<String> names, Time time) {
        List<String> arms = new ArrayList<>();
        List<Integer> tried = new ArrayList<>();
        List<Double> costs = new ArrayList<>();
        for (String name : names) {
            List<ArmSummary> candidates = bySolver.getOrDefault(name, List.of());
            ArmSummary arm = Tuned.best(candidates, comparison.metric()).orElse(candidates.getFirst());
            Censored taken =
                    time == Time.STEPS ? arm.toTarget().steps() : arm.toTarget().seconds();
            arms.add(arm.arm());
            tried.add(candidates.size());
            costs.add(taken.n() == 0 || Double.isNaN(comparison.target()) ? Double.NaN : taken.median());
        }
        return new Problem(comparison.experiment(), comparison.metric(), comparison.target(), arms, tried, costs);
    }

    private static CurveStyle style(ArmSummary arm, int position) {
        return CurveStyle.arm(arm.spec().color(), position);
    }
}
