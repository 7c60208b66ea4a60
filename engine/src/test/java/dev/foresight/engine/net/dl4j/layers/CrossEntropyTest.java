package dev.foresight.engine.net.dl4j.layers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.FloatBuffer;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CrossEntropyTest {
    /** Logits of a batch, wide enough apart for the smallest probabilities to vanish in float. */
    private record Batch(float[] logits, int[] targets, int classes) {
        static Batch random(int rows, int classes) {
            Random random = new Random(rows * 31L + classes);
            float[] logits = new float[rows * classes];
            for (int i = 0; i < logits.length; i++) {
                logits[i] = 20 * (float) random.nextGaussian();
            }
            return new Batch(logits, random.ints(rows, 0, classes).toArray(), classes);
        }

        double probability(int row, int index) {
            double sum = 0;
            for (int j = 0; j < classes; j++) {
                sum += Math.exp((double) logits[row * classes + j] - logits[row * classes + index]);
            }
            return 1 / sum;
        }
    }

    /** What a pass leaves. */
    private record Result(double loss, float[] gradient, Ranking ranking) {
        static Result training(Batch batch, int threads, boolean inPlace) {
            return of(batch, threads, inPlace, true);
        }

        static Result evaluation(Batch batch) {
            return of(batch, 2, true, false);
        }

        private static Result of(Batch batch, int threads, boolean inPlace, boolean training) {
            float[] logits = batch.logits.clone();
            float[] gradient = inPlace ? logits : new float[logits.length];
            try (Parallel parallel = new Parallel(threads)) {
                Pass pass = new Pass(parallel);
                pass.begin(1, 0, new int[0], batch.targets, 0);
                if (training) {
                    CrossEntropy.differentiate(
                            pass, FloatBuffer.wrap(logits), batch.classes, FloatBuffer.wrap(gradient));
                } else {
                    CrossEntropy.rank(pass, FloatBuffer.wrap(logits), batch.classes);
                }
                return new Result(pass.lossSum(), gradient, pass.ranking());
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "1, 2", "3, 5", "2, 1024", "2, 1025", "7, 3001"})
    void lossAndGradientAreThoseOfTheFormulas(int rows, int classes) {
        Batch batch = Batch.random(rows, classes);
        Result result = Result.training(batch, 2, false);
        double loss = 0;
        for (int r = 0; r < rows; r++) {
            loss -= Math.log(batch.probability(r, batch.targets[r]));
            for (int j = 0; j < classes; j++) {
                double expected = (batch.probability(r, j) - (j == batch.targets[r] ? 1 : 0)) / rows;
                assertThat((double) result.gradient[r * classes + j])
                        .isCloseTo(expected, within(1e-7 + 1e-6 * Math.abs(expected)));
            }
        }
        assertThat(result.loss).isCloseTo(loss, within(1e-6 * (1 + loss)));
        assertThat(Result.evaluation(batch).loss).isEqualTo(result.loss);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void theGradientInPlaceOfTheLogitsHasTheSameBitsOnAnyNumberOfThreads(int threads) {
        Batch batch = Batch.random(50, 1500);
        Result apart = Result.training(batch, 1, false);
        Result inPlace = Result.training(batch, threads, true);
        assertThat(inPlace.loss).isEqualTo(apart.loss);
        assertThat(inPlace.gradient).isEqualTo(apart.gradient);
    }

    @Test
    void ofEqualLogitsTheLowerIndexRanksFirst() {
        Batch batch = new Batch(new float[] {1, 3, 2, 3, 1, 3, 2, 3}, new int[] {3, 1}, 4);
        Ranking ranking = Result.evaluation(batch).ranking;
        assertThat(ranking.first()).containsExactly(1, 1);
        assertThat(ranking.ahead()).containsExactly(1, 0);
        assertThat(ranking.within(1)).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({"0, NaN", "1, NaN", "4, NaN", "1028, NaN", "2, Infinity"})
    void aLogitThatIsNoNumberMakesTheLossNone(int index, float value) {
        Batch batch = Batch.random(3, 1029);
        batch.logits[1029 + index] = value;
        Result result = Result.training(batch, 2, true);
        assertThat(result.loss).isNaN();
        assertThat(result.gradient[1029 + 7]).isNaN();
        assertThat(result.gradient[7]).isNotNaN();
        assertThat(Result.evaluation(batch).loss).isNaN();
    }
}
