package dev.foresight.plots.table;

import dev.foresight.engine.spec.ArmSpec;
import dev.foresight.engine.spec.PredictionSpec;
import dev.foresight.engine.stats.BestShare;
import dev.foresight.engine.stats.Holm;
import dev.foresight.engine.stats.PairedTest;
import dev.foresight.engine.stats.Power;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Which horizon the runs speak for, and how surely. Where learning rate or weight decay vary too, a horizon counts by its
 * best arm, as it would if it were tuned.
 *
 * @param subject what it is of: the rule, and the form of prediction where it is not the usual one
 * @param experiments how many experiments speak; of several the mean rank decides
 * @param horizons the horizons compared, ascending
 * @param shares [horizons] of {@link BestShare}
 * @param best the horizon with the best mean
 * @param alike those that cannot be told from the best by paired t-tests of the seeds, by Holm, in any experiment
 * @param seeds the fewest that an experiment has for all its arms
 * @param leftOut arms in which a seed diverged, that have too few seeds, or that halving stopped
 */
public record HorizonChoice(
        String subject,
        int experiments,
        List<Double> horizons,
        List<Double> shares,
        double best,
        List<Double> alike,
        int seeds,
        List<String> leftOut) {
    private static final int FEWEST_SEEDS = 2;

    public HorizonChoice {
        horizons = List.copyOf(horizons);
        shares = List.copyOf(shares);
        alike = List.copyOf(alike);
        leftOut = List.copyOf(leftOut);
    }

    /** For each form of prediction of the baseline's rule that has two horizons or more. */
    static List<HorizonChoice> of(Comparison comparison) {
        return ladders(comparison).stream()
                .map(ladder -> choose(List.of(ladder)))
                .flatMap(Optional::stream)
                .toList();
    }

    /** For each architecture with several experiments, over all of them; by its id. */
    public static Map<String, List<HorizonChoice>> perArchitecture(List<Comparison> comparisons) {
        Map<Object, Map<String, List<Ladder>>> byArchitecture = new LinkedHashMap<>();
        for (Comparison comparison : comparisons) {
            for (Ladder ladder : ladders(comparison)) {
                byArchitecture
                        .computeIfAbsent(comparison.architecture(), key -> new LinkedHashMap<>())
                        .computeIfAbsent(ladder.subject(), key -> new ArrayList<>())
                        .add(ladder);
            }
        }
        Map<String, List<HorizonChoice>> choices = new LinkedHashMap<>();
        for (Comparison comparison : comparisons) {
            Map<String, List<Ladder>> own = byArchitecture.remove(comparison.architecture());
            if (own != null) {
                List<HorizonChoice> found = own.values().stream()
                        .filter(ladders -> ladders.size() > 1)
                        .map(HorizonChoice::choose)
                        .flatMap(Optional::stream)
                        .toList();
                if (!found.isEmpty()) {
                    choices.computeIfAbsent(comparison.architecture().id(), key -> new ArrayList<>())
                            .addAll(found);
                }
            }
        }
        return choices;
    }

    /** A sentence such as "s = 2 (best in 71 % of resamples; 1 and 3 cannot be told from it)". */
    public String words() {
        String rest = alike.isEmpty()
                ? "the others are told from it"
                : alike.stream().map(HorizonChoice::shown).collect(Collectors.joining(" and "))
                        + " cannot be told from it";
        double share = shares.get(horizons.indexOf(best));
        return "s = " + shown(best) + " (best in " + percent(share) + " of resamples; " + rest + ")";
    }

    /** All shares, such as "s = 0: 3 %, s = 1: 97 %". */
    public String sharesInWords() {
        return IntStream.range(0, horizons.size())
                .mapToObj(i -> "s = " + shown(horizons.get(i)) + ": " + percent(shares.get(i)))
                .collect(Collectors.joining(", "));
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, "%.0f %%", 100 * share);
    }

    static String shown(double horizon) {
        return horizon == Math.rint(horizon) ? Long.toString(Math.round(horizon)) : Double.toString(horizon);
    }

    /** Arms of one experiment that differ in the horizon, and perhaps in what is tuned, over the seeds that all have. */
    private record Ladder(
            String subject, List<ArmSummary> arms, List<Long> seeds, boolean lowerIsBetter, List<String> leftOut) {
        TreeSet<Double> horizons() {
            return arms.stream().map(Ladder::horizon).collect(Collectors.toCollection(TreeSet::new));
        }

        /** Zero has one sign here. */
        static double horizon(ArmSummary arm) {
            return arm.horizon() + 0.0;
        }

        BestShare.Problem problem(List<Double> horizons) {
            List<ArmSummary> counted =
                    arms.stream().filter(arm -> horizons.contains(horizon(arm))).toList();
            double[][] values = counted.stream().map(this::values).toArray(double[][]::new);
            int[] choice = counted.stream()
                    .mapToInt(arm -> horizons.indexOf(horizon(arm)))
                    .toArray();
            return new BestShare.Problem(values, choice, lowerIsBetter);
        }

        double[] values(ArmSummary arm) {
            return seeds.stream()
                    .mapToDouble(seed -> arm.values().getOrDefault(seed, Double.NaN))
                    .toArray();
        }

        /** The values of the arm with the best mean among those of a horizon. */
        double[] bestOf(double horizon) {
            return arms.stream()
                    .filter(arm -> horizon(arm) == horizon)
                    .map(this::values)
                    .reduce((one, other) -> (mean(other) < mean(one)) == lowerIsBetter ? other : one)
                    .orElseThrow();
        }

        private static double mean(double[] values) {
            return Arrays.stream(values).average().orElse(Double.NaN);
        }
    }

    private static List<Ladder> ladders(Comparison comparison) {
        Optional<ArmSummary> baseline =
                comparison.arms().stream().filter(ArmSummary::baseline).findFirst();
        List<Ladder> ladders = new ArrayList<>();
        if (baseline.isPresent()) {
            String rule = baseline.get().spec().optimizer().rule().id();
            for (PredictionSpec.Form form : PredictionSpec.Form.values()) {
                List<ArmSummary> members = comparison.arms().stream()
                        .filter(arm -> belongs(arm.spec(), rule, form))
                        .toList();
                ladder(rule + (form == PredictionSpec.Form.STEPS ? "" : ", " + form.id()), members, comparison)
                        .ifPresent(ladders::add);
            }
        }
        return ladders;
    }

    private static boolean belongs(ArmSpec arm, String rule, PredictionSpec.Form form) {
        PredictionSpec prediction = arm.prediction();
        return arm.optimizer().rule().id().equals(rule)
                && (prediction.horizon() == 0
                        || prediction.form() == form && prediction.direction() == PredictionSpec.Direction.RULE);
    }

    private static Optional<Ladder> ladder(String subject, List<ArmSummary> members, Comparison comparison) {
        List<ArmSummary> arms = members.stream()
                .filter(arm -> arm.seeds().diverged().isEmpty() && arm.values().size() >= FEWEST_SEEDS)
                .toList();
        List<Long> seeds = new ArrayList<>(
                arms.isEmpty() ? List.of() : arms.getFirst().values().keySet());
        arms.forEach(arm -> seeds.retainAll(arm.values().keySet()));
        List<String> leftOut = members.stream()
                .filter(arm -> !arms.contains(arm))
                .map(ArmSummary::arm)
                .toList();
        Ladder ladder = new Ladder(subject, arms, seeds, !comparison.metric().higherIsBetter(), leftOut);
        return seeds.size() >= FEWEST_SEEDS && ladder.horizons().size() > 1 ? Optional.of(ladder) : Optional.empty();
    }

    private static Optional<HorizonChoice> choose(List<Ladder> ladders) {
        TreeSet<Double> common = ladders.getFirst().horizons();
        ladders.forEach(ladder -> common.retainAll(ladder.horizons()));
        if (common.size() < 2) {
            return Optional.empty();
        }
        List<Double> horizons = List.copyOf(common);
        List<BestShare.Problem> problems =
                ladders.stream().map(ladder -> ladder.problem(horizons)).toList();
        List<Double> ranks = boxed(BestShare.meanRanks(problems, horizons.size()));
        double best = horizons.get(ranks.indexOf(Collections.min(ranks)));
        return Optional.of(new HorizonChoice(
                ladders.getFirst().subject(),
                ladders.size(),
                horizons,
                boxed(BestShare.of(problems, horizons.size())),
                best,
                alike(ladders, horizons, best),
                ladders.stream().mapToInt(ladder -> ladder.seeds().size()).min().orElseThrow(),
                ladders.stream().flatMap(ladder -> ladder.leftOut().stream()).toList()));
    }

    /** The horizons that no paired test tells from the best, all tests of all experiments corrected together. */
    private static List<Double> alike(List<Ladder> ladders, List<Double> horizons, double best) {
        List<Double> others = horizons.stream().filter(one -> one != best).toList();
        double[] t = ladders.stream()
                .flatMapToDouble(ladder -> others.stream()
                        .mapToDouble(other -> PairedTest.of(ladder.bestOf(other), ladder.bestOf(best))
                                .t()))
                .toArray();
        double[] adjusted = Holm.adjust(t);
        return IntStream.range(0, others.size())
                .filter(i -> IntStream.range(0, ladders.size())
                        .noneMatch(ladder -> adjusted[ladder * others.size() + i] < Power.ALPHA))
                .mapToObj(others::get)
                .toList();
    }

    private static List<Double> boxed(double[] values) {
        return Arrays.stream(values).boxed().toList();
    }
}
