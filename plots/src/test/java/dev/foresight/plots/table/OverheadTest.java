package dev.foresight.plots.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.foresight.engine.run.RunDirectory;
import dev.foresight.engine.run.RunIoException;
import dev.foresight.engine.run.UpdateTimes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OverheadTest {
    private static final Offset<Double> NEAR = within(1e-9);
    /** Student's t at 0.975 with one degree of freedom. */
    private static final double T1 = 12.706204736432095;

    @TempDir
    Path folder;

    private GridRuns two() {
        return new GridRuns(folder, "cost", "mlp")
                .seeds(1L, 2L)
                .arm("AdamW", "adamw", 0.001, 0)
                .arm("WP", "adamw", 0.001, 1);
    }

    /**
     * Twenty steps: the first takes 9 s, the second 5 s, step 11 takes 3 s, all others as given; reports after steps 0, 2,
     * 10 and 20.
     */
    private static RunDirectory write(GridRuns grid, String arm, long seed, double step, double update, long peak)
            throws IOException {
        RunDirectory run = grid.run(arm, seed, 1, 0.5, 0.6);
        StringBuilder steps = new StringBuilder("step,epoch,seconds,lr,loss,gradient_norm\n");
        double seconds = 0;
        for (int i = 1; i <= 20; i++) {
            seconds += i == 1 ? 9 : i == 2 ? 5 : i == 11 ? 3 : step;
            steps.append(i)
                    .append(',')
                    .append(i / 10.0)
                    .append(',')
                    .append(seconds)
                    .append(",0.001,1.0,1.0\n");
        }
        Files.writeString(run.file(RunDirectory.STEPS), steps);
        Files.writeString(run.file(RunDirectory.LEDGER), """
                step,phase,seconds,bytes
                0,memory_copies,0.0,%d
                0,memory_moments,0.0,800
                0,evaluation,2.0,0
                0,memory_peak,0.0,1000
                2,update,8.0,0
                2,data,6.0,0
                10,update,%s,0
                10,data,0.8,0
                10,memory_peak,0.0,%d
                20,update,%s,0
                20,data,1.0,0
                20,checkpoint,0.5,4096
                20,memory_peak,0.0,%d
                """.formatted(
                        arm.equals("WP") ? 400 : 0, 8 * update, peak, 10 * update, peak - 1));
        return run;
    }

    private Overhead overhead() throws IOException {
        GridRuns grid = two();
        write(grid, "AdamW", 1, 0.5, 0.1, 5000);
        write(grid, "AdamW", 2, 0.5, 0.1, 5000);
        write(grid, "WP", 1, 0.6, 0.15, 5400);
        write(grid, "WP", 2, 0.65, 0.17, 5600);
        return Overhead.of(grid.runs()).getFirst();
    }

    @Test
    void aStepIsTheMedianAfterTheFirstTenthAndPairedBySeed() throws IOException {
        Overhead.Arm adamW = overhead().arms().getFirst();
        Overhead.Arm wp = overhead().arms().getLast();
        assertThat(adamW.reference()).isEmpty();
        assertThat(adamW.step().mean()).isCloseTo(0.5, NEAR);
        assertThat(wp.reference()).contains("AdamW");
        assertThat(wp.step().mean()).isCloseTo(0.625, NEAR);
        assertThat(wp.difference().mean()).isCloseTo(0.125, NEAR);
        // Differences 0.1 and 0.15, whose standard deviation is 0.05 / sqrt(2).
        assertThat(wp.difference().margin()).isCloseTo(T1 * 0.05 / 2, NEAR);
        // Ratios 1.2 and 1.3.
        assertThat(wp.ratio().mean()).isCloseTo(1.25, NEAR);
        assertThat(wp.ratio().margin()).isCloseTo(T1 * 0.1 / 2, NEAR);
    }

    @Test
    void phasesAreMeansOverTheSpansAfterTheFirstTenth() throws IOException {
        Overhead.Arm wp = overhead().arms().getLast();
        assertThat(wp.phase("update").mean()).isCloseTo(0.16, NEAR);
        assertThat(wp.phase("data").mean()).isCloseTo(0.1, NEAR);
        assertThat(wp.phaseDifference("update").mean()).isCloseTo(0.06, NEAR);
        assertThat(wp.phaseDifference("data").mean()).isCloseTo(0, NEAR);
    }

    @Test
    void sharesAreOfAllTheTimeWithTheFirstSteps() throws IOException {
        Overhead.Arm adamW = overhead().arms().getFirst();
        // 2 s of evaluation, 14 s in the first two steps, 0.8 + 0.8 and 1 + 1 later, 0.5 s of a checkpoint.
        double all = 2 + 14 + 1.6 + 2 + 0.5;
        assertThat(adamW.share("evaluation").mean()).isCloseTo(2 / all, NEAR);
        assertThat(adamW.share("data").mean()).isCloseTo(7.8 / all, NEAR);
        assertThat(adamW.share("checkpoint").mean()).isCloseTo(0.5 / all, NEAR);
    }

    @Test
    void memoryIsTheGreatestPeakAndItsDifferenceWithTheExtraCopies() throws IOException {
        Overhead.Arm wp = overhead().arms().getLast();
        assertThat(wp.peak().mean()).isEqualTo(5500);
        assertThat(wp.peakDifference().mean()).isEqualTo(500);
        assertThat(wp.copies().mean()).isEqualTo(400);
        assertThat(wp.moments().mean()).isEqualTo(800);
        assertThat(overhead().arms().getFirst().copies().mean()).isZero();
    }

    @Test
    void theUpdateStandsBesidePlainAdamWWhereItWasTimed() throws IOException {
        GridRuns grid = two();
        write(grid, "AdamW", 1, 0.5, 0.1, 5000);
        new UpdateTimes(5, 0.012, 0.01, 1.2).write(write(grid, "WP", 1, 0.5, 0.1, 5000));
        Overhead overhead = Overhead.of(grid.runs()).getFirst();
        assertThat(overhead.arms().getFirst().update().n()).isZero();
        Overhead.Arm wp = overhead.arms().getLast();
        assertThat(wp.update().mean()).isEqualTo(0.012);
        assertThat(wp.plain().mean()).isEqualTo(0.01);
        assertThat(wp.updateRatio().mean()).isEqualTo(1.2);
        assertThat(OverheadWords.of(overhead))
                .anyMatch(line -> line.startsWith("WP: a pass of its update takes 1.200 times as long as plain AdamW")
                        && line.endsWith("the difference is +0.40 % of a step"))
                .anyMatch(line -> line.startsWith("WP: a step takes 1.000 times as long as with AdamW"))
                .anyMatch(line -> line.contains("one pair tells nothing of chance"));
    }

    @Test
    void runsThatSharedTheMachineAreWarnedOf() throws IOException {
        GridRuns grid = two();
        RunDirectory one = write(grid, "AdamW", 1, 0.5, 0.1, 5000);
        RunDirectory other = write(grid, "WP", 1, 0.5, 0.1, 5000);
        events(one, "10:00:00", "10:01:00");
        events(other, "10:01:00", "10:02:00");
        assertThat(Overhead.of(grid.runs()).getFirst().warnings()).isEmpty();
        events(other, "10:00:58", "10:02:00");
        assertThat(Overhead.of(grid.runs()).getFirst().warnings())
                .singleElement()
                .asString()
                .contains("AdamW seed 1 and WP seed 1", "compare nothing", "one slot");
        // On different machines they do not meet.
        Files.writeString(one.file(RunDirectory.LOCK), "1 boot:1 here");
        Files.writeString(other.file(RunDirectory.LOCK), "1 boot:1 there");
        assertThat(Overhead.of(grid.runs()).getFirst().warnings()).isEmpty();
    }

    @Test
    void anotherProcessorOrNumberOfThreadsIsWarnedOf() throws IOException {
        GridRuns grid = two();
        provenance(write(grid, "AdamW", 1, 0.5, 0.1, 5000), 2);
        provenance(write(grid, "WP", 1, 0.5, 0.1, 5000), 1);
        assertThat(Overhead.of(grid.runs()).getFirst().warnings())
                .singleElement()
                .asString()
                .contains("different numbers of threads (1; 2)");
    }

    @Test
    void aLedgerThatEarlierVersionsWroteIsUsedAsAWhole() throws IOException {
        GridRuns grid = two();
        RunDirectory run = write(grid, "AdamW", 1, 0.5, 0.1, 5000);
        Files.writeString(
                run.file(RunDirectory.LEDGER), "step,phase,seconds,bytes\n0,evaluation,1.0,0\n20,update,4.0,0\n");
        Overhead.Arm adamW = Overhead.of(grid.runs()).getFirst().arms().getFirst();
        assertThat(adamW.phase("update").mean()).isCloseTo(0.2, NEAR);
        assertThat(adamW.peak().n()).isZero();
        assertThat(OverheadWords.of(Overhead.of(grid.runs()).getFirst())).isEmpty();
    }

    @Test
    void theSeriesTellSecondsAStepBetweenReportsAndBytesAtThem() throws IOException {
        GridRuns grid = two();
        RunDirectory run = write(grid, "WP", 2, 0.5, 0.1, 5000);
        String named = run.name() + ",cost,WP,2,1.0,";
        assertThat(OverheadTable.lines(grid.runs()))
                .startsWith("run,experiment,arm,seed,horizon,from,step,epoch,seconds,quantity,value")
                .contains(named + "0,2,0.2,14.0,update,4.0", named + "2,10,1.0,18.0,update,0.1")
                .contains(named + "2,10,1.0,18.0,memory_peak,5000.0")
                // What was measured before the first step is told with the first stretch.
                .contains(named + "0,2,0.2,14.0,evaluation,1.0");
    }

    @Test
    void aDamagedLedgerIsNamed() throws IOException {
        GridRuns grid = two();
        RunDirectory run = write(grid, "WP", 2, 0.5, 0.1, 5000);
        Files.writeString(run.file(RunDirectory.LEDGER), "step,phase,seconds,bytes\n1,update,fast,0\n");
        assertThatThrownBy(() -> Overhead.of(grid.runs()))
                .isInstanceOf(RunIoException.class)
                .hasMessageContainingAll("ledger.csv", "fast");
    }

    private static void events(RunDirectory run, String from, String to) throws IOException {
        String line = "{\"time\":\"2026-11-28T%sZ\",\"step\":0,\"kind\":\"state\",\"text\":\"%s\"}\n";
        Files.writeString(
                run.file(RunDirectory.EVENTS),
                line.formatted("09:00:00", "preparing data and network")
                        + line.formatted(from, "training")
                        + line.formatted(to, "completed after 20 steps"));
    }

    private static void provenance(RunDirectory run, int threads) throws IOException {
        Files.writeString(
                run.file(RunDirectory.PROVENANCE),
                "{\"threads\": " + threads + ", \"machine\": {\"processor\": \"some\"}}");
    }

    @Test
    void amountsAreWrittenInTheUnitThatSuits() {
        assertThat(List.of(OverheadWords.seconds(1.5), OverheadWords.seconds(0.0089), OverheadWords.seconds(-2e-5)))
                .containsExactly("1.500 s", "8.90 ms", "-20.0 \u00b5s");
        assertThat(List.of(OverheadWords.bytes(36_924_456), OverheadWords.bytes(2000)))
                .containsExactly("36.9 MB", "2.0 KB");
    }
}
