package dev.foresight.engine.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;
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

    static Stream<String[]> shares() {
        return rows("shares.csv");
    }

    static Stream<String[]> censored() {
        return rows("censored.csv");
    }

    static Stream<String[]> profiles() {
        return rows("profiles.csv");
    }

    private static double[] numbers(String cell) {
        return Arrays.stream(cell.split(" ")).mapToDouble(AgainstRTest::number).toArray();
    }

    private static double number(String cell) {
        return cell.equals("Inf") ? Double.POSITIVE_INFINITY : Double.parseDouble(cell);
    }

    private static double[][] matrix(String cell) {
        return Arrays.stream(cell.split(";")).map(AgainstRTest::numbers).toArray(double[][]::new);
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

    /** R enumerates all n^n draws of n seeds; ours are {@value BestShare#DRAWS} of them. */
    @ParameterizedTest
    @MethodSource("shares")
    void sharesOfDrawsAreThoseOfAllPossibleDraws(String values, String lower, String shares) {
        double[][] rows = matrix(values);
        double[] exact = numbers(shares);
        int[] own = IntStream.range(0, rows.length).toArray();
        double[] drawn =
                BestShare.of(List.of(new BestShare.Problem(rows, own, Boolean.parseBoolean(lower))), rows.length);

        for (int i = 0; i < exact.length; i++) {
            double deviation = Math.sqrt(exact[i] * (1 - exact[i]) / BestShare.DRAWS);
            assertThat(drawn[i]).isEqualTo(exact[i], within(3 * deviation + 1e-12));
        }
    }

    @ParameterizedTest
    @MethodSource("censored")
    void mediansWithTimesThatNeverEndAreThoseOfR(String times, String reached, String median) {
        Censored found = Censored.of(numbers(times));

        assertThat(found.n()).isEqualTo(numbers(times).length);
        assertThat(found.reached()).isEqualTo(Integer.parseInt(reached));
        assertThat(found.median()).isEqualTo(number(median));
    }

    @ParameterizedTest
    @MethodSource("profiles")
    void profilesAreTheDistributionFunctionsOfR(String costs, String at1, String at15, String at2, String at4) {
        PerformanceProfile profile = PerformanceProfile.of(matrix(costs));

        String[] expected = {at1, at15, at2, at4};
        double[] limits = {1, 1.5, 2, 4};
        for (int i = 0; i < limits.length; i++) {
            double[] shares = numbers(expected[i]);
            for (int solver = 0; solver < shares.length; solver++) {
                assertThat(profile.share(solver, limits[i])).isEqualTo(shares[solver], ROUNDING);
            }
        }
    }
}
