package dev.foresight.engine.optim;

import static org.assertj.core.api.Assertions.assertThat;

import dev.foresight.engine.spec.ArmSpec;
import dev.foresight.engine.spec.ComponentSpec;
import dev.foresight.engine.spec.OptimizerSpec;
import dev.foresight.engine.spec.PredictionSpec;
import dev.foresight.engine.spec.Registry;
import dev.foresight.engine.spec.SpecProblem;
import dev.foresight.engine.spec.Values;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AdamWTest {
    private static List<SpecProblem> check(double learningRate, double horizon) {
        return new AdamW()
                .check(
                        "arms[1]",
                        new ArmSpec(
                                "a",
                                "#000000",
                                new OptimizerSpec(new ComponentSpec("adamw", Values.NONE), learningRate),
                                new PredictionSpec(horizon)));
    }

    @Test
    void isRegistered() {
        assertThat(Registry.of(UpdateRule.class).ids()).contains("adamw");
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 1, 3, -2, 0.5, 10})
    void customaryHorizonsPass(double horizon) {
        assertThat(check(0.001, horizon)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(doubles = {11, -10.5, 1e6})
    void aHorizonFarOffIsAllowedWithAWarningThatNamesTheSensibleRange(double horizon) {
        assertThat(check(0.001, horizon)).singleElement().satisfies(problem -> {
            assertThat(problem.isError()).isFalse();
            assertThat(problem.path()).isEqualTo("arms[1].horizon");
            assertThat(problem.allowed()).contains("0 to 10");
        });
    }

    @ParameterizedTest
    @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY})
    void aHorizonThatIsNoNumberIsRefused(double horizon) {
        assertThat(check(0.001, horizon)).singleElement().matches(SpecProblem::isError);
    }

    @ParameterizedTest
    @ValueSource(doubles = {-0.1, Double.NaN, Double.NEGATIVE_INFINITY})
    void aLearningRateBelowZeroOrNoNumberIsRefused(double learningRate) {
        assertThat(check(learningRate, 1)).singleElement().satisfies(problem -> {
            assertThat(problem.isError()).isTrue();
            assertThat(problem.path()).isEqualTo("arms[1].learningRate");
        });
    }

    @Test
    void aLargeLearningRateIsAWarning() {
        assertThat(check(2, 1)).singleElement().matches(problem -> !problem.isError());
    }

    @Test
    void allProblemsAreReportedAtOnce() {
        assertThat(check(-1, Double.NaN)).hasSize(2);
    }
}
