package dev.foresight.engine.data;

import com.google.auto.service.AutoService;
import dev.foresight.engine.graph.Shape;
import dev.foresight.engine.spec.DataSpec;
import dev.foresight.engine.spec.Parameter;
import dev.foresight.engine.spec.SpecProblem;
import dev.foresight.engine.spec.Task;
import dev.foresight.engine.spec.TrainingSpec;
import dev.foresight.engine.spec.Values;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Generated pictures [3,32,32] of 10 classes, five figures times two patterns; needs no file. Picture i of a part is of
 * class i mod 10 and a function of (seed, part, i), so a larger set begins with the smaller one.
 */
@AutoService(Dataset.class)
public final class Shapes implements Dataset {
    static final Parameter.Whole EXAMPLES = new Parameter.Whole(
            "examples",
            "Training images",
            "How many training images are made; those held out for validation are taken from them.",
            20,
            100_000,
            6_000L);
    static final Parameter.Whole TEST_EXAMPLES = new Parameter.Whole(
            "testExamples", "Test images", "How many images are made for the test part.", 0, 100_000, 1_000L);
    static final Parameter.Real NOISE = new Parameter.Real(
            "noise",
            "Noise",
            "Standard deviation of the noise on every pixel, as a fraction of the range of a colour.",
            0,
            1,
            0.08);
    static final Parameter.Whole SEED = new Parameter.Whole(
            "seed",
            "Data seed",
            "Decides the pictures and which of them are held out. The same for all runs of an experiment.",
            0,
            Long.MAX_VALUE,
            0L);

    private static final long TRAIN_PART = 0;
    private static final long TEST_PART = 1;
    private static final Shape.Image SHAPE = new Shape.Image(3, ShapeScene.SIZE, ShapeScene.SIZE);
    private static final Normalisation NORMALISATION =
            new Normalisation(new float[] {.5f, .5f, .5f}, new float[] {.3f, .3f, .3f});

    @Override
    public String id() {
        return "shapes";
    }

    @Override
    public String title() {
        return "Shapes and patterns";
    }

    @Override
    public String summary() {
        return "Generated pictures of five figures with two patterns, ten classes in all; needs no download.";
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(EXAMPLES, TEST_EXAMPLES, NOISE, SEED);
    }

    @Override
    public Task task() {
        return Task.IMAGE_CLASSIFICATION;
    }

    @Override
    public List<SpecProblem> check(String path, DataSpec spec) {
        return ImageChecks.counts(path, spec, spec.set().parameters().get(EXAMPLES));
    }

    @Override
    public Shape input(DataSpec spec) {
        return SHAPE;
    }

    @Override
    public LoadedData load(DataSpec spec, TrainingSpec training) {
        Values values = spec.set().parameters();
        long seed = values.get(SEED);
        double noise = values.get(NOISE);
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("set", id());
        facts.put("generatorVersion", "1");
        facts.put("seed", String.valueOf(seed));
        facts.put("noise", String.valueOf(noise));
        facts.put("examples", String.valueOf(values.get(EXAMPLES)));
        ImagePart train = part(seed, TRAIN_PART, Math.toIntExact(values.get(EXAMPLES)), noise);
        ImagePart test = part(seed, TEST_PART, Math.toIntExact(values.get(TEST_EXAMPLES)), noise);
        ImageData.Given given = new ImageData.Given(SHAPE, ShapeScene.CLASSES, NORMALISATION, train, test);
        return new ImageData(given, spec, training.batch(), seed, facts);
    }

    private static ImagePart part(long seed, long part, int size, double noise) {
        int image = SHAPE.channels() * SHAPE.height() * SHAPE.width();
        byte[] pixels = new byte[Math.multiplyExact(size, image)];
        byte[] labels = new byte[size];
        // Each picture has its own stream and its own place, so the threads cannot matter to the result.
        IntStream.range(0, size).parallel().forEach(i -> {
            labels[i] = (byte) (i % ShapeScene.CLASSES.size());
            ShapeScene.draw(Draws.of(seed, Draws.GENERATION, part, i), labels[i], noise, pixels, i * image);
        });
        return new ImagePart(pixels, labels);
    }
}
