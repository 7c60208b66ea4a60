package dev.foresight.plots.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.foresight.engine.run.RunDirectory;
import dev.foresight.engine.run.RunOutcome;
import dev.foresight.engine.stats.PairedTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ComparisonTest {
    @TempDir
    Path folder;

    @Test
    void eachMeasureTakesItsOwnValue() {
        GridRuns grid = two();
        grid.completed("AdamW", 1, 0.5, 0.7, 0.6);

        assertThat(measured(grid, "final")).isEqualTo(0.6);
        assertThat(measured(grid, "best")).isEqualTo(0.7);
        assertThat(measured(grid, "epoch=1")).isEqualTo(0.5);
        assertThat(measured(grid, "step=20")).isEqualTo(0.7);
        // Evaluated at 5, 10 and 15 s.
        assertThat(measured(grid, "seconds=14.9")).isEqualTo(0.7);
        assertThat(measured(grid, "seconds=15")).isEqualTo(0.6);
        assertThat(measured(grid, "seconds=1000")).isEqualTo(0.6);
        assertThat(measured(grid, "seconds")).isEqualTo(0.6);
    }

    @Test
    void aPlaceThatWasNotEvaluatedHasNoValue() {
        GridRuns grid = two();
        grid.completed("AdamW", 1, 0.5, 0.7, 0.6);

        ArmSummary arm = ask(grid, "step=15").arms().getFirst();
        assertThat(arm.values()).isEmpty();
        assertThat(arm.seeds().words()).containsExactly("1 of 1 not evaluated there (seed 1): not in the numbers");
        assertThat(ask(grid, "seconds=2").arms().getFirst().values()).isEmpty();
    }

    @Test
    void wordsThatAreNoMeasureAreNone() {
        assertThat(List.of("last", "step=0", "step=1.5", "epoch=-1", "seconds=x", "seconds=Infinity", "final=1", ""))
                .allMatch(word -> Measure.parse(word).isEmpty());
    }

    @Test
    void atEqualSecondsTheSlowerArmIsTakenWhereItIsWhenTheFasterEnds() {
        GridRuns grid = two();
        grid.run("AdamW", 1, 0.5, 0.3, 0.4, 0.5).end(new RunOutcome.Completed(30));
        grid.run("WP", 1, 0.7, 0.35, 0.45, 0.55).end(new RunOutcome.Completed(30));

        Comparison comparison = ask(grid, "seconds");
        assertThat(comparison.measure()).isEqualTo(new Measure.AtSeconds(15));
        assertThat(comparison.measure().words()).isEqualTo("at 15.00 s of training");
        // The evaluation at 14 s; the next is at 21 s.
        assertThat(arm(comparison, "WP").values()).containsValue(0.45);
        assertThat(arm(comparison, "WP").test().difference().mean()).isCloseTo(-0.05, within(1e-12));
    }

    @Test
    void armsThatHalvingStoppedAreNamedAndCountInTheCorrection() {
        GridRuns grid = new GridRuns(folder, "grid", "mlp")
                .seeds(1L, 2L, 3L)
                .arm("AdamW", "adamw", 0.001, 0)
                .arm("s1", "adamw", 0.001, 1)
                .arm("s2", "adamw", 0.001, 2)
                .arm("s3", "adamw", 0.001, 3);
        grid.finals("AdamW", 0.10, 0.11, 0.12);
        grid.finals("s1", 0.20, 0.22, 0.21);
        for (long seed = 1; seed <= 3; seed++) {
            grid.run("s2", seed, 0.5, 0.1).end(new RunOutcome.Stopped(10, true));
            grid.run("s3", seed, 0.5, 0.2).end(new RunOutcome.Stopped(10));
        }

        Comparison comparison = ask(grid, "final");
        ArmSummary winner = arm(comparison, "s1");
        ArmSummary held = arm(comparison, "s2");
        assertThat(held.seeds().held()).extracting(ArmSeeds.Held::step).containsExactly(10L, 10L, 10L);
        assertThat(held.holmT()).isNaN();
        // s3 was stopped by somebody, who did not look at its values as halving does.
        assertThat(comparison.heldBack()).containsExactly(held);
        assertThat(comparison.comparisons()).isEqualTo(2);
        assertThat(winner.holmT()).isCloseTo(2 * winner.test().t(), within(1e-15));
        assertThat(winner.holmWilcoxon()).isCloseTo(2 * winner.test().wilcoxon(), within(1e-15));
        assertThat(String.join("\n", ComparisonWords.of(comparison)))
                .contains("1 of 4 arms were stopped early by halving", "by Holm over 2 comparisons")
                .contains("higher is better: stopped early, not compared with AdamW")
                .contains("3 of 3 stopped early by halving (seed 1 at step 10, seed 2 at step 10, seed 3 at step 10)")
                .contains("3 of 3 not so far yet");
    }

    @Test
    void inAGridEachArmIsComparedWithItsTwinWithoutPrediction() {
        GridRuns grid = new GridRuns(folder, "grid", "mlp")
                .seeds(1L, 2L)
                .arm("a0", "adamw", 0.001, 0)
                .arm("a1", "adamw", 0.001, 1)
                .arm("b0", "adamw", 0.01, 0)
                .arm("b1", "adamw", 0.01, 1)
                .arm("c", "nadam", 0.001, 0)
                .arm("d1", "adamw", 0.1, 1);
        grid.finals("a0", 0.10, 0.11);
        grid.finals("a1", 0.20, 0.22);
        grid.finals("b0", 0.30, 0.31);
        grid.finals("b1", 0.35, 0.37);
        grid.finals("c", 0.12, 0.12);
        grid.finals("d1", 0.40, 0.42);

        Comparison comparison = Comparison.of(grid.runs()).getFirst();
        assertThat(comparison.arms().stream().map(ArmSummary::reference))
                .containsExactly(
                        Optional.empty(),
                        Optional.of("a0"),
                        Optional.empty(),
                        Optional.of("b0"),
                        Optional.of("a0"),
                        Optional.of("a0"));
        assertThat(arm(comparison, "b1").test().difference().mean()).isCloseTo(0.055, within(1e-12));
        assertThat(comparison.isReference(arm(comparison, "b0"))).isTrue();
        assertThat(comparison.tested().stream().map(ArmSummary::arm)).containsExactly("a1", "b1", "c", "d1");
        double[] t = comparison.tested().stream()
                .mapToDouble(arm -> arm.test().t())
                .sorted()
                .toArray();
        assertThat(comparison.tested().stream()
                        .mapToDouble(ArmSummary::holmT)
                        .min()
                        .orElseThrow())
                .as("Holm over the four that are tested")
                .isCloseTo(4 * t[0], within(1e-12));
    }

    @Test
    void aTwinWithoutRunsIsNotReplacedByAnotherArm() {
        GridRuns grid = new GridRuns(folder, "grid", "mlp")
                .seeds(1L)
                .arm("a0", "adamw", 0.001, 0)
                .arm("b0", "adamw", 0.01, 0)
                .arm("b1", "adamw", 0.01, 1);
        grid.finals("a0", 0.1);
        grid.finals("b1", 0.2);

        ArmSummary predicted = arm(Comparison.of(grid.runs()).getFirst(), "b1");
        assertThat(predicted.reference()).contains("b0");
        assertThat(predicted.pairs()).isZero();
    }

    @Test
    void divergedSeedsHaveNoFinalValueAndAreNamed() {
        GridRuns grid = two().seeds(1L, 2L, 3L);
        grid.finals("AdamW", 0.5, 0.6, 0.7);
        grid.completed("WP", 1, 0.6);
        grid.diverged("WP", 2, 12, 0.9);
        grid.completed("WP", 3, 0.8);

        Comparison comparison = Comparison.of(grid.runs()).getFirst();
        ArmSummary predicted = arm(comparison, "WP");
        assertThat(predicted.values()).containsOnlyKeys(1L, 3L);
        assertThat(predicted.pairs()).isEqualTo(2);
        assertThat(predicted.seeds().words())
                .containsExactly("1 of 3 diverged (seed 2 at step 12): the numbers are over the other 2,"
                        + " which are not missing at random: the arm looks better than it is");
        assertThat(comparison.complete(predicted))
                .as("nothing is missing that may still come")
                .isTrue();
        assertThat(arm(ask(grid, "step=10"), "WP").values())
                .as("before it diverged it had a value")
                .containsEntry(2L, 0.9);
        assertThat(arm(ask(grid, "step=20"), "WP").seeds().diverged()).hasSize(1);
    }

    @Test
    void runsThatAreNotDoneAreNoPairsYet() {
        GridRuns grid = two();
        grid.finals("AdamW", 0.5, 0.6);
        grid.completed("WP", 1, 0.6);
        grid.run("WP", 2, 0.5, 0.1);

        Comparison comparison = Comparison.of(grid.runs()).getFirst();
        ArmSummary predicted = arm(comparison, "WP");
        assertThat(predicted.pairs()).isEqualTo(1);
        assertThat(comparison.complete(predicted)).isFalse();
        assertThat(predicted.seeds().words()).containsExactly("1 of 2 not so far yet (seed 2): not in the numbers");
    }

    @Test
    void timesToATargetCountThoseThatNeverGetThere() {
        GridRuns grid = two();
        grid.completed("AdamW", 1, 0.4, 0.5, 0.6);
        grid.completed("AdamW", 2, 0.4, 0.4, 0.4);
        grid.completed("AdamW", 3, 0.6, 0.7, 0.5);
        grid.completed("WP", 1, 0.6, 0.6, 0.6);
        grid.completed("WP", 2, 0.6, 0.6, 0.6);
        grid.diverged("WP", 3, 25, 0.3, 0.3);
        grid.run("AdamW", 4, 0.5, 0.1);

        Question question = new Question(Optional.empty(), Measure.FINAL, OptionalDouble.of(0.6), SeedPlan.SPEC_ONLY);
        Comparison comparison = Comparison.of(grid.runs(), question).getFirst();
        ToTarget baseline = arm(comparison, "AdamW").toTarget();
        ToTarget predicted = arm(comparison, "WP").toTarget();
        assertThat(baseline.steps().n()).as("seed 4 is on its way").isEqualTo(3);
        assertThat(baseline.steps().reached()).isEqualTo(2);
        assertThat(baseline.steps().median()).isEqualTo(30);
        assertThat(baseline.seconds().median()).isEqualTo(15);
        assertThat(predicted.steps().n()).as("what diverged never gets there").isEqualTo(3);
        assertThat(predicted.steps().reached()).isEqualTo(2);
        assertThat(predicted.steps().median()).isEqualTo(10);
        assertThat(predicted.stepDifference().pairs())
                .as("seed 1 alone reaches it in both")
                .isEqualTo(1);
        assertThat(predicted.stepDifference().difference().mean()).isEqualTo(-20);
        assertThat(predicted.secondDifference().difference().mean()).isEqualTo(-10);
    }

    @Test
    void withoutATargetItIsTheBaselinesMeanFinalValue() {
        GridRuns grid = two();
        grid.finals("AdamW", 0.5, 0.6);
        grid.finals("WP", 0.9, 0.2);

        Comparison comparison = Comparison.of(grid.runs()).getFirst();
        assertThat(comparison.target()).isCloseTo(0.55, within(1e-12));
        assertThat(arm(comparison, "WP").toTarget().steps().median()).isEqualTo(Double.POSITIVE_INFINITY);
        assertThat(arm(comparison, "WP").toTarget().steps().reached()).isEqualTo(1);
    }

    @Test
    void plannedSeedsAreThoseOfTheFirstRunAndOthersWereAdded() {
        GridRuns grid = two();
        grid.seeds(1L, 2L);
        grid.finals("AdamW", 0.5);
        assertThat(Comparison.of(grid.runs()).getFirst().seeds().words()).isEqualTo("2 seeds planned, only 1 there");

        grid.seeds(1L, 2L, 3L, 4L);
        grid.completed("AdamW", 2, 0.5);
        grid.completed("AdamW", 4, 0.5);
        assertThat(Comparison.of(grid.runs()).getFirst().seeds().words())
                .startsWith("2 seeds planned, 2 there, and 1 beyond the plan; if they were added");

        Question question = new Question(
                Optional.empty(),
                Measure.FINAL,
                OptionalDouble.empty(),
                experiment -> experiment.name().equals("grid"));
        assertThat(Comparison.of(grid.runs(), question).getFirst().seeds().words())
                .contains("extended after looking");
    }

    @Test
    void theTestPartIsReportedAndComparesNothing() throws IOException {
        GridRuns grid = two();
        grid.finals("AdamW", 0.5);
        grid.finals("WP", 0.6);
        for (RunDirectory run : grid.runs()) {
            Files.writeString(
                    run.file(RunDirectory.EVALUATIONS), "10,1.0,5.0,test,accuracy,0.25\n", StandardOpenOption.APPEND);
        }
        ArmSummary predicted = arm(Comparison.of(grid.runs()).getFirst(), "WP");
        assertThat(predicted.reported().mean()).isEqualTo(0.25);
        assertThat(predicted.test().difference().mean()).isCloseTo(0.1, within(1e-12));
    }

    @Test
    void bothTunedTakesTheBestOfEachAndLeavesOutWhatLostSeeds() {
        GridRuns grid = new GridRuns(folder, "grid", "mlp")
                .seeds(1L, 2L, 3L)
                .arm("a0", "adamw", 0.001, 0)
                .arm("a1", "adamw", 0.001, 1)
                .arm("b0", "adamw", 0.01, 0)
                .arm("b1", "adamw", 0.01, 1)
                .arm("b2", "adamw", 0.01, 2);
        grid.finals("a0", 0.50, 0.52);
        grid.finals("a1", 0.60, 0.64);
        grid.finals("b0", 0.58, 0.60);
        grid.finals("b1", 0.55, 0.55);
        grid.finals("b2", 0.99, 0.99);
        grid.diverged("b2", 3, 5);

        List<Tuned> tuned = Comparison.of(grid.runs()).getFirst().tuned();
        assertThat(tuned).hasSize(1);
        assertThat(tuned.getFirst().arm()).isEqualTo("a1");
        assertThat(tuned.getFirst().against()).isEqualTo("b0");
        assertThat(tuned.getFirst().words(v -> "d" + Math.round(1000 * v), v -> "m"))
                .isEqualTo(
                        "adamw with prediction: a1 (best of 3) against b0 (best of 2): d30 \u00b1 m (95 % interval)"
                                + " over 2 pairs; chosen on these same seeds, hence optimistic, and with unequal tuning budgets");
    }

    @Test
    void withNothingToTuneNothingIsSaidOfIt() {
        GridRuns grid = two();
        grid.finals("AdamW", 0.5);
        grid.finals("WP", 0.6);
        assertThat(Comparison.of(grid.runs()).getFirst().tuned()).isEmpty();
    }

    @Test
    void theRecommendedHorizonComesWithItsDoubt() {
        GridRuns grid = ladder("grid");
        double[] one = {0.60, 0.63, 0.58, 0.61, 0.62};
        double[] two = {0.61, 0.62, 0.60, 0.62, 0.61};
        grid.finals("s0", 0.50, 0.51, 0.49, 0.52, 0.50);
        grid.finals("s1", one);
        grid.finals("s2", two);
        grid.finals("s3", 0.9, 0.9);
        grid.diverged("s3", 3, 3);

        HorizonChoice choice = Comparison.of(grid.runs()).getFirst().horizons().getFirst();
        assertThat(choice.horizons()).containsExactly(0.0, 1.0, 2.0);
        assertThat(choice.best()).isEqualTo(2);
        // R: t.test(two - one)$p.value is 0.5415; against s = 0 it is below 0.001.
        assertThat(PairedTest.of(two, one).t()).isCloseTo(0.5415, within(5e-5));
        assertThat(choice.alike()).containsExactly(1.0);
        assertThat(choice.shares().getFirst()).isZero();
        assertThat(choice.shares().stream().mapToDouble(Double::doubleValue).sum())
                .isCloseTo(1, within(1e-12));
        assertThat(choice.words()).matches("s = 2 \\(best in \\d\\d % of resamples; 1 cannot be told from it\\)");
        assertThat(choice.leftOut()).containsExactly("s3");
        assertThat(choice.seeds()).isEqualTo(5);
    }

    @Test
    void anArchitecturesHorizonIsTheOneOfBestMeanRankOverItsExperiments() {
        GridRuns first = ladder("first");
        first.finals("s0", 0.50, 0.51);
        first.finals("s1", 0.60, 0.61);
        first.finals("s2", 0.70, 0.72);
        GridRuns second = ladder("second");
        second.finals("s0", 0.10, 0.11);
        second.finals("s1", 0.14, 0.13);
        second.finals("s2", 0.12, 0.12);
        GridRuns third = ladder("third");
        third.finals("s0", 0.10, 0.11);
        third.finals("s1", 0.15, 0.13);
        List<RunDirectory> all = new ArrayList<>(first.runs());
        all.addAll(second.runs());

        List<Comparison> comparisons = Comparison.of(all);
        HorizonChoice choice = HorizonChoice.perArchitecture(comparisons)
                .getOrDefault("mlp", List.of())
                .getFirst();
        // Ranks of s = 0, 1, 2: 3 2 1 and 3 1 2, in every draw.
        assertThat(choice.experiments()).isEqualTo(2);
        assertThat(choice.shares()).containsExactly(0.0, 0.5, 0.5);
        assertThat(HorizonChoice.perArchitecture(comparisons.subList(0, 1))).isEmpty();

        all.addAll(third.runs());
        HorizonChoice ofThree = HorizonChoice.perArchitecture(Comparison.of(all))
                .getOrDefault("mlp", List.of())
                .getFirst();
        assertThat(ofThree.horizons()).as("those that all three tried").containsExactly(0.0, 1.0);
        assertThat(ofThree.best()).isEqualTo(1);
        assertThat(ofThree.shares()).containsExactly(0.0, 1.0);
    }

    private GridRuns two() {
        return new GridRuns(folder, "grid", "mlp")
                .seeds(1L, 2L, 3L, 4L)
                .arm("AdamW", "adamw", 0.001, 0)
                .arm("WP", "adamw", 0.001, 1);
    }

    private GridRuns ladder(String name) {
        return new GridRuns(folder, name, "mlp")
                .seeds(1L, 2L, 3L, 4L, 5L)
                .arm("s0", "adamw", 0.001, 0)
                .arm("s1", "adamw", 0.001, 1)
                .arm("s2", "adamw", 0.001, 2)
                .arm("s3", "adamw", 0.001, 3);
    }

    private static double measured(GridRuns grid, String measure) {
        return ask(grid, measure).arms().getFirst().values().getOrDefault(1L, Double.NaN);
    }

    private static Comparison ask(GridRuns grid, String measure) {
        Question question = new Question(
                Optional.empty(), Measure.parse(measure).orElseThrow(), OptionalDouble.empty(), SeedPlan.SPEC_ONLY);
        return Comparison.of(grid.runs(), question).getFirst();
    }

    private static ArmSummary arm(Comparison comparison, String name) {
        return comparison.arms().stream()
                .filter(arm -> arm.arm().equals(name))
                .findFirst()
                .orElseThrow();
    }
}
