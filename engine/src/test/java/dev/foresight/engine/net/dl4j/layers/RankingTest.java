package dev.foresight.engine.net.dl4j.layers;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RankingTest {
    private static final float[] LOGITS = {1, 4, 2, 4, 3, 2};

    private static int ahead(int target) {
        return Ranking.ahead(LOGITS, LOGITS.length, target);
    }

    @Test
    void ofEqualLogitsTheLowerIndexRanksFirst() {
        assertThat(ahead(1)).isZero();
        assertThat(ahead(3)).isEqualTo(1);
        assertThat(ahead(2)).isEqualTo(3);
        assertThat(ahead(5)).isEqualTo(4);
        assertThat(ahead(0)).isEqualTo(5);
    }

    @Test
    void aTargetIsWithinThePlacesBeforeWhichFewerClassesRank() {
        Ranking ranking = new Ranking(6, new int[] {1, 1, 1}, new int[] {0, 4, 5});
        assertThat(ranking.within(1)).isEqualTo(1);
        assertThat(ranking.within(5)).isEqualTo(2);
        assertThat(ranking.within(6)).isEqualTo(3);
    }
}
