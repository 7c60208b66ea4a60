package dev.foresight.engine.stats;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import org.junit.jupiter.api.Test;

class VerdictTest {
    /** R 4: t.test p 0.4363, wilcox.test p 0.625, d_z 0.3864, power.t.test n 54.52, which asks for 55 pairs. */
    private static final double[] SMALL = {0.5, -0.3, 0.8, 0.1, -0.2};

    private static final double[] LARGE = {1.1, 0.9, 1.3, 1.0, 0.8, 1.2, 1.05, 0.95};

    @Test
    void aDifferenceThatIsNotSeenIsNotClaimedAndItsPriceIsTold() {
        PairedTest test = PairedTest.of(SMALL);
        assertThat(Verdict.words(test, test.t(), 1))
                .startsWith("with 5 pairs no difference can be seen (paired t-test p = 0.4")
                .contains("signed-rank test p = 0.625, which cannot go below 0.0625 with so few; effect d_z 0.3")
                .endsWith("pairs to be seen four times in five")
                .contains("would take about "
                        + Power.pairs(test.effect(), 0.05, 0.8).orElseThrow() + " pairs");
    }

    @Test
    void aDifferenceThatIsSeenIsToldWithItsCorrection() {
        PairedTest test = PairedTest.of(LARGE);
        assertThat(Verdict.words(test, 3 * test.t(), 3))
                .startsWith(
                        "with 8 pairs a difference is seen (paired t-test p < 0.001, by Holm over 3 comparisons p < 0.001")
                .contains("signed-rank test p = 0.008;")
                .doesNotContain("would take");
    }

    @Test
    void whatHolmTakesBackIsNotSeen() {
        PairedTest test = PairedTest.of(LARGE);
        assertThat(Verdict.words(test, 0.06, 3)).contains("no difference can be seen", "comparisons p = 0.060");
    }

    @Test
    void whereNoTestIsPossibleTheReasonStands() {
        assertThat(Verdict.words(PairedTest.of(new double[0]), Double.NaN, 1)).isEmpty();
        assertThat(Verdict.words(PairedTest.of(new double[] {1}), Double.NaN, 1))
                .contains("one pair tells nothing");
        // 0.3 - 0.2 and 0.2 - 0.1 differ in their last bit.
        PairedTest equal = PairedTest.of(new double[] {0.3, 0.2}, new double[] {0.2, 0.1});
        assertThat(Verdict.words(equal, Double.NaN, 1)).contains("all 2 differences are the same");
    }

    @Test
    void noGainIsToldWithTheIntervalThatContainsZero() {
        // R: t.test(c(0.5, -0.3, 0.8, 0.1, -0.2))$conf.int is [-0.4009, 0.7609].
        assertThat(withoutGain(SMALL, false, false))
                .isEqualTo("no gain over AdamW: the 95 % interval [-0.40, 0.76] contains 0");
    }

    @Test
    void aLossIsToldAsALossWhicheverWayTheMetricGoes() {
        // R: t.test(LARGE)$conf.int is [0.9014, 1.1736].
        assertThat(withoutGain(LARGE, true, true))
                .isEqualTo("worse than AdamW: the 95 % interval [0.90, 1.17] lies on the wrong side of 0");
        assertThat(withoutGain(LARGE, true, false)).isEmpty();
    }

    @Test
    void whatTheCorrectionTakesBackIsNoGainEither() {
        assertThat(withoutGain(LARGE, false, false))
                .startsWith("no gain over AdamW that would outlast the correction")
                .endsWith("by itself does not contain 0");
    }

    @Test
    void withoutAnIntervalNothingIsSaidOfGain() {
        assertThat(withoutGain(new double[] {1}, false, false)).isEmpty();
    }

    private static String withoutGain(double[] differences, boolean seen, boolean lowerIsBetter) {
        return Verdict.withoutGain(
                PairedTest.of(differences),
                seen,
                lowerIsBetter,
                "AdamW",
                value -> String.format(Locale.ROOT, "%.2f", value));
    }
}
