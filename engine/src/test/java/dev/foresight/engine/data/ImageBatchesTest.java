package dev.foresight.engine.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.foresight.engine.graph.Shape;
import dev.foresight.engine.net.Batch;
import dev.foresight.engine.spec.DataSpec.Augmentation;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ImageBatchesTest {
    private static final int EXAMPLES = 25;

    /** One-channel 4x4 images; pixel k of image i is 16*i mod 256 + k, label i mod 10; value = byte/255 - 0.5. */
    private static ImageData data(Augmentation augmentation, int batch) {
        byte[] pixels = new byte[EXAMPLES * 16];
        byte[] labels = new byte[EXAMPLES];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (byte) i;
            labels[i / 16] = (byte) (i / 16 % 10);
        }
        ImageData.Given given = new ImageData.Given(
                new Shape.Image(1, 4, 4),
                Collections.nCopies(10, "class"),
                new Normalisation(new float[] {.5f}, new float[] {1}),
                new ImagePart(pixels, labels),
                new ImagePart(new byte[0], new byte[0]));
        return new ImageData(given, DataSpecs.data("x", Map.of(), 0, 0, augmentation), batch, 0, Map.of());
    }

    private static List<Integer> order(BatchPlan plan, long seed, long epoch) {
        List<Integer> order = new ArrayList<>();
        for (int position = 0; position < plan.stepsPerEpoch(); position++) {
            Arrays.stream(plan.examples(seed, epoch, position)).forEach(order::add);
        }
        return order;
    }

    @Test
    void orderIsAFunctionOfSeedAndEpoch() {
        BatchPlan plan = new BatchPlan(100, 8);
        List<Integer> order = order(plan, 1, 0);

        assertThat(order(plan, 1, 1)).isNotEqualTo(order);
        assertThat(order(plan, 2, 0)).isNotEqualTo(order);
        assertThat(order(plan, 1, 0)).isEqualTo(order);
        assertThat(order(new BatchPlan(100, 7), 1, 0)).isEqualTo(order);
        assertThat(order)
                .containsExactlyInAnyOrderElementsOf(
                        IntStream.range(0, 100).boxed().toList());
    }

    @Test
    void aBatchThatWasGivenBackServesALaterOneAndChangesNothing() {
        ImageData data = data(Augmentation.CROP_FLIP, 4);
        Batch.Images first = (Batch.Images) data.training(7, 0, 0);
        float[] pixels = first.pixels();
        data.giveBack(first);
        Batch.Images later = (Batch.Images) data.training(7, 3, 2);
        Batch.Images last = (Batch.Images) data.training(7, 0, 6);

        assertThat(later.pixels()).isSameAs(pixels);
        assertThat(later.pixels())
                .containsExactly(((Batch.Images) data(Augmentation.CROP_FLIP, 4).training(7, 3, 2)).pixels());
        data.giveBack(last);
        data.giveBack(later);
        assertThat(((Batch.Images) data.training(7, 0, 1)).pixels())
                .as("the last batch of an epoch is smaller, and does not get in the way of the others")
                .isSameAs(pixels);
    }

    @Test
    void lastBatchHoldsWhatIsLeft() {
        BatchPlan plan = new BatchPlan(100, 8);

        assertThat(plan.stepsPerEpoch()).isEqualTo(13);
        assertThat(plan.examples(1, 0, 12)).hasSize(4);
        assertThatThrownBy(() -> plan.examples(1, 0, 13)).isInstanceOf(IndexOutOfBoundsException.class);
    }

    @Test
    void batchesAreTheSameInAnyOrderOfAsking() {
        ImageData data = data(Augmentation.CROP_FLIP, 4);
        Batch.Images later = (Batch.Images) data.training(7, 3, 2);
        data.training(7, 0, 0);
        data.training(8, 3, 2);
        Batch.Images again = (Batch.Images) data(Augmentation.CROP_FLIP, 4).training(7, 3, 2);

        assertThat(again.pixels()).isEqualTo(later.pixels());
        assertThat(again.labels()).isEqualTo(later.labels());
        assertThat(((Batch.Images) data.training(7, 4, 2)).pixels()).isNotEqualTo(later.pixels());
    }

    @Test
    void cropMovesTheImageAndPadsWithBlack() {
        byte[] pixels = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12};
        float[] table = new float[256];
        for (int i = 0; i < 256; i++) {
            table[i] = i - 100;
        }
        float[] out = new float[12];

        // Offsets 5 and 3: one row up, one column to the right.
        new CropFlip(5, 3, false).apply(pixels, 0, 3, 4, table, out, 0);
        assertThat(out).containsExactly(-100, -95, -94, -93, -100, -91, -90, -89, -100, -100, -100, -100);

        new CropFlip(5, 3, true).apply(pixels, 0, 3, 4, table, out, 0);
        assertThat(out).containsExactly(-93, -94, -95, -100, -89, -90, -91, -100, -100, -100, -100, -100);

        CropFlip.NONE.apply(pixels, 0, 3, 4, table, out, 0);
        assertThat(out).containsExactly(-99, -98, -97, -96, -95, -94, -93, -92, -91, -90, -89, -88);
    }

    @Test
    void augmentedBatchIsThePlansExamplesMovedByTheDocumentedDraws() {
        Batch.Images batch = (Batch.Images) data(Augmentation.CROP_FLIP, 4).training(7, 3, 2);
        int[] examples = new BatchPlan(EXAMPLES, 4).examples(7, 3, 2);
        int[] subset = Draws.of(0, Draws.SUBSET).permutation(EXAMPLES);
        for (int i = 0; i < 4; i++) {
            int image = subset[examples[i]];
            Draws draws = Draws.of(7, Draws.AUGMENTATION, 3, 8 + i);
            int dy = draws.below(9) - 4;
            int dx = draws.below(9) - 4;
            boolean flipped = draws.below(2) == 1;
            assertThat(batch.labels()[i]).isEqualTo(image % 10);
            for (int y = 0; y < 4; y++) {
                for (int x = 0; x < 4; x++) {
                    int sourceY = y + dy;
                    int sourceX = (flipped ? 3 - x : x) + dx;
                    boolean inside = sourceY >= 0 && sourceY < 4 && sourceX >= 0 && sourceX < 4;
                    int value = inside ? (16 * image + 4 * sourceY + sourceX) & 0xff : 0;
                    assertThat(batch.pixels()[i * 16 + 4 * y + x]).isEqualTo(value / 255f - .5f);
                }
            }
        }
    }

    @Test
    void allOffsetsAndBothDirectionsOccurAboutEquallyOften() {
        int[] dy = new int[9];
        int[] dx = new int[9];
        int flipped = 0;
        for (int index = 0; index < 9_000; index++) {
            CropFlip move = CropFlip.draw(1, index / 1_000, index % 1_000);
            dy[move.dy()]++;
            dx[move.dx()]++;
            flipped += move.flipped() ? 1 : 0;
        }

        assertThat(Arrays.stream(dy).boxed())
                .allSatisfy(count -> assertThat(count).isBetween(850, 1_150));
        assertThat(Arrays.stream(dx).boxed())
                .allSatisfy(count -> assertThat(count).isBetween(850, 1_150));
        assertThat(flipped).isBetween(4_260, 4_740);
    }
}
