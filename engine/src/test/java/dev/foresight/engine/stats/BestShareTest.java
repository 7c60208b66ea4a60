package dev.foresight.engine.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class BestShareTest {
    @Test
    void ofSeveralRowsOfOneChoiceTheBestCounts() {
        double[][] values = {{1, 1}, {9, 9}, {5, 5}};
        assertThat(shares(new BestShare.Problem(values, new int[] {0, 0, 1}, false)))
                .containsExactly(1, 0);
        assertThat(shares(new BestShare.Problem(values, new int[] {1, 1, 0}, true)))
                .containsExactly(0, 1);
    }

    @Test
    void problemsOfDifferentUnitsCountAlike() {
        BestShare.Problem accuracy = new BestShare.Problem(new double[][] {{0.9}, {0.8}}, new int[] {0, 1}, false);
        BestShare.Problem perplexity = new BestShare.Problem(new double[][] {{500}, {100}}, new int[] {0, 1}, true);
        assertThat(BestShare.of(List.of(accuracy, perplexity), 2)).containsExactly(0.5, 0.5);
        assertThat(BestShare.of(List.of(accuracy, perplexity, accuracy), 2)).containsExactly(1, 0);
    }

    @Test
    void meansThatDifferInTheirLastBitTie() {
        double[][] values = {{0.1 + 0.2}, {0.3}};
        assertThat(shares(new BestShare.Problem(values, new int[] {0, 1}, true)))
                .containsExactly(0.5, 0.5);
    }

    @Test
    void theSameNumbersAlwaysGiveTheSameShares() {
        double[][] values = {{1, 4, 2}, {2, 2, 3}};
        BestShare.Problem problem = new BestShare.Problem(values, new int[] {0, 1}, true);
        double[] first = shares(problem);
        assertThat(shares(problem)).containsExactly(first);
        assertThat(first[0] + first[1]).isCloseTo(1, within(1e-12));
    }

    @Test
    void rowsOfDifferentSeedsAreRefused() {
        assertThatThrownBy(() -> new BestShare.Problem(new double[][] {{1}, {1, 2}}, new int[] {0, 1}, true))
                .hasMessageContaining("found rows of 1 and of 2");
        assertThatThrownBy(() -> new BestShare.Problem(new double[][] {{1}}, new int[] {0, 1}, true))
                .hasMessageContaining("found 1 with values and 2 with a choice");
    }

    private static double[] shares(BestShare.Problem problem) {
        return BestShare.of(List.of(problem), 2);
    }
}
