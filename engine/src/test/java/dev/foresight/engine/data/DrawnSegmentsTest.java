package dev.foresight.engine.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.foresight.engine.data.DrawnSegments.Segment;
import dev.foresight.engine.net.Batch;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DrawnSegmentsTest {
    private static List<Segment> segments(int targets, int bptt, long seed, long epoch) {
        return new DrawnSegments(targets, bptt).of(seed, epoch);
    }

    @Test
    void segmentsFollowEachOtherAndLeaveAtMostOneTarget() {
        int left = 0;
        for (int targets = 2; targets < 300; targets++) {
            int next = 0;
            for (Segment segment : segments(targets, 20, 1, targets)) {
                assertThat(segment.start()).isEqualTo(next);
                assertThat(segment.length()).isBetween(2, segment.drawn());
                next += segment.length();
            }
            assertThat(next).isBetween(targets - 1, targets);
            left += targets - next;
        }
        assertThat(left).as("texts whose last target stood alone").isPositive();
    }

    @Test
    void onlyTheLastSegmentIsCut() {
        List<Segment> segments = segments(4_000, 30, 2, 0);

        assertThat(segments.subList(0, segments.size() - 1))
                .allSatisfy(segment -> assertThat(segment.length()).isEqualTo(segment.drawn()));
    }

    @Test
    void lengthsAreNormalAroundBpttAndSometimesAroundHalfOfIt() {
        List<Segment> segments = segments(2_000_000, 70, 3, 5);
        List<Integer> halved = segments.stream()
                .map(Segment::drawn)
                .filter(length -> length < 52)
                .toList();
        List<Integer> full = segments.stream()
                .map(Segment::drawn)
                .filter(length -> length > 52)
                .toList();

        assertThat((double) halved.size() / segments.size()).isCloseTo(0.05, within(0.005));
        // Rounding towards zero takes half a token away on average.
        assertThat(mean(full)).isCloseTo(69.5, within(0.2));
        assertThat(deviation(full)).isCloseTo(5, within(0.2));
        assertThat(mean(halved)).isCloseTo(34.5, within(0.6));
        assertThat(segments.stream().mapToInt(Segment::drawn).max().orElseThrow())
                .isBetween(82, 97);
    }

    @Test
    void noDrawnLengthIsBelowFive() {
        assertThat(segments(10_000, 3, 1, 0).stream().mapToInt(Segment::drawn).min())
                .hasValue(5);
    }

    private static double mean(List<Integer> values) {
        return values.stream().mapToInt(Integer::intValue).average().orElseThrow();
    }

    private static double deviation(List<Integer> values) {
        double mean = mean(values);
        return Math.sqrt(values.stream()
                .mapToDouble(value -> (value - mean) * (value - mean))
                .average()
                .orElseThrow());
    }

    @Test
    void theyAreAFunctionOfSeedAndEpoch() {
        DrawnSegments drawn = new DrawnSegments(5_000, 35);
        List<Segment> first = drawn.of(1, 0);

        assertThat(drawn.of(1, 1)).isNotEqualTo(first);
        assertThat(drawn.of(2, 0)).isNotEqualTo(first);
        assertThat(drawn.of(1, 0)).isEqualTo(first);
        assertThat(segments(5_000, 35, 1, 0)).isEqualTo(first);
    }

    @Test
    void batchesContinueEachOtherAndTheRateGoesByTheDrawnLength() {
        LoadedData data = new Grammar()
                .load(
                        DataSpecs.data("grammar", Map.of("tokens", 1_000L), 0, 0),
                        DataSpecs.training(4, 20).withVariableBptt(true));
        int steps = data.stepsPerEpoch(7, 3);
        List<Integer> stream = new ArrayList<>();
        List<Integer> lengths = new ArrayList<>();
        for (int position = 0; position < steps; position++) {
            Batch.Tokens batch = (Batch.Tokens) data.training(7, 3, position);
            IntStream.range(0, batch.time()).map(t -> batch.inputs()[t * 4 + 1]).forEach(stream::add);
            lengths.add(batch.time());
            if (position < steps - 1) {
                assertThat(data.rateFactor(7, 3, position)).isEqualTo(batch.time() / 20.0);
            }
        }
        assertThat(lengths.stream().distinct().count()).isGreaterThan(3);
        assertThat(data.rateFactor(7, 3, steps - 1)).isGreaterThanOrEqualTo(lengths.getLast() / 20.0);

        LoadedData fixed = new Grammar()
                .load(DataSpecs.data("grammar", Map.of("tokens", 1_000L), 0, 0), DataSpecs.training(4, 300));
        Batch.Tokens whole = (Batch.Tokens) fixed.training(7, 3, 0);
        assertThat(stream)
                .isEqualTo(IntStream.range(0, stream.size())
                        .mapToObj(t -> whole.inputs()[t * 4 + 1])
                        .toList());
        assertThat(fixed.rateFactor(7, 3, 0)).isEqualTo(1);
    }
}
