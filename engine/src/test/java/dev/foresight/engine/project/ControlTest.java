package dev.foresight.engine.project;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.foresight.engine.spec.Amount;
import dev.foresight.engine.spec.ArmSpec;
import dev.foresight.engine.spec.ComponentSpec;
import dev.foresight.engine.spec.DataSpec;
import dev.foresight.engine.spec.ExperimentSpec;
import dev.foresight.engine.spec.OptimizerSpec;
import dev.foresight.engine.spec.PredictionSpec;
import dev.foresight.engine.spec.SpecDefaults;
import dev.foresight.engine.spec.Task;
import dev.foresight.engine.spec.Values;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ControlTest {
    private static final OptimizerSpec ADAMW = optimizer("adamw", 1e-3, Map.of("weightDecay", 5e-4, "beta1", 0.8));

    @Test
    void allControlsOfAnArmAreAddedOnceAndRun() {
        ExperimentSpec spec = spec(arm("mine", ADAMW, new PredictionSpec(2)));
        for (Control control : Control.values()) {
            assertThat(control.obstacle(spec)).as(control.id()).isEmpty();
            spec = control.addTo(spec);
            assertThat(control.obstacle(spec)).as(control.id()).contains("It is there already.");
            assertThat(control.addTo(spec)).isEqualTo(spec);
        }
        assertThat(spec.arms().stream().map(ArmSpec::name))
                .containsExactly(
                        "AdamW", "mine", "AdamW γ×3", "Nesterov", "NAdam", "WP-AdamW s=2 random", "WP-AdamW s=-2");
        assertThat(spec.arms().stream().map(ArmSpec::color)).doesNotHaveDuplicates();
        assertThat(spec.arms().get(0).optimizer()).isEqualTo(ADAMW);
        assertThat(spec.arms().get(2).optimizer()).isEqualTo(new OptimizerSpec(ADAMW.rule(), 3e-3));
        assertThat(spec.arms().get(3).optimizer()).isEqualTo(optimizer("nesterov", 0.1, Map.of("weightDecay", 5e-4)));
        assertThat(spec.arms().get(4).optimizer())
                .isEqualTo(
                        optimizer("nadam", 1e-3, Map.of("weightDecay", 5e-4, "beta1", 0.8, "decayForm", "decoupled")));
        assertThat(spec.arms().get(5).prediction())
                .isEqualTo(new PredictionSpec(2, PredictionSpec.Form.STEPS, PredictionSpec.Direction.RANDOM));
        assertThat(spec.arms().get(6).prediction()).isEqualTo(new PredictionSpec(-2));
        assertThat(SpecValidation.check(spec)).isEmpty();
    }

    @Test
    void everyPredictedArmHasControlsOfItsOwnWhereTheyDiffer() {
        ExperimentSpec spec = spec(
                arm("AdamW", ADAMW, PredictionSpec.NONE),
                arm("WP s=1", ADAMW, new PredictionSpec(1)),
                arm("WP s=3", ADAMW, new PredictionSpec(3)));
        assertThat(Control.NO_PREDICTION.obstacle(spec)).isPresent();
        assertThat(Control.NADAM.missing(spec)).hasSize(1);
        assertThat(Control.LARGER_RATE.missing(spec).stream()
                        .map(arm -> arm.optimizer().learningRate()))
                .containsExactly(2e-3, 4e-3);
        assertThat(Control.RANDOM.missing(spec)).hasSize(2);
        ExperimentSpec one = spec.withArms(spec.arms().subList(0, 2));
        ExperimentSpec more = Control.RANDOM.addTo(one);
        assertThat(Control.RANDOM.missing(more.withArms(List.of(
                        more.arms().get(0),
                        more.arms().get(1),
                        more.arms().get(2),
                        spec.arms().get(2)))))
                .as("that of s=1 is there")
                .hasSize(1);
    }

    @Test
    void aGeometricSumCountsAsTheStepsThatItIs() {
        PredictionSpec geometric = new PredictionSpec(2, PredictionSpec.Form.GEOMETRIC, PredictionSpec.Direction.RULE);
        ArmSpec control =
                Control.LARGER_RATE.missing(spec(arm("a", ADAMW, geometric))).getFirst();
        // beta1 = 0.8: 0.8 + 0.64 steps.
        assertThat(control.optimizer().learningRate()).isEqualTo(2.44e-3);
        assertThat(control.name()).isEqualTo("AdamW γ×2.44");
    }

    @Test
    void nesterovBesideSgdKeepsItsRateAndMomentum() {
        OptimizerSpec sgd = optimizer("sgd", 0.05, Map.of("momentum", 0.95));
        assertThat(Control.NESTEROV
                        .missing(spec(arm("a", sgd, new PredictionSpec(1))))
                        .getFirst()
                        .optimizer())
                .isEqualTo(optimizer("nesterov", 0.05, Map.of("momentum", 0.95)));
        assertThat(Control.NADAM
                        .missing(spec(arm("a", sgd, new PredictionSpec(1))))
                        .getFirst()
                        .optimizer())
                .isEqualTo(optimizer("nadam", 0.002, Map.of()));
    }

    @Test
    void withoutAPredictionThereIsNothingToControl() {
        ExperimentSpec spec = spec(arm("AdamW", ADAMW, PredictionSpec.NONE), arm("b", ADAMW, new PredictionSpec(-1)));
        for (Control control : Control.values()) {
            assertThat(control.obstacle(spec).orElseThrow()).contains("no arm with a prediction");
            assertThat(control.addTo(spec)).isEqualTo(spec);
        }
    }

    @Test
    void wordsAreParsedAndOthersNamed() {
        assertThat(Control.parse("all")).containsExactly(Control.values());
        assertThat(Control.parse("random, nadam")).containsExactly(Control.RANDOM, Control.NADAM);
        assertThatThrownBy(() -> Control.parse("random,ranodm"))
                .hasMessageContaining("\"ranodm\" is no control")
                .hasMessageContaining("larger-rate");
    }

    @Test
    void controlsFollowTheirArmsAndGoWithThem() {
        ExperimentSpec spec = spec(
                arm("AdamW", ADAMW, PredictionSpec.NONE),
                arm("s1", ADAMW, new PredictionSpec(1)),
                arm("s2", ADAMW, new PredictionSpec(2)));
        for (Control control : Control.values()) {
            spec = control.addTo(spec);
        }
        ArmRoles roles = ArmRoles.of(spec);
        assertThat(roles.own().stream().map(ArmSpec::name)).containsExactly("AdamW", "s1", "s2");
        assertThat(roles.controls()).hasSize(8);
        ExperimentSpec faster = roles.change(arm -> Optional.of(new ArmSpec(
                arm.name(), arm.color(), new OptimizerSpec(arm.optimizer().rule(), 2e-3), arm.prediction())));
        assertThat(faster.arms().stream()
                        .filter(arm -> arm.name().startsWith("AdamW γ"))
                        .map(arm -> arm.optimizer().learningRate()))
                .containsExactly(4e-3, 6e-3);
        assertThat(ArmRoles.of(faster).controls()).hasSize(8);
        ExperimentSpec without = roles.change(arm -> arm.name().equals("s1") ? Optional.empty() : Optional.of(arm));
        assertThat(without.arms().stream().map(ArmSpec::name))
                .contains("AdamW γ×3", "WP-AdamW s=-2")
                .doesNotContain("AdamW γ×2", "WP-AdamW s=-1");
    }

    @Test
    void aBaselineTunedApartIsNoControl() {
        OptimizerSpec doubled = new OptimizerSpec(ADAMW.rule(), 2e-3);
        ExperimentSpec spec = spec(
                arm("a0", ADAMW, PredictionSpec.NONE),
                arm("a1", ADAMW, new PredictionSpec(1)),
                arm("b0", doubled, PredictionSpec.NONE),
                arm("b1", doubled, new PredictionSpec(1)));
        assertThat(ArmRoles.of(spec).controls()).isEmpty();
    }

    @Test
    void aRateThatSomebodyTunedStays() {
        ExperimentSpec spec = spec(
                arm("s1", ADAMW, new PredictionSpec(1)),
                arm("N", optimizer("nesterov", 0.3, Map.of()), PredictionSpec.NONE));
        assertThat(Control.NESTEROV.obstacle(spec)).isPresent();
        ExperimentSpec changed = ArmRoles.of(spec)
                .change(arm -> Optional.of(new ArmSpec(
                        arm.name(),
                        arm.color(),
                        new OptimizerSpec(arm.optimizer().rule(), 5e-3),
                        arm.prediction())));
        assertThat(changed.arms().getLast()).isEqualTo(spec.arms().getLast());
    }

    private static ArmSpec arm(String name, OptimizerSpec optimizer, PredictionSpec prediction) {
        return new ArmSpec(name, "#" + String.format("%06x", name.hashCode() & 0xffffff), optimizer, prediction);
    }

    private static OptimizerSpec optimizer(String rule, double rate, Map<String, Object> values) {
        return new OptimizerSpec(new ComponentSpec(rule, new Values(values)), rate);
    }

    private static ExperimentSpec spec(ArmSpec... arms) {
        return new ExperimentSpec(
                "controls",
                "",
                Task.IMAGE_CLASSIFICATION,
                new ComponentSpec("mlp", Values.NONE),
                new DataSpec(new ComponentSpec("shapes", Values.NONE), 0, 500, DataSpec.Augmentation.NONE),
                List.of(arms),
                SpecDefaults.training(Task.IMAGE_CLASSIFICATION, Amount.epochs(1)),
                SpecDefaults.EXECUTION,
                List.of(1L));
    }
}
