package dev.foresight.plots.style;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TicksTest {
    private static final AxisStyle LINEAR = AxisStyle.metric("", "loss");
    private static final AxisStyle LOG = LINEAR.with(Scale.LOG);
    private static final AxisStyle ACCURACY = AxisStyle.metric("validation", "accuracy");

    @Test
    void ticksAreRoundNumbersWrittenShort() {
        assertThat(labels(Ticks.around(LINEAR, 0.02, 0.98, 5))).containsExactly("0", "0.2", "0.4", "0.6", "0.8", "1.0");
        assertThat(labels(Ticks.within(AxisStyle.EPOCHS, 0, 30, 6)))
                .containsExactly("0", "5", "10", "15", "20", "25", "30");
    }

    @Test
    void accuracyIsWrittenInPercentWithoutTheSign() {
        assertThat(labels(Ticks.around(ACCURACY, 0.41, 0.79, 4))).containsExactly("40", "50", "60", "70", "80");
        assertThat(ACCURACY.title()).isEqualTo("Validation accuracy (%)");
    }

    @Test
    void widenedRangeHoldsAllValuesAndEndsOnTicks() {
        Random random = new Random(8);
        for (int i = 0; i < 2000; i++) {
            double low = random.nextGaussian() * Math.pow(10, random.nextInt(-6, 7));
            double high = low + Math.abs(random.nextGaussian()) * Math.pow(10, random.nextInt(-4, 7));
            Ticks ticks = Ticks.around(LINEAR, low, high, 5);
            double slack = 1e-8 * (ticks.to() - ticks.from());
            assertThat(ticks.from()).isLessThanOrEqualTo(low + slack);
            assertThat(ticks.to()).isGreaterThanOrEqualTo(high - slack);
            assertThat(ticks.marks()).hasSizeBetween(2, 8);
            assertThat(labels(ticks)).doesNotHaveDuplicates();
        }
    }

    @Test
    void lowChartsHaveAtLeastThreeTicksAndNoCrowd() {
        // Was the single tick 10: the range widened to 6..12 had taken another step than the one it was widened for.
        assertThat(labels(Ticks.around(ACCURACY, 0.079, 0.117, 2))).containsExactly("5", "10", "15");
        assertThat(labels(Ticks.around(ACCURACY, 0.08, 0.13, 2))).containsExactly("5", "10", "15");
        Random random = new Random(9);
        for (int i = 0; i < 2000; i++) {
            double low = random.nextDouble();
            double high = low + random.nextDouble() * Math.pow(10, random.nextInt(-3, 1));
            for (int about = 2; about <= 8; about++) {
                assertThat(Ticks.around(LINEAR, low, high, about).marks())
                        .as("%s to %s, room for %s", low, high, about)
                        .hasSizeBetween(3, about + 2);
            }
        }
    }

    @Test
    void logAxesOfManyDecadesArePowers() {
        assertThat(labels(Ticks.around(LOG, 1e-3, 900, 8)))
                .containsExactly("10⁻³", "10⁻²", "10⁻¹", "10⁰", "10¹", "10²");
    }

    @Test
    void logAxesOfFewDecadesAreOneTwoFive() {
        assertThat(labels(Ticks.around(LOG, 83, 690, 8))).containsExactly("100", "200", "500");
    }

    @Test
    void narrowLogRangesStillHaveTicks() {
        Random random = new Random(8);
        for (int i = 0; i < 2000; i++) {
            double low = Math.pow(10, random.nextDouble(-6, 6));
            Ticks ticks = Ticks.around(LOG, low, low * (1 + random.nextDouble() * 30), 6);
            assertThat(ticks.marks()).as("%s", ticks).hasSizeGreaterThanOrEqualTo(2);
            assertThat(ticks.from()).isPositive();
        }
    }

    @Test
    void emptyAndSingleValuedRangesHaveAxes() {
        assertThat(Ticks.around(LINEAR, Double.NaN, Double.NaN, 5).marks()).isNotEmpty();
        assertThat(Ticks.around(LINEAR, 3, 3, 5).marks()).hasSizeGreaterThan(1);
        assertThat(Ticks.around(LINEAR, 0, 0, 5).marks()).hasSizeGreaterThan(1);
        assertThat(Ticks.around(LOG, 7, 7, 5).marks()).isNotEmpty();
        assertThat(Ticks.around(LOG, -1, 0, 5).marks()).isNotEmpty();
    }

    @Test
    void valuesHaveTheDigitsAskedFor() {
        assertThat(NumberStyle.PERCENT.value(0.78349, 3)).isEqualTo("78.3 %");
        assertThat(NumberStyle.PLAIN.value(123.456, 4)).isEqualTo("123.5");
        assertThat(NumberStyle.PLAIN.value(-0.00012345, 3)).isEqualTo("−0.000123");
        assertThat(NumberStyle.PLAIN.value(1.5e-9, 2)).isEqualTo("1.5·10⁻⁹");
        assertThat(NumberStyle.PLAIN.value(Double.NaN, 3)).isEqualTo("not a number");
        assertThat(NumberStyle.PLAIN.value(0, 3)).isEqualTo("0");
    }

    private static List<String> labels(Ticks ticks) {
        return ticks.marks().stream().map(Ticks.Tick::label).toList();
    }
}
