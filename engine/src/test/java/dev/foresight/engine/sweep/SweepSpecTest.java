package dev.foresight.engine.sweep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.foresight.engine.spec.ArmSpec;
import dev.foresight.engine.spec.ExperimentSpec;
import dev.foresight.engine.spec.InvalidSpecException;
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

    private static SweepSpec varied(String more) {
        return SweepSpec.read(
                SWEEP.replace("\"vary\": {\"training.batch\": [8, 16], \"arms[1].horizon\": [0, 1, 3]}", more),
                "the sweep");
    }

    private static List<Double> rates(SweepSpec sweep) {
        return sweep.expand().getFirst().arms().stream()
                .map(arm -> arm.optimizer().learningRate())
                .toList();
    }

    @Test
    void rangesAreStepsCountsOrFactors() {
        assertThat(varied("\"vary\": {\"arms[1].horizon\": {\"from\": 0, \"to\": 0.3, \"step\": 0.1}}")
                        .cells())
                .extracting(cell -> cell.get("arms[1].horizon"))
                .containsExactly("0", "0.1", "0.2", "0.3");
        assertThat(varied("\"vary\": {\"training.batch\": {\"from\": 8, \"to\": 64, \"count\": 4, \"log\": true}}")
                        .cells())
                .extracting(cell -> cell.get("training.batch"))
                .containsExactly("8", "16", "32", "64");
    }

    @Test
    void theFirstPointsOfHaltonsSequenceFillTheRangeEvenlyAndALongerSearchContainsAShorter() {
        String search = "\"search\": {\"kind\": \"halton\", \"count\": 8, \"seed\": 3}, \"vary\":"
                + " {\"arms[0].learningRate\": {\"from\": 0.001, \"to\": 0.1, \"log\": true}}";
        List<Double> eight = rates(varied(search));
        // Eight shifted points of base 2 have one in each eighth of the range, whatever the shift.
        assertThat(eight.stream()
                        .filter(rate -> rate != 0.001)
                        .map(rate -> (int) (Math.log10(rate / 0.001) * 4))
                        .sorted())
                .startsWith(0, 1, 2, 3, 4, 5, 6, 7);
        assertThat(rates(varied(search.replace("\"count\": 8", "\"count\": 20"))))
                .containsAll(eight);
        assertThat(rates(varied(search.replace("\"seed\": 3", "\"seed\": 4")))).isNotEqualTo(eight);
    }

    @Test
    void randomCellsDependOnTheSeedAndStayInTheRange() {
        String search = "\"search\": {\"kind\": \"random\", \"count\": 200, \"seed\": 3}, \"vary\":"
                + " {\"training.batch\": {\"from\": 8, \"to\": 11, \"integer\": true}, \"arms[1].horizon\": [1, 2]}";
        SweepSpec sweep = varied(search);
        assertThat(sweep.cells()).hasSize(8).isEqualTo(varied(search).cells());
        assertThat(sweep.expand()).extracting(cell -> cell.training().batch()).containsExactlyInAnyOrder(8, 9, 10, 11);
    }

    @Test
    void fieldsOfOneNameAreToldApart() {
        assertThat(varied("\"vary\": {\"architecture.parameters.width\": [1], \"data.parameters.width\": [2]}")
                        .cells())
                .hasSize(1);
        assertThatThrownBy(() -> varied("\"vary\": {\"training.schedule.factor\": [\"a b\", \"ab\"]}")
                        .expand())
                .isInstanceOf(InvalidSpecException.class);
    }

    @Test
    void rangesThatCannotBeAreRefusedWithTheirPath() {
        assertThatThrownBy(() -> varied("\"vary\": {\"a\": {\"from\": 1, \"to\": 1, \"step\": 1},"
                        + " \"b\": {\"from\": 0, \"to\": 1, \"log\": true, \"count\": 3}, \"c\": {\"from\": 0, \"to\": 1},"
                        + " \"d\": {\"from\": 0, \"to\": 1, \"step\": 1e-9}, \"e\": {\"from\": 0, \"too\": 1}}"))
                .hasMessageContainingAll(
                        "vary.a.to", "vary.b.from", "vary.c", "vary.d.step", "vary.e.too", "vary.e.to");
        assertThatThrownBy(() -> varied("\"vary\": {\"a\": [1]}, \"search\": {\"kind\": \"best\", \"count\": 0}"))
                .hasMessageContainingAll("search.kind", "search.count", "search.seed");
    }
}
