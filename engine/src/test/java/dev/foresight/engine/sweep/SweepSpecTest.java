package dev.foresight.engine.sweep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.foresight.engine.spec.ArmSpec;
import dev.foresight.engine.spec.ExperimentSpec;
import java.util.List;
import org.junit.jupiter.api.Test;

class SweepSpecTest {
    private static final String SWEEP = """
            {"format": 1, "name": "grid", "seeds": [1, 2],
             "experiment": {"format": 1, "name": "x", "task": "image-classification",
               "architecture": {"id": "mlp"}, "data": {"id": "shapes"},
               "arms": [{"name": "AdamW", "rule": {"id": "adamw"}}, {"name": "WP", "rule": {"id": "adamw"}}],
               "training": {"length": {"steps": 3}}},
             "vary": {"training.batch": [8, 16], "arms[1].horizon": [0, 1, 3]}}
            """;

    @Test
    void valuesOfArmsBecomeArmsAndTheBaselineIsThereOnce() {
        List<ExperimentSpec> cells = SweepSpec.read(SWEEP, "the sweep").expand();
        assertThat(cells).extracting(ExperimentSpec::name).containsExactly("grid batch=8", "grid batch=16");
        assertThat(cells.get(1).training().batch()).isEqualTo(16);
        assertThat(cells.get(0).arms()).extracting(ArmSpec::name).containsExactly("AdamW", "WP s=1", "WP s=3");
        assertThat(cells.get(0).seeds()).containsExactly(1L, 2L);
    }

    @Test
    void addedSeedsAndArmsLeaveTheIdentityOfARunAlone() {
        ExperimentSpec few = SweepSpec.read(SWEEP, "the sweep").expand().getFirst();
        ExperimentSpec more = SweepSpec.read(
                        SWEEP.replace("[1, 2]", "[1, 2, 3]").replace("[0, 1, 3]", "[0, 1, 2, 3]"), "it")
                .expand()
                .getFirst();
        List<RunIdentity> old = few.runs().stream().map(RunIdentity::of).toList();
        List<RunIdentity> now = more.runs().stream().map(RunIdentity::of).toList();
        assertThat(old).hasSize(6).doesNotHaveDuplicates();
        assertThat(now).hasSize(12).doesNotHaveDuplicates().containsAll(old);
    }

    @Test
    void everyProblemOfFormIsTold() {
        assertThatThrownBy(() -> SweepSpec.read("{\"format\": 2, \"vari\": 1, \"vary\": {\"a\": []}}", "the sweep"))
                .hasMessageContainingAll("format", "vari", "name", "experiment", "vary.a", "at least one value");
    }
}
