package dev.foresight.plots.series;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SeriesBufferTest {
    @Test
    void pointsComeBackAsAppended() {
        SeriesBuffer series = new SeriesBuffer();
        for (int i = 0; i < 5000; i++) {
            series.append(i, -i * 0.1);
        }
        assertThat(series.size()).isEqualTo(5000);
        for (int i = 0; i < 5000; i++) {
            assertThat(series.x(i)).isEqualTo(i);
            assertThat(series.y(i)).isEqualTo(-i * 0.1);
        }
        assertThat(series.firstAtOrAfter(4321.5)).isEqualTo(4322);
        assertThat(series.lowest()).isEqualTo(-4999 * 0.1);
        assertThat(series.highest()).isEqualTo(0);
        assertThat(series.lowestPositive()).isNaN();
    }

    @Test
    void thinningBoundsMemoryAndKeepsEverySpike() {
        SeriesBuffer series = new SeriesBuffer(4096);
        Random random = new Random(1);
        for (int i = 0; i < 10_000; i++) {
            series.append(i, i == 4321 ? 50 : i == 77 ? -50 : random.nextDouble());
            assertThat(series.size()).isLessThanOrEqualTo(4096);
        }
        double[] y = IntStream.range(0, series.size()).mapToDouble(series::y).toArray();
        assertThat(y).contains(50, -50);
        assertThat(series.thinnings()).isPositive();
        assertThat(series.appended()).isEqualTo(10_000);
        for (int i = 1; i < series.size(); i++) {
            assertThat(series.x(i)).isGreaterThan(series.x(i - 1));
        }
    }

    @Test
    void xMustBeFiniteAndMustNotFall() {
        SeriesBuffer series = SeriesBuffer.of(new double[] {5, 5}, new double[] {1, 2});
        assertThatThrownBy(() -> series.append(4.9, 1)).hasMessageContaining("4.9 after 5.0");
        assertThatThrownBy(() -> series.append(Double.NaN, 1)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void firstAtOrAfterFindsTheBorders() {
        SeriesBuffer series = SeriesBuffer.of(new double[] {1, 2, 2, 4}, new double[4]);
        assertThat(series.firstAtOrAfter(0)).isZero();
        assertThat(series.firstAtOrAfter(2)).isEqualTo(1);
        assertThat(series.firstAtOrAfter(3)).isEqualTo(3);
        assertThat(series.firstAtOrAfter(5)).isEqualTo(4);
    }
}
