package dev.foresight.engine.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The numbers that bench/peers/statistics.R had from R. */
class AgainstRTest {
    private static final Offset<Double> ROUNDING = within(1e-12);

    /** R's own noncentral t is good to about 1e-9 there. */
    private static final Offset<Double> NONCENTRAL = within(1e-8);

    static Stream<String[]> pairs() {
        return rows("pairs.csv");
    }

    static Stream<String[]> power() {
        return rows("power.csv");
    }

    static Stream<String[]> holm() {
        return rows("holm.csv");
    }

    private static Stream<String[]> rows(String name) {
        try (InputStream in = AgainstRTest.class.getResourceAsStream(name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .skip(1)
                    .map(line -> line.split(","));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static double[] numbers(String cell) {
        return Arrays.stream(cell.split(" ")).mapToDouble(Double::parseDouble).toArray();
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void meansIntervalsAndBothTestsAreThoseOfR(
            String differences, String mean, String deviation, String margin, String t, String wilcoxon) {
        PairedTest test = PairedTest.of(numbers(differences));

        assertThat(test.difference().mean()).isEqualTo(Double.parseDouble(mean), ROUNDING);
        assertThat(test.difference().deviation()).isEqualTo(Double.parseDouble(deviation), ROUNDING);
        assertThat(test.difference().margin()).isEqualTo(Double.parseDouble(margin), ROUNDING);
        assertThat(test.t()).isEqualTo(Double.parseDouble(t), ROUNDING);
        assertThat(test.wilcoxon()).isEqualTo(Double.parseDouble(wilcoxon), ROUNDING);
    }

    @ParameterizedTest
    @MethodSource("power")
    void powerIsThatOfR(String effect, String pairs, String power) {
        assertThat(Power.of(Double.parseDouble(effect), Integer.parseInt(pairs), Power.ALPHA))
                .isEqualTo(Double.parseDouble(power), NONCENTRAL);
    }

    @ParameterizedTest
    @MethodSource("power")
    void theFewestPairsHaveThePowerAndOneLessHasNot(String effect, String pairs, String power) {
        double size = Double.parseDouble(effect);
        OptionalInt needed = Power.pairs(-size, Power.ALPHA, Power.USUAL);

        assertThat(needed).isPresent();
        int n = needed.getAsInt();
        assertThat(Power.of(size, n, Power.ALPHA)).isGreaterThanOrEqualTo(Power.USUAL);
        if (n > 2) {
            assertThat(Power.of(size, n - 1, Power.ALPHA)).isLessThan(Power.USUAL);
        }
    }

    @ParameterizedTest
    @MethodSource("holm")
    void holmsCorrectionIsThatOfR(String probabilities, String adjusted) {
        assertThat(Holm.adjust(numbers(probabilities))).containsExactly(numbers(adjusted), ROUNDING);
    }
}
