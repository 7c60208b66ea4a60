package dev.foresight.plots.series;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DecimatorTest {
    private final Decimator decimator = new Decimator();

    @Test
    void everySpikeSurvives() {
        SeriesBuffer series = new SeriesBuffer();
        Random random = new Random(5);
        for (int i = 0; i < 100_000; i++) {
            series.append(i, i == 31_415 ? 9 : i == 27_182 ? -9 : random.nextDouble());
        }
        decimator.reduce(series, 0, 99_999, 600);
        assertThat(decimator.size()).isLessThanOrEqualTo(2 * 601);
        assertThat(values()).contains(9, -9);
    }

    @Test
    void eachColumnKeepsItsExtremesInOrderOfX() {
        SeriesBuffer series =
                SeriesBuffer.of(new double[] {0, 1, 2, 3, 4, 5, 6, 7}, new double[] {3, 9, 1, 4, 7, 2, 2, 5});
        decimator.reduce(series, 0, 8, 2);
        assertThat(values()).containsExactly(9, 1, 7, 2);
    }

    @Test
    void fewPointsStayAsTheyAre() {
        SeriesBuffer series = SeriesBuffer.of(new double[] {0, 5, 10}, new double[] {1, 2, 3});
        decimator.reduce(series, 0, 10, 500);
        assertThat(values()).containsExactly(1, 2, 3);
    }

    @Test
    void notFiniteValuesInterruptTheLine() {
        SeriesBuffer series = SeriesBuffer.of(
                new double[] {0, 1, 2, 3, 4}, new double[] {1, 2, Double.NaN, Double.POSITIVE_INFINITY, 3});
        decimator.reduce(series, 0, 4, 100);
        assertThat(values()).containsExactly(1, 2, Double.NaN, Double.NaN, 3);
        decimator.reduce(series, 0, 4, 1);
        assertThat(values()).contains(Double.NaN);
    }

    @Test
    void onePointBeyondEachEndLeadsTheLineToTheEdge() {
        SeriesBuffer series = SeriesBuffer.of(new double[] {0, 1, 2, 3, 4, 5}, new double[] {0, 1, 2, 3, 4, 5});
        decimator.reduce(series, 1.5, 3.5, 100);
        assertThat(values()).containsExactly(1, 2, 3, 4);
    }

    @Test
    void emptySeriesGivesNothing() {
        decimator.reduce(new SeriesBuffer(), 0, 1, 10);
        assertThat(decimator.size()).isZero();
    }

    private double[] values() {
        return IntStream.range(0, decimator.size()).mapToDouble(decimator::y).toArray();
    }
}
