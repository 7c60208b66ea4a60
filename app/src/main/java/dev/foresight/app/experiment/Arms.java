package dev.foresight.app.experiment;

import dev.foresight.engine.optim.UpdateRule;
import dev.foresight.engine.project.ArmRoles;
import dev.foresight.engine.spec.ArmSpec;
import dev.foresight.engine.spec.Component;
import dev.foresight.engine.spec.ComponentSpec;
import dev.foresight.engine.spec.ExperimentSpec;
import dev.foresight.engine.spec.OptimizerSpec;
import dev.foresight.engine.spec.Parameter;
import dev.foresight.engine.spec.PredictionSpec;
import dev.foresight.engine.spec.Values;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The arms of an experiment seen as its set of horizons: what the toggles for s switch on and off. */
final class Arms {
    /** The horizons that are always on offer. */
    static final List<Double> USUAL = List.of(0.0, 1.0, 2.0, 3.0);

    private static final String BASELINE = "#7a869a";
    private static final List<String> PREDICTIONS = List.of("#e6a34a", "#d9722e", "#a8391f");

    /** For horizons outside the usual ones; Okabe-Ito without the oranges and greys that the usual ones take. */
    private static final List<String> OTHERS = List.of("#009e73", "#cc79a7", "#0072b2", "#56b4e9");

    private Arms() {}

    /** Of the arms that are no controls. */
    static List<Double> horizons(ExperimentSpec spec) {
        return ArmRoles.of(spec).own().stream()
                .map(arm -> arm.prediction().horizon())
                .distinct()
                .sorted()
                .toList();
    }

    /**
     * The spec with an arm of this horizon added or every such arm removed, and its controls with it. Arms stay in the
     * order of s, with controls behind them. A new arm takes the optimizer of the first one, so that arms differ in s
     * alone.
     */
    static ExperimentSpec toggle(ExperimentSpec spec, double horizon, Components components) {
        List<ArmSpec> own = ArmRoles.of(spec).own();
        if (own.stream().anyMatch(arm -> arm.prediction().horizon() == horizon)) {
            ExperimentSpec fewer = ArmRoles.of(spec)
                    .change(arm -> arm.prediction().horizon() == horizon ? Optional.empty() : Optional.of(arm));
            // Without an arm there would be no optimizer to take over into the next one.
            return fewer.arms().isEmpty() ? spec : fewer;
        }
        OptimizerSpec optimizer = own.getFirst().optimizer();
        PredictionSpec prediction = new PredictionSpec(horizon);
        if (spec.arms().stream()
                .anyMatch(arm ->
                        arm.optimizer().equals(optimizer) && arm.prediction().equals(prediction))) {
            // A control that is there already, such as s = -1.
            return spec;
        }
        int place = (int)
                own.stream().filter(arm -> arm.prediction().horizon() < horizon).count();
        List<ArmSpec> arms = new ArrayList<>(spec.arms());
        arms.add(
                place == 0 ? arms.indexOf(own.getFirst()) : arms.indexOf(own.get(place - 1)) + 1,
                new ArmSpec(
                        name(title(own.getFirst(), components), horizon),
                        color(horizon, spec.arms()),
                        optimizer,
                        prediction));
        return spec.withArms(arms);
    }

    /**
     * The spec with every arm under another rule, which keeps the values of the parameters that it has too; controls
     * follow. Arms that have the name that they were given here get that of the rule; others keep theirs.
     */
    static ExperimentSpec rule(ExperimentSpec spec, UpdateRule rule, Components components) {
        return ArmRoles.of(spec).change(arm -> {
            double horizon = arm.prediction().horizon();
            boolean given = arm.name().equals(name(title(arm, components), horizon));
            OptimizerSpec optimizer = new OptimizerSpec(
                    kept(arm.optimizer().rule(), rule), arm.optimizer().learningRate());
            return Optional.of(new ArmSpec(
                    given ? name(rule.title(), horizon) : arm.name(), arm.color(), optimizer, arm.prediction()));
        });
    }

    private static ComponentSpec kept(ComponentSpec former, UpdateRule rule) {
        Map<String, Object> values = new LinkedHashMap<>(former.parameters().given());
        values.keySet()
                .retainAll(rule.parameters().stream().map(Parameter::name).toList());
        return new ComponentSpec(rule.id(), new Values(values));
    }

    private static String title(ArmSpec arm, Components components) {
        String id = arm.optimizer().rule().id();
        return components.rule(id).map(Component::title).orElse(id);
    }

    /** @param rule the rule's title */
    static String name(String rule, double horizon) {
        return horizon == 0 ? rule : "WP-" + rule + " s=" + Numbers.text(horizon);
    }

    static String color(double horizon) {
        return color(horizon, List.of());
    }

    private static String color(double horizon, List<ArmSpec> present) {
        if (horizon == 0) {
            return BASELINE;
        }
        if (horizon == Math.rint(horizon) && horizon >= 1 && horizon <= PREDICTIONS.size()) {
            return PREDICTIONS.get((int) horizon - 1);
        }
        return OTHERS.stream()
                .filter(color -> present.stream().noneMatch(arm -> arm.color().equalsIgnoreCase(color)))
                .findFirst()
                .orElse(OTHERS.getFirst());
    }
}
