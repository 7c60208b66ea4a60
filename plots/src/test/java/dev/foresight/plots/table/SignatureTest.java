package dev.foresight.plots.table;

import static org.assertj.core.api.Assertions.assertThat;

import dev.foresight.engine.run.RunDirectory;
import dev.foresight.engine.run.RunOutcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SignatureTest {
    @TempDir
    Path folder;

    private static Optional<Signature> ofLosses(double... losses) {
        double[] steps = new double[losses.length];
        for (int i = 0; i < steps.length; i++) {
            steps[i] = 10 * i;
        }
        return Signature.of(Optional.of(new RunOutcome.Completed(10)), steps, losses);
    }

    @Test
    void aLossThatStaysAboveTwiceThatOfGuessingHasBlownUp() {
        assertThat(ofLosses(2.3, 1.5, 4.7, 9.0)).hasValueSatisfying(one -> {
            assertThat(one.kind()).isEqualTo(Signature.Kind.BLOWN_UP);
            assertThat(one.words()).startsWith("blown up since step 20").contains("is 9", "was 2.3");
        });
        // A peak that is over, a loss at twice itself, one that was never measured before the first step, none.
        assertThat(ofLosses(2.3, 9.0, 4.5)).isEmpty();
        assertThat(ofLosses(2.3, 4.6)).isEmpty();
        assertThat(ofLosses(2.3)).isEmpty();
        assertThat(ofLosses()).isEmpty();
        assertThat(Signature.of(Optional.empty(), new double[] {10, 20}, new double[] {1, 9}))
                .isEmpty();
    }

    @Test
    void anEndThatHasANameIsCalledByIt() {
        RunOutcome diverged = new RunOutcome.Diverged(40, "training loss", Double.POSITIVE_INFINITY)
                .withLastGood(Optional.of(new RunOutcome.Kept(30, "checkpoints/step-30")));
        assertThat(Signature.of(Optional.of(diverged), new double[0], new double[0]))
                .contains(new Signature(
                        Signature.Kind.DIVERGED,
                        "diverged at step 40: training loss is infinite; the last good checkpoint is that of step 30,"
                                + " checkpoints/step-30"));
        RunOutcome memory = new RunOutcome.Failed("over the limit", false, RunOutcome.Failed.Reason.MEMORY);
        assertThat(Signature.of(Optional.of(memory), new double[0], new double[0]))
                .hasValueSatisfying(one -> assertThat(one.kind()).isEqualTo(Signature.Kind.OUT_OF_MEMORY));
        assertThat(Signature.of(Optional.of(new RunOutcome.Failed("power")), new double[0], new double[0]))
                .isEmpty();
    }

    @Test
    void anArmIsSignedByItsSeedsAndByWhatItGained() throws IOException {
        GridRuns grid = new GridRuns(folder, "signed", "mlp")
                .seeds(1L, 2L, 3L, 4L, 5L)
                .arm("AdamW", "adamw", 0.001, 0)
                .arm("WP", "adamw", 0.001, 1);
        grid.finals("AdamW", 0.5, 0.6, 0.7, 0.8, 0.9);
        grid.completed("WP", 1, 0.51);
        grid.completed("WP", 2, 0.59);
        grid.diverged("WP", 3, 7);
        RunDirectory blown = grid.run("WP", 4, 0.5, 0.1);
        Files.writeString(
                blown.file(RunDirectory.EVALUATIONS),
                "0,0.0,0.0,validation,loss,1.0\n10,1.0,5.0,validation,loss,7.5\n",
                StandardOpenOption.APPEND);
        blown.end(new RunOutcome.Completed(10));
        grid.run("WP", 5, 0.5, 0.1)
                .end(new RunOutcome.Failed("over the memory limit", false, RunOutcome.Failed.Reason.MEMORY));

        Comparison comparison = Comparison.of(grid.runs()).getFirst();
        ArmSummary wp = comparison.arms().getLast();
        // Seed 5 may still go on, so nothing is said of a gain.
        assertThat(Signature.of(comparison, wp))
                .extracting(Signature::words)
                .containsExactly(
                        "diverged 1 of 5 (seed 3 at step 7)",
                        "blown up 1 of 5 (seed 4 since step 10 at the latest)",
                        "out of memory 1 of 5 (seed 5)");
        assertThat(Signature.of(comparison, comparison.arms().getFirst())).isEmpty();
        assertThat(ComparisonWords.of(comparison))
                .anyMatch(line -> line.contains("seed 4: blown up since step 10"))
                .anyMatch(line -> line.contains("seed 5: out of memory"));
    }

    @Test
    void noGainIsNamedWhenAllPairsAreIn() {
        GridRuns grid = new GridRuns(folder, "gain", "mlp")
                .seeds(1L, 2L, 3L)
                .arm("AdamW", "adamw", 0.001, 0)
                .arm("WP", "adamw", 0.001, 1)
                .arm("Worse", "adamw", 0.001, 2)
                .arm("Better", "adamw", 0.001, 3);
        grid.finals("AdamW", 0.5, 0.6, 0.7);
        grid.finals("WP", 0.52, 0.59, 0.7);
        grid.finals("Worse", 0.401, 0.5, 0.599);
        grid.finals("Better", 0.601, 0.7, 0.799);
        Comparison comparison = Comparison.of(grid.runs()).getFirst();
        List<String> titles = comparison.arms().stream()
                .map(arm -> Signature.titles(Signature.of(comparison, arm)))
                .toList();
        assertThat(titles).containsExactly("", "no gain", "worse", "");
        assertThat(Signature.of(comparison, comparison.arms().get(1)).getFirst().words())
                .contains("no gain over AdamW", "95 % interval");
    }
}
