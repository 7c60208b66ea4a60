package dev.foresight.app.experiment;

import dev.foresight.engine.project.ArmRoles;
import dev.foresight.engine.spec.ArmSpec;
import dev.foresight.engine.spec.ComponentSpec;
import dev.foresight.engine.spec.ExperimentSpec;
import dev.foresight.engine.spec.Parameter;
import dev.foresight.engine.spec.PredictionSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What an experiment's own arms compute in a step, as lines of a formula in the order in which it happens: prediction,
 * gradient, moments, direction, update. Hats are combining characters behind their letter.
 */
final class RuleFormula {
    private static final String ADAM_DIRECTION = "Δ = m̂ / (√v̂ + ε)";
    private static final String HATS = "m̂ = m/(1 − β₁ᵗ),  v̂ = v/(1 − β₂ᵗ)";
    private static final String MEAN = "m ← β₁·m + (1 − β₁)·g";

    private final List<ArmSpec> arms;
    private final ComponentSpec rule;
    private final List<Parameter> declared;

    private RuleFormula(ExperimentSpec spec, Components components) {
        arms = ArmRoles.of(spec).own();
        rule = arms.getFirst().optimizer().rule();
        declared = components.rule(rule.id()).map(one -> one.parameters()).orElse(List.of());
    }

    static List<String> lines(ExperimentSpec spec, Components components) {
        return new RuleFormula(spec, components).lines();
    }

    private List<String> lines() {
        List<PredictionSpec> predictions = arms.stream()
                .map(ArmSpec::prediction)
                .filter(prediction -> prediction.horizon() != 0)
                .toList();
        boolean decays = decay() > 0;
        // AdamW's decay has no form to choose: it is decoupled.
        boolean coupled = value("decayForm").map("coupled"::equals).orElse(false);
        List<String> lines = new ArrayList<>();
        for (PredictionSpec.Form form : PredictionSpec.Form.values()) {
            if (predictions.stream().anyMatch(prediction -> prediction.form() == form)) {
                boolean shrinks = decays
                        && !coupled
                        && value("predictDecay").map(Boolean.TRUE::equals).orElse(false);
                lines.addAll(prediction(form, shrinks));
            }
        }
        if (predictions.stream().anyMatch(one -> one.direction() == PredictionSpec.Direction.RANDOM)) {
            lines.add("random arms: as far, in a random direction");
        }
        String seen = predictions.isEmpty() ? "w" : "ŵ";
        boolean atPrediction = value("decayAt").map("prediction"::equals).orElse(false);
        lines.add("g = ∇L(" + seen + ")" + (decays && coupled ? " + λ·" + (atPrediction ? seen : "w") : ""));
        lines.addAll(direction());
        lines.add(decays && !coupled ? "w ← (1 − γ·λ)·w − γ·Δ" : "w ← w − γ·Δ");
        return lines;
    }

    private List<String> prediction(PredictionSpec.Form form, boolean shrinks) {
        return switch (form) {
            case STEPS -> List.of((shrinks ? "ŵ = (1 − s·γ·λ)·w" : "ŵ = w") + " − s·γ·Δ");
            case GEOMETRIC -> {
                String beta = declares("beta1") ? "β₁" : "μ";
                yield List.of(
                        (shrinks ? "ŵ = (1 − σ·γ·λ)·w" : "ŵ = w") + " − σ·γ·Δ",
                        "σ = " + beta + " + … + " + beta + "ˢ = " + beta + "·(1 − " + beta + "ˢ)/(1 − " + beta + ")");
            }
        };
    }

    private List<String> direction() {
        return switch (rule.id()) {
            case "sgd" -> List.of("b ← μ·b + g", "Δ = b");
            case "nesterov" -> List.of("b ← μ·b + g", "Δ = g + μ·b");
            case "adam", "adamw" -> List.of(MEAN, "v ← β₂·v + (1 − β₂)·g²", HATS, ADAM_DIRECTION);
            case "adabelief" -> List.of(MEAN, "v ← β₂·v + (1 − β₂)·(g − m)² + ε", HATS, ADAM_DIRECTION);
            case "adam3" -> List.of(MEAN, "v ← β₂·v + (1 − β₂)·m²", HATS, ADAM_DIRECTION);
            case "rmsprop" -> List.of("v ← α·v + (1 − α)·g²", "Δ = g / (√v + ε)");
            case "adagrad" -> List.of("G ← G + g²", "Δ = g / (√G + ε)");
            case "nadam" ->
                List.of(
                        MEAN,
                        "v ← β₂·v + (1 − β₂)·g²,  v̂ = v/(1 − β₂ᵗ)",
                        "μₜ = β₁·(1 − ½·0.96^(t·ψ)),  pₜ = μ₁·…·μₜ",
                        "Δ = [(1 − μₜ)/(1 − pₜ)·g + μₜ₊₁/(1 − pₜ₊₁)·m] / (√v̂ + ε)");
            default -> List.of("Δ: the direction of the rule's step");
        };
    }

    private double decay() {
        return value("weightDecay")
                .filter(Number.class::isInstance)
                .map(Number.class::cast)
                .map(Number::doubleValue)
                .orElse(0.0);
    }

    private boolean declares(String name) {
        return declared.stream().anyMatch(parameter -> parameter.name().equals(name));
    }

    /** The first arm's value, or the declared default; empty where the rule has no such parameter. */
    private Optional<Object> value(String name) {
        return declared.stream()
                .filter(parameter -> parameter.name().equals(name))
                .findFirst()
                .map(parameter -> rule.parameters().given().getOrDefault(name, parameter.defaultValue()));
    }
}
