package dev.foresight.engine.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PairedTestTest {
    @Test
    void fivePairsOfOneSignGiveTheLeastThatTheSignedRankTestCan() {
        PairedTest test = PairedTest.of(new double[] {2, 3, 4, 5, 6}, new double[] {1, 1, 1, 1, 1});

        assertThat(test.wilcoxon()).isEqualTo(0.0625);
        assertThat(test.leastWilcoxon()).isEqualTo(0.0625);
    }

    @Test
    void differencesThatAreAllTheSameLeaveNothingToJudgeBy() {
        PairedTest test = PairedTest.of(new double[] {0.5, 0.5, 0.5});

        assertThat(test.t()).isNaN();
        assertThat(test.effect()).isNaN();
        assertThat(test.wilcoxon()).isEqualTo(0.25);
    }

    @Test
    void noDifferenceAtAllIsNoEvidence() {
        PairedTest test = PairedTest.of(new double[] {1, 2}, new double[] {1, 2});

        assertThat(test.wilcoxon()).isEqualTo(1);
        assertThat(test.t()).isNaN();
    }

    @Test
    void onePairOrNoneHasNoIntervalAndNoTest() {
        assertThat(PairedTest.of(new double[] {1}).difference().margin()).isNaN();
        assertThat(PairedTest.of(new double[] {1}).t()).isNaN();
        assertThat(PairedTest.of(new double[0]).difference().mean()).isNaN();
    }

    @Test
    void numbersWithoutPartnersAreRefused() {
        assertThatThrownBy(() -> PairedTest.of(new double[2], new double[3]))
                .hasMessageContaining("found 2 numbers of the arm and 3 of the baseline");
    }

    @Test
    void theApproximationForManyPairsJoinsTheExactDistribution() {
        double[] exact =
                IntStream.range(0, 100).mapToDouble(i -> Math.sin(i * i) + 0.2).toArray();
        double[] one =
                IntStream.range(0, 101).mapToDouble(i -> Math.sin(i * i) + 0.2).toArray();

        assertThat(SignedRanks.probability(one)).isEqualTo(SignedRanks.probability(exact), within(0.02));
    }

    @Test
    void aTestThatWasNotMadeDoesNotCountInHolmsCorrection() {
        assertThat(Holm.adjust(new double[] {0.01, Double.NaN, 0.04})).containsExactly(0.02, Double.NaN, 0.04);
    }

    @Test
    void noNumberOfPairsIsEnoughForNoEffect() {
        assertThat(Power.pairs(0, Power.ALPHA, Power.USUAL)).isEmpty();
        assertThat(Power.pairs(Double.NaN, Power.ALPHA, Power.USUAL)).isEmpty();
        assertThat(Power.pairs(1e-4, Power.ALPHA, Power.USUAL)).isEmpty();
    }
}
