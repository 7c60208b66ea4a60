package dev.foresight.plots.table;

import dev.foresight.engine.spec.ArmSpec;
import dev.foresight.engine.spec.Metric;
import dev.foresight.engine.spec.PredictionSpec;
import dev.foresight.engine.stats.PairedTest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.DoubleFunction;

/**
 * The best arm of a rule against the best arm of the baseline's rule without prediction, each the best of what was tried.
 * Both are chosen by the same seeds that they are then compared on, so the difference is optimistic for whoever had more
 * tries, and no test is made of it.
 *
 * @param family what was tuned, such as "adamw with prediction"
 * @param arm the best of the family by the mean of the measure
 * @param tried arms of the family to choose from
 * @param against the best arm of the baseline's rule without prediction
 * @param triedAgainst arms of that kind to choose from
 * @param test over the seeds that both have; its probabilities hold for no choice made on the same seeds
 */
public record Tuned(String family, String arm, int tried, String against, int triedAgainst, PairedTest test) {
    /** What is tuned together. */
    private record Family(
            String rule, boolean predicted, PredictionSpec.Form form, PredictionSpec.Direction direction) {
        static Family of(ArmSpec arm) {
            PredictionSpec prediction = arm.prediction();
            boolean predicted = prediction.horizon() != 0;
            return new Family(
                    arm.optimizer().rule().id(),
                    predicted,
                    predicted ? prediction.form() : PredictionSpec.NONE.form(),
                    predicted ? prediction.direction() : PredictionSpec.NONE.direction());
        }

        String words() {
            return rule
                    + (predicted ? " with" : " without")
                    + (form == PredictionSpec.Form.STEPS ? "" : " " + form.id())
                    + (direction == PredictionSpec.Direction.RULE ? "" : " " + direction.id())
                    + " prediction";
        }
    }

    /** One for each family but the baseline's, where any choice was to be made. */
    static List<Tuned> of(List<ArmSummary> arms, Metric metric) {
        Map<Family, List<ArmSummary>> families = new LinkedHashMap<>();
        arms.forEach(arm -> families.computeIfAbsent(Family.of(arm.spec()), key -> new ArrayList<>())
                .add(arm));
        Optional<ArmSummary> baseline =
                arms.stream().filter(ArmSummary::baseline).findFirst();
        if (baseline.isEmpty()) {
            return List.of();
        }
        Family plain = Family.of(baseline.get().spec());
        List<ArmSummary> references = families.getOrDefault(plain, List.of());
        Optional<ArmSummary> best = best(references, metric);
        List<Tuned> tuned = new ArrayList<>();
        families.forEach((family, members) -> {
            Optional<ArmSummary> one = best(members, metric);
            if (!family.equals(plain)
                    && members.size() + references.size() > 2
                    && one.isPresent()
                    && best.isPresent()) {
                tuned.add(new Tuned(
                        family.words(),
                        one.get().arm(),
                        members.size(),
                        best.get().arm(),
                        references.size(),
                        test(one.get(), best.get())));
            }
        });
        return List.copyOf(tuned);
    }

    /**
     * The arm with the best mean. An arm that lost seeds is not chosen: those that are left flatter it.
     */
    static Optional<ArmSummary> best(List<ArmSummary> arms, Metric metric) {
        int most = arms.stream().mapToInt(arm -> arm.values().size()).max().orElse(0);
        return arms.stream()
                .filter(arm -> arm.seeds().diverged().isEmpty())
                .filter(arm -> most > 0 && arm.values().size() == most)
                .reduce((one, other) ->
                        metric.better(other.measured().mean(), one.measured().mean()) ? other : one);
    }

    static PairedTest test(ArmSummary arm, ArmSummary other) {
        return PairedTest.of(arm.values().entrySet().stream()
                .filter(entry -> other.values().containsKey(entry.getKey()))
                .mapToDouble(entry -> entry.getValue() - other.values().getOrDefault(entry.getKey(), Double.NaN))
                .toArray());
    }

    /**
     * A sentence without more certainty than there is.
     *
     * @param difference how a difference is written, with its sign
     * @param size how its margin is written
     */
    public String words(DoubleFunction<String> difference, DoubleFunction<String> size) {
        double margin = test.difference().margin();
        return family + ": " + arm + " (best of " + tried + ") against " + against + " (best of " + triedAgainst + "): "
                + (test.pairs() == 0
                        ? "no seed in common"
                        : difference.apply(test.difference().mean())
                                + (Double.isNaN(margin) ? "" : " \u00b1 " + size.apply(margin) + " (95 % interval)")
                                + " over " + test.pairs() + (test.pairs() == 1 ? " pair" : " pairs"))
                + "; chosen on these same seeds, hence optimistic"
                + (tried == triedAgainst ? "" : ", and with unequal tuning budgets");
    }
}
