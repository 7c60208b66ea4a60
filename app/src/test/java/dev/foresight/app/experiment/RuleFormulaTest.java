package dev.foresight.app.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.foresight.engine.optim.UpdateRule;
import dev.foresight.engine.project.Control;
import dev.foresight.engine.spec.ArmSpec;
import dev.foresight.engine.spec.ComponentSpec;
import dev.foresight.engine.spec.ExperimentSpec;
import dev.foresight.engine.spec.OptimizerSpec;
import dev.foresight.engine.spec.PredictionSpec;
import dev.foresight.engine.spec.PredictionSpec.Direction;
import dev.foresight.engine.spec.PredictionSpec.Form;
import dev.foresight.engine.spec.Values;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RuleFormulaTest {
    private static final String W = "w\u0302";
    private static final String M = "m\u0302";
    private static final String V = "v\u0302";

    private final Components components = Components.registered();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "sgd       | b ← μ·b + g; Δ = b",
                "nesterov  | b ← μ·b + g; Δ = g + μ·b",
                "adam      | m ← β₁·m + (1 − β₁)·g; v ← β₂·v + (1 − β₂)·g²; HATS; Δ = M / (√V + ε)",
                "adamw     | m ← β₁·m + (1 − β₁)·g; v ← β₂·v + (1 − β₂)·g²; HATS; Δ = M / (√V + ε)",
                "adabelief | m ← β₁·m + (1 − β₁)·g; v ← β₂·v + (1 − β₂)·(g − m)² + ε; HATS; Δ = M / (√V + ε)",
                "adam3     | m ← β₁·m + (1 − β₁)·g; v ← β₂·v + (1 − β₂)·m²; HATS; Δ = M / (√V + ε)",
                "rmsprop   | v ← α·v + (1 − α)·g²; Δ = g / (√v + ε)",
                "adagrad   | G ← G + g²; Δ = g / (√G + ε)",
                "nadam     | m ← β₁·m + (1 − β₁)·g; v ← β₂·v + (1 − β₂)·g²,  V = v/(1 − β₂ᵗ); "
                        + "μₜ = β₁·(1 − ½·0.96^(t·ψ)),  pₜ = μ₁·…·μₜ; "
                        + "Δ = [(1 − μₜ)/(1 − pₜ)·g + μₜ₊₁/(1 − pₜ₊₁)·m] / (√V + ε)"
            })
    void everyRuleHasItsDirectionWithAndWithoutPrediction(String rule, String direction) {
        String expected = direction
                .replace("HATS", "M = m/(1 − β₁ᵗ),  V = v/(1 − β₂ᵗ)")
                .replace("M", M)
                .replace("V", V);
        assertThat(lines(rule, Map.of("weightDecay", 0.0), PredictionSpec.NONE))
                .isEqualTo("g = ∇L(w); " + expected + "; w ← w − γ·Δ");
        assertThat(lines(rule, Map.of("weightDecay", 0.0), new PredictionSpec(2)))
                .isEqualTo(W + " = w − s·γ·Δ; g = ∇L(" + W + "); " + expected + "; w ← w − γ·Δ");
    }

    @Test
    void noRuleIsWithoutAFormula() {
        for (UpdateRule rule : components.rules()) {
            assertThat(lines(rule.id(), Map.of(), PredictionSpec.NONE))
                    .as(rule.id())
                    .contains("Δ = ");
        }
    }

    @Test
    void theGeometricFormSumsThePowersOfTheRulesOwnMomentum() {
        PredictionSpec geometric = new PredictionSpec(2, Form.GEOMETRIC, Direction.RULE);
        assertThat(lines("adamw", Map.of("weightDecay", 0.0), geometric))
                .startsWith(W + " = w − σ·γ·Δ; σ = β₁ + … + β₁ˢ = β₁·(1 − β₁ˢ)/(1 − β₁); g = ∇L(" + W + "); ");
        assertThat(lines("sgd", Map.of(), geometric)).contains("σ = μ + … + μˢ = μ·(1 − μˢ)/(1 − μ)");
    }

    @Test
    void decayStandsWhereItActs() {
        PredictionSpec two = new PredictionSpec(2);
        assertThat(lines("adamw", Map.of("weightDecay", 0.01), two))
                .startsWith(W + " = w − s·γ·Δ; g = ∇L(" + W + "); ")
                .endsWith("; w ← (1 − γ·λ)·w − γ·Δ");
        assertThat(lines("adamw", Map.of(), two)).as("its default decays").endsWith("; w ← (1 − γ·λ)·w − γ·Δ");
        assertThat(lines("adamw", Map.of("weightDecay", 0.01, "predictDecay", true), two))
                .startsWith(W + " = (1 − s·γ·λ)·w − s·γ·Δ; ");
        assertThat(lines("adam", Map.of("weightDecay", 0.01, "predictDecay", true), two))
                .as("coupled decay is in the gradient")
                .startsWith(W + " = w − s·γ·Δ; g = ∇L(" + W + ") + λ·w; ")
                .endsWith("; w ← w − γ·Δ");
        assertThat(lines("adam", Map.of("weightDecay", 0.01, "decayAt", "prediction"), two))
                .contains("g = ∇L(" + W + ") + λ·" + W + "; ");
        assertThat(lines("adam", Map.of("weightDecay", 0.01, "decayForm", "decoupled"), two))
                .contains("g = ∇L(" + W + "); ")
                .endsWith("; w ← (1 − γ·λ)·w − γ·Δ");
    }

    @Test
    void controlsDoNotChangeTheFormula() {
        ExperimentSpec spec = ExperimentTemplate.all().getFirst().spec();
        ExperimentSpec controlled = spec;
        for (Control control : Control.values()) {
            controlled = control.addTo(controlled);
        }
        assertThat(RuleFormula.lines(controlled, components)).isEqualTo(RuleFormula.lines(spec, components));
    }

    private String lines(String rule, Map<String, Object> values, PredictionSpec prediction) {
        ArmSpec arm = new ArmSpec(
                "a", "#7a869a", new OptimizerSpec(new ComponentSpec(rule, new Values(values)), 1e-3), prediction);
        return String.join(
                "; ",
                RuleFormula.lines(ExperimentTemplate.all().getFirst().spec().withArms(List.of(arm)), components));
    }
}
