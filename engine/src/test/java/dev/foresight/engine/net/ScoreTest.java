package dev.foresight.engine.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class ScoreTest {
    @Test
    void sumsAddUpFieldByField() {
        Confusion first = Confusion.of(3, new int[] {0, 1, 1}, new int[] {0, 2, 1});
        Confusion second = Confusion.of(3, new int[] {1}, new int[] {2});
        Score sum = Score.NONE.plus(new Score(6, 2, 3, 3, first)).plus(new Score(2, 0, 1, 1, second));
        assertThat(sum).isEqualTo(new Score(8, 2, 4, 4, Confusion.of(new long[][] {{1, 0, 0}, {0, 1, 2}, {0, 0, 0}})));
        assertThat(sum.meanLoss()).isEqualTo(2);
        assertThat(sum.accuracy()).isEqualTo(0.5);
        assertThat(sum.top5Accuracy()).isEqualTo(1);
        assertThat(sum.confusion().count(1, 2)).isEqualTo(2);
        assertThat(sum.confusion().examples(1)).isEqualTo(3);
    }

    @Test
    void bitsAreNatsOverTheLogarithmOfTwo() {
        // Four tokens of perplexity 8 are 3 bits each; they stand for six characters.
        Score score = new Score(4 * Math.log(8), 0, 4);
        assertThat(score.perplexity()).isCloseTo(8, within(1e-12));
        assertThat(score.bitsPerToken()).isCloseTo(3, within(1e-12));
        assertThat(score.bitsPerCharacter(6)).isCloseTo(2, within(1e-12));
    }

    @Test
    void matricesOfDifferentClassesDoNotAddUp() {
        Confusion two = Confusion.of(new long[2][2]);
        assertThat(two.plus(Confusion.NONE)).isEqualTo(two).isNotEqualTo(Confusion.of(new long[3][3]));
        assertThatThrownBy(() -> two.plus(Confusion.of(new long[3][3]))).hasMessageContaining("expected 2");
    }
}
