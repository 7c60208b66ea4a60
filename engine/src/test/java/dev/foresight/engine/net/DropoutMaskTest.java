package dev.foresight.engine.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.foresight.engine.random.SplitMix64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DropoutMaskTest {
    @Test
    void entriesAreZeroOrTheInverseOfTheKeptShare() {
        float[] mask = DropoutMask.draw(1, "drop", 0, 10_000, 0.2);
        int dropped = 0;
        for (float entry : mask) {
            assertThat(entry == 0f || entry == 1.25f).isTrue();
            dropped += entry == 0f ? 1 : 0;
        }
        // Five standard deviations of a binomial with n = 10,000 and p = 0.2.
        assertThat(dropped).isBetween(1800, 2200);
    }

    @Test
    void masksAreAFunctionOfSeedLayerAndStep() {
        float[] mask = DropoutMask.draw(1, "drop", 5, 64, 0.5);
        assertThat(DropoutMask.draw(1, "drop", 5, 64, 0.5)).isEqualTo(mask);
        assertThat(DropoutMask.draw(2, "drop", 5, 64, 0.5)).isNotEqualTo(mask);
        assertThat(DropoutMask.draw(1, "drop2", 5, 64, 0.5)).isNotEqualTo(mask);
        assertThat(DropoutMask.draw(1, "drop", 6, 64, 0.5)).isNotEqualTo(mask);
    }

    @Test
    void aShorterMaskIsTheStartOfALongerOne() {
        float[] mask = DropoutMask.draw(1, "drop", 5, 64, 0.5);
        assertThat(DropoutMask.draw(1, "drop", 5, 16, 0.5)).isEqualTo(java.util.Arrays.copyOf(mask, 16));
    }

    @Test
    void piecesMakeUpTheWholeMask() {
        float[] mask = new float[100];
        float[] part = new float[60];
        DropoutMask.fill(1, "drop", 5, 0.3, 40, part, 60);
        System.arraycopy(part, 0, mask, 40, 60);
        DropoutMask.fill(1, "drop", 5, 0.3, 0, part, 40);
        System.arraycopy(part, 0, mask, 0, 40);

        assertThat(mask).isEqualTo(DropoutMask.draw(1, "drop", 5, 100, 0.3));
    }

    /** The definition, in doubles. */
    @ParameterizedTest
    @ValueSource(doubles = {1e-9, 0.1, 0.25, 1 / 3.0, 0.5, 0.95})
    void anEntryIsKeptWhereTheDrawIsNotBelowTheProbability(double probability) {
        float[] mask = DropoutMask.draw(3, "drop", 7, 20_000, probability);
        long key = SplitMix64.mix(SplitMix64.mix(SplitMix64.mix(3) ^ SplitMix64.hash("drop")) + 7);
        for (int i = 0; i < mask.length; i++) {
            double u = (SplitMix64.mix(key + (i + 1) * SplitMix64.GAMMA) >>> 40) * 0x1p-24;
            assertThat(mask[i] != 0).isEqualTo(u >= probability);
        }
    }

    @Test
    void probabilityZeroKeepsEverything() {
        assertThat(DropoutMask.draw(1, "drop", 5, 100, 0)).containsOnly(1f);
    }

    @Test
    void probabilityOneIsRefused() {
        assertThatThrownBy(() -> DropoutMask.draw(1, "drop", 0, 4, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("drop: probability 1.0");
    }
}
