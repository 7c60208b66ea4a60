package dev.foresight.app.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class NumbersTest {
    @Test
    void numbersAreWrittenAsPeopleWriteThem() {
        assertThat(Numbers.text(0.001)).isEqualTo("0.001");
        assertThat(Numbers.text(5e-4)).isEqualTo("5e-4");
        assertThat(Numbers.text(1.25e-5)).isEqualTo("1.25e-5");
        assertThat(Numbers.text(3)).isEqualTo("3");
        assertThat(Numbers.text(-0.5)).isEqualTo("-0.5");
    }

    @Test
    void whatIsWrittenIsReadAsTheSameNumber() throws SpecField.NotAValue {
        for (double value : new double[] {0, 1, -2, 0.1, 5e-4, 1.0E-8, 12345.678, 3.0e-7}) {
            assertThat(Numbers.real(Numbers.text(value))).isEqualTo(value);
        }
    }
}
