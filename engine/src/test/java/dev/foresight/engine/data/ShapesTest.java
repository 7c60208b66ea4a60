package dev.foresight.engine.data;

import static org.assertj.core.api.Assertions.assertThat;

import dev.foresight.engine.data.LoadedData.Split;
import dev.foresight.engine.net.Batch;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ShapesTest {
    private final Shapes set = new Shapes();

    private LoadedData load(Map<String, Object> values, long train, long validation) {
        return set.load(DataSpecs.data("shapes", values, train, validation), DataSpecs.training(50, 0));
    }

    @Test
    void classesOccurEquallyOften() {
        int[] counts = new int[10];
        LoadedData data = load(Map.of("examples", 200L, "testExamples", 100L), 0, 0);
        for (int position = 0; position < data.stepsPerEpoch(1, 0); position++) {
            for (int label : ((Batch.Images) data.training(1, 0, position)).labels()) {
                counts[label]++;
            }
        }

        assertThat(counts).containsOnly(20);
        assertThat(data.outputs()).isEqualTo(10);
    }

    @Test
    void picturesAreAFunctionOfTheSeed() {
        float[] first = pixels(load(Map.of("examples", 100L, "testExamples", 20L), 0, 0));

        assertThat(pixels(load(Map.of("examples", 100L, "testExamples", 20L), 0, 0)))
                .isEqualTo(first);
        assertThat(pixels(load(Map.of("examples", 50L, "testExamples", 20L), 0, 0)))
                .isEqualTo(first);
        assertThat(pixels(load(Map.of("testExamples", 20L, "seed", 1L, "examples", 100L), 0, 0)))
                .isNotEqualTo(first);
    }

    private static float[] pixels(LoadedData data) {
        return ((Batch.Images) data.evaluation(Split.TEST).iterator().next()).pixels();
    }

    @Test
    void sizesAreTheParameters() {
        LoadedData data = load(Map.of("examples", 120L, "testExamples", 30L), 60, 40);
        long validation = 0;
        for (Batch batch : data.evaluation(Split.VALIDATION)) {
            validation += batch.targets();
        }

        assertThat(data.stepsPerEpoch(1, 0)).isEqualTo(2);
        assertThat(validation).isEqualTo(40);
        assertThat(data.splits()).containsExactly(Split.VALIDATION, Split.TEST);
        assertThat(load(Map.of("examples", 20L, "testExamples", 0L), 0, 0).splits())
                .isEmpty();
    }

    @Test
    void noPixelAndNoMeanColourGivesTheClassAway() {
        LoadedData data = load(Map.of("examples", 4_000L, "testExamples", 0L), 0, 0);
        double[][] sums = new double[10][3];
        for (int position = 0; position < data.stepsPerEpoch(1, 0); position++) {
            Batch.Images batch = (Batch.Images) data.training(1, 0, position);
            for (int i = 0; i < batch.labels().length; i++) {
                for (int entry = 0; entry < 3072; entry++) {
                    sums[batch.labels()[i]][entry / 1024] += batch.pixels()[i * 3072 + entry];
                }
            }
        }

        // Mean normalised colour over 400 pictures a class: the spread over pictures is about 0.6, so 0.15 is five of
        // its standard errors.
        assertThat(Arrays.stream(sums).flatMapToDouble(Arrays::stream).boxed())
                .allSatisfy(sum -> assertThat(sum / 400 / 1024).isBetween(-.17, .17));
    }

    @Test
    void twoPatternsOfTheSameFigureDiffer() {
        byte[] stripes = new byte[3072];
        byte[] checks = new byte[3072];
        byte[] again = new byte[3072];
        ShapeScene.draw(Draws.of(3), 4, 0, stripes, 0);
        ShapeScene.draw(Draws.of(3), 5, 0, checks, 0);
        ShapeScene.draw(Draws.of(3), 4, 0, again, 0);

        assertThat(again).isEqualTo(stripes);
        assertThat(checks).isNotEqualTo(stripes);
    }

    @Test
    void subsetLargerThanTheSetIsRefused() {
        assertThat(set.check("data", DataSpecs.data("shapes", Map.of("examples", 100L), 81, 20)))
                .singleElement()
                .satisfies(problem -> assertThat(problem.toString()).contains("data.trainExamples", "81", "80"));
    }
}
