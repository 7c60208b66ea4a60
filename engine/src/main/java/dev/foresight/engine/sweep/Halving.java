package dev.foresight.engine.sweep;

import com.fasterxml.jackson.databind.JsonNode;
import dev.foresight.engine.spec.Amount;
import dev.foresight.engine.spec.ExperimentSpec;
import dev.foresight.engine.spec.SpecProblem;
import dev.foresight.engine.spec.TrainingSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Successive halving: cells are trained to a first rung, the best of them to a rung a factor later, and so on; only what
 * is left then trains to the end. K. Jamieson and A. Talwalkar, Non-stochastic Best Arm Identification and Hyperparameter
 * Optimization, AISTATS 2016.
 *
 * @param factor of n cells at a rung the best n / factor go on, rounded up; also the distance from rung to rung
 * @param first the first rung
 */
public record Halving(int factor, Amount first) {
    private static final String PATH = "halving";
    private static final int LARGEST_FACTOR = 100;
    private static final Set<String> KEYS = Set.of("factor", "first");

    /** Adds what is wrong to the problems; the value is of use only where there are none. */
    static Halving read(JsonNode node, List<SpecProblem> problems) {
        node.fieldNames().forEachRemaining(key -> {
            if (!KEYS.contains(key)) {
                problems.add(
                        SpecProblem.error(PATH + "." + key, node.get(key), "no such key; keys are factor and first"));
            }
        });
        JsonNode factor = node.path("factor");
        if (!factor.isInt() || factor.intValue() < 2 || factor.intValue() > LARGEST_FACTOR) {
            problems.add(SpecProblem.error(
                    PATH + ".factor", factor, "an integer from 2 to " + LARGEST_FACTOR + " is required"));
        }
        return new Halving(factor.intValue(), first(node.path("first"), problems));
    }

    private static Amount first(JsonNode node, List<SpecProblem> problems) {
        for (Amount.Unit unit : Amount.Unit.values()) {
            JsonNode count = node.path(word(unit));
            if (node.size() == 1 && count.isIntegralNumber() && count.canConvertToInt() && count.intValue() > 0) {
                return new Amount(unit, count.intValue());
            }
        }
        problems.add(SpecProblem.error(
                PATH + ".first", node, "{\"epochs\": N} or {\"steps\": N} is required, with an N of at least 1"));
        return Amount.epochs(1);
    }

    /** The rungs of a training of this length, ascending; its end is none. */
    public List<Amount> rungs(Amount length) {
        List<Amount> rungs = new ArrayList<>();
        // Counts fit an int and factors are small, so the product fits a long.
        for (long count = first.count(); count < length.count(); count *= factor) {
            rungs.add(new Amount(first.unit(), count));
        }
        return List.copyOf(rungs);
    }

    /** How many of some cells go on. */
    public int kept(int cells) {
        return (cells + factor - 1) / factor;
    }

    /** Why the cells of a sweep cannot be judged at the rungs. */
    List<SpecProblem> check(List<ExperimentSpec> experiments) {
        List<SpecProblem> problems = new ArrayList<>();
        ExperimentSpec one = experiments.getFirst();
        Amount length = one.training().length();
        if (first.unit() != length.unit() || first.count() >= length.count()) {
            problems.add(SpecProblem.error(
                    PATH + ".first",
                    words(first),
                    "in " + word(length.unit()) + ", as training.length is, and below its " + length.count()));
        }
        for (ExperimentSpec each : experiments) {
            TrainingSpec training = each.training();
            if (!training.length().equals(length)) {
                problems.add(SpecProblem.error(
                        "vary.training.length",
                        words(training.length()),
                        words(length) + ", as in the first cell: halving judges cells of one length"));
            }
            if (!each.data().equals(one.data()) || each.task() != one.task()) {
                problems.add(SpecProblem.error(
                        "vary",
                        each.name(),
                        "the data of the first cell: values on other data cannot be ranked together"));
            }
            Amount every = training.evaluateEvery();
            if (every.unit() != first.unit() || first.count() % every.count() != 0) {
                problems.add(
                        SpecProblem.error(
                                PATH + ".first",
                                words(first),
                                "a multiple of training.evaluateEvery, which is " + words(every) + " in " + each.name()
                                        + ", so that there is a value at each rung; choose another first, or evaluate more often"));
            }
        }
        return problems.stream().distinct().toList();
    }

    /** A place in training for people: "2 epochs". */
    public static String words(Amount place) {
        String unit = word(place.unit());
        return place.count() + " " + (place.count() == 1 ? unit.substring(0, unit.length() - 1) : unit);
    }

    private static String word(Amount.Unit unit) {
        return unit.name().toLowerCase(Locale.ROOT);
    }
}
