package dev.foresight.plots.series;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class SmoothingTest {
    @Test
    void startIsNotBiasedTowardsZero() {
        SeriesBuffer source = SeriesBuffer.of(new double[] {1, 2, 3}, new double[] {8, 8, 8});
        SeriesBuffer smoothed = new Smoothing(source, 0.9).update();
        assertThat(smoothed.y(0)).isCloseTo(8, within(1e-12));
        assertThat(smoothed.y(2)).isCloseTo(8, within(1e-12));
    }

    @Test
    void valuesFollowTheFormula() {
        SeriesBuffer source = SeriesBuffer.of(new double[] {1, 2}, new double[] {1, 3});
        SeriesBuffer smoothed = new Smoothing(source, 0.5).update();
        // m = 0.5 * 0.5 + 0.5 * 3 = 1.75, over 1 - 0.25
        assertThat(smoothed.y(1)).isCloseTo(1.75 / 0.75, within(1e-12));
    }

    @Test
    void growingInPartsGivesTheSameAsAtOnce() {
        SeriesBuffer parts = new SeriesBuffer();
        Smoothing growing = new Smoothing(parts, 0.95);
        for (int i = 0; i < 500; i++) {
            parts.append(i, Math.sin(i));
            growing.update();
        }
        SeriesBuffer atOnce = new Smoothing(parts, 0.95).update();
        assertThat(growing.update().y(499)).isEqualTo(atOnce.y(499));
    }

    @Test
    void notANumberLeavesAGapAndNoTrace() {
        SeriesBuffer source = SeriesBuffer.of(new double[] {1, 2, 3}, new double[] {4, Double.NaN, 4});
        SeriesBuffer smoothed = new Smoothing(source, 0.9).update();
        assertThat(smoothed.y(1)).isNaN();
        assertThat(smoothed.y(2)).isCloseTo(4, within(1e-12));
    }

    @Test
    void thinnedSourceIsSmoothedAnew() {
        SeriesBuffer source = new SeriesBuffer(8);
        Smoothing smoothing = new Smoothing(source, 0.5);
        for (int i = 0; i < 30; i++) {
            source.append(i, 2);
            smoothing.update();
        }
        assertThat(smoothing.update().size()).isEqualTo(source.size());
    }
}
