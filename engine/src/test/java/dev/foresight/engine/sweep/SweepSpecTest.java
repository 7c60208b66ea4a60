package dev.foresight.engine.sweep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.foresight.engine.spec.Amount;
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
    void rungsAreAFactorApartAndEndBeforeTheTraining() {
        Halving halving = new Halving(3, Amount.epochs(2));
        assertThat(halving.rungs(Amount.epochs(54)))
                .containsExactly(Amount.epochs(2), Amount.epochs(6), Amount.epochs(18));
        assertThat(halving.rungs(Amount.epochs(55))).endsWith(Amount.epochs(54));
        assertThat(List.of(halving.kept(9), halving.kept(10), halving.kept(2), halving.kept(1)))
                .containsExactly(3, 4, 1, 1);
    }

    @Test
    void halvingThatCannotBeIsRefusedWithItsPath() {
        assertThatThrownBy(() -> varied("\"vary\": {\"a\": [1]}, \"halving\": {\"factor\": 1, \"fist\": {}}"))
                .hasMessageContainingAll("halving.factor", "halving.fist", "halving.first");
        String vary = "\"vary\": {\"arms[1].horizon\": [0, 1]}, \"halving\": {\"factor\": 2, \"first\": ";
        assertThatThrownBy(() -> varied(vary + "{\"epochs\": 1}}").expand())
                .hasMessageContainingAll("halving.first: found 1 epoch", "in steps", "below its 3");
        assertThatThrownBy(() -> varied(vary + "{\"steps\": 3}}").expand()).hasMessageContaining("below its 3");
        String every = "\"training.evaluateEvery\": [{\"steps\": 2}]";
        assertThatThrownBy(() -> varied("\"vary\": {" + every + "}, \"halving\": {\"factor\": 2, \"first\":"
                                + " {\"steps\": 1}}")
                        .expand())
                .hasMessageContaining("a multiple of training.evaluateEvery, which is 2 steps");
        assertThatThrownBy(() -> varied("\"vary\": {\"training.evaluateEvery\": [{\"steps\": 1}],"
                                + " \"training.length\": [{\"steps\": 3}, {\"steps\": 4}],"
                                + " \"data.validationExamples\": [5, 6]}, \"halving\": {\"factor\": 2, \"first\":"
                                + " {\"steps\": 1}}")
                        .expand())
                .hasMessageContainingAll("vary.training.length", "4 steps", "the data of the first cell");
    }

    @Test
    void aCellHasItsValuesWhetherVariedOrNot() {
        ExperimentSpec cell = SweepSpec.read(SWEEP, "the sweep").expand().getLast();
        List<String> paths = List.of("training.batch", "arms[1].horizon", "arms[*].rule.id", "data.none");
        assertThat(CellValues.of(cell, cell.arms().getFirst(), paths).values()).containsExactly("16", "0", "adamw", "");
        assertThat(CellValues.of(cell, cell.arms().getLast(), paths)).containsEntry("arms[1].horizon", "3");
    }

    @Test
    void aKeyOfTheFileChangesAndItsCommentsStay() {
        String text = SWEEP.replace("\"vary\"", "/* rates */ \"vary\"");
        String more = SweepText.with(text, "seeds", "[1, 2, 3]");
        assertThat(more).isEqualTo(text.replace("\"seeds\": [1, 2]", "\"seeds\": [1, 2, 3]"));
        assertThat(SweepText.with(text, "format", "1")).isEqualTo(text);
        assertThat(SweepText.with(text, "vary", "{}"))
                .isEqualTo(text.replaceFirst("\\{\"training.batch\".*]\\}", "{}"));
        String halved = SweepText.with(text, "halving", "{\"factor\": 2}");
        assertThat(SweepText.without(halved, "halving").replaceAll("\\s", "")).isEqualTo(text.replaceAll("\\s", ""));
        assertThat(SweepText.without("{\"a\": 1, \"b\": \"c\"}", "b")).isEqualTo("{\"a\": 1}");
        assertThat(SweepText.without(text, "none")).isEqualTo(text);
        assertThat(SweepSpec.read(SweepText.with(text, "halving", "{\"factor\": 2, \"first\": {\"steps\": 1}}"), "it")
                        .halving())
                .isEqualTo(new Halving(2, Amount.steps(1)));
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
