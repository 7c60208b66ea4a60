package dev.foresight.engine.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class DrawsTest {
    /** SplitMix64 from state 0, as published with the generator. */
    private static final long FIRST_OF_STATE_ZERO = 0xE220A8397B1DCDAFL;

    @Test
    void emptyKeyIsSplitMixFromStateZero() {
        Draws draws = Draws.of();

        assertThat(draws.next()).isEqualTo(FIRST_OF_STATE_ZERO);
        assertThat(draws.next()).isEqualTo(0x6E789E6AA1B965F4L);
    }

    @Test
    void everyWordOfTheKeyMatters() {
        long[][] keys = {{1, 2, 3}, {1, 2, 4}, {1, 3, 3}, {2, 2, 3}, {1, 2}, {2, 1, 3}};

        assertThat(Stream.of(keys).map(key -> Draws.of(key).next())).doesNotHaveDuplicates();
    }

    @Test
    void belowIsUniform() {
        Draws draws = Draws.of(5, 1);
        int[] counts = new int[9];
        IntStream.range(0, 90_000).forEach(i -> counts[draws.below(9)]++);

        // Five standard deviations of a count of mean 10,000.
        assertThat(Arrays.stream(counts).boxed())
                .allSatisfy(count -> assertThat(count).isBetween(9_530, 10_470));
    }

    @Test
    void permutationHoldsEveryNumberOnceAndEveryPlaceIsAsLikely() {
        int[] firsts = new int[5];
        for (int seed = 0; seed < 5_000; seed++) {
            int[] order = Draws.of(seed, Draws.ORDER).permutation(5);
            assertThat(order).containsExactlyInAnyOrder(0, 1, 2, 3, 4);
            firsts[order[0]]++;
        }

        assertThat(Arrays.stream(firsts).boxed())
                .allSatisfy(count -> assertThat(count).isBetween(860, 1_140));
    }
}
