package dev.foresight.engine.net.dl4j.layers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ElementaryTest {
    @ParameterizedTest
    @ValueSource(ints = {1, 3, 64, 67, 1024, 1030, 5000})
    void expAndItsSumAreThoseOfTheFormula(int length) {
        float[] a = new float[length + 1];
        for (int i = 0; i <= length; i++) {
            a[i] = 3 - 90f * i / length;
        }
        float[] exp = a.clone();
        double sum = Elementary.exp(exp, 3, length);
        for (int i = 0; i < length; i++) {
            double expected = Math.exp(Math.max(-87, (double) (a[i] - 3)));
            assertThat((double) exp[i]).isCloseTo(expected, within(3e-7 * expected));
        }
        assertThat(exp[length]).as("behind the end").isEqualTo(a[length]);
        assertThat(sum).isEqualTo(Elementary.sum(exp, 0, length));
    }

    @Test
    void expOfNoNumberIsNone() {
        assertThat(Elementary.exp(new float[] {0, Float.NaN}, 0, 2)).isNaN();
    }
}
