package dev.foresight.engine.data;

import dev.foresight.engine.graph.Shape;
import dev.foresight.engine.net.Batch;
import dev.foresight.engine.spec.DataSpec;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.IntStream;

/**
 * Images in memory as bytes; a batch is normalised, and in training augmented, when it is asked for.
 *
 * <p>Which examples are used: the permutation of the key (subset seed, SUBSET) of the given training part; its first
 * {@code validationExamples} entries are held out for validation, the next {@code trainExamples} are trained on (all that
 * are left when 0). So the two never share an example, a larger training subset contains the smaller ones, and the
 * validation part is the same for every size and every seed of a run. Classes are not balanced by the draw.
 */
final class ImageData implements LoadedData {
    /** As many as a feed prepares and a step reads, and a few of the smaller last batches. */
    private static final int SPARE = 8;

    private final Shape.Image shape;
    private final List<String> classes;
    private final float[][] table;
    private final boolean augmented;
    private final int batch;
    private final BatchPlan plan;
    private final ImagePart train;
    private final Map<Split, ImagePart> evaluated = new LinkedHashMap<>();
    private final Map<String, String> provenance;
    /** Pixels of batches that were given back; guarded by itself. */
    private final Deque<float[]> spare = new ArrayDeque<>();

    /**
     * @param given the training and test images; {@code check} has found the spec's numbers to fit them
     * @param source what the images are: checksums, or generator and seed
     */
    ImageData(Given given, DataSpec spec, int batch, long subsetSeed, Map<String, String> source) {
        shape = given.shape;
        classes = List.copyOf(given.classes);
        table = given.normalisation.table();
        augmented = switch (spec.augmentation()) {
            case NONE -> false;
            case CROP_FLIP -> true;
        };
        this.batch = batch;
        int[] order = Draws.of(subsetSeed, Draws.SUBSET).permutation(given.train.size());
        int held = Math.toIntExact(spec.validationExamples());
        int used = spec.trainExamples() == 0 ? order.length - held : Math.toIntExact(spec.trainExamples());
        train = given.train.select(
                IntStream.range(held, held + used).map(i -> order[i]).toArray());
        if (held > 0) {
            evaluated.put(
                    Split.VALIDATION,
                    given.train.select(
                            IntStream.range(0, held).map(i -> order[i]).toArray()));
        }
        if (given.test.size() > 0) {
            evaluated.put(Split.TEST, given.test);
        }
        plan = new BatchPlan(used, batch);
        Map<String, String> facts = new LinkedHashMap<>(source);
        facts.put("trainExamples", String.valueOf(used));
        facts.put("validationExamples", String.valueOf(held));
        facts.put("testExamples", String.valueOf(given.test.size()));
        facts.put("subsetSeed", String.valueOf(subsetSeed));
        provenance = Collections.unmodifiableMap(facts);
    }

    /** What a reader or a generator brings. */
    record Given(
            Shape.Image shape, List<String> classes, Normalisation normalisation, ImagePart train, ImagePart test) {}

    @Override
    public Shape input() {
        return shape;
    }

    @Override
    public int outputs() {
        return classes.size();
    }

    @Override
    public List<String> classNames() {
        return classes;
    }

    @Override
    public List<Split> splits() {
        return List.copyOf(evaluated.keySet());
    }

    @Override
    public int stepsPerEpoch(long seed, long epoch) {
        return plan.stepsPerEpoch();
    }

    @Override
    public Batch training(long seed, long epoch, int position) {
        int[] examples = plan.examples(seed, epoch, position);
        int start = plan.start(position);
        CropFlip[] moves = new CropFlip[examples.length];
        for (int i = 0; i < moves.length; i++) {
            moves[i] = augmented ? CropFlip.draw(seed, epoch, start + i) : CropFlip.NONE;
        }
        return images(train, examples, moves);
    }

    /** In the order of the part, with the batch size of training, so that a network compiled for it is used again. */
    @Override
    public Iterable<Batch> evaluation(Split split) {
        ImagePart part = evaluated.get(split);
        if (part == null) {
            return List.of();
        }
        List<Integer> starts = new ArrayList<>();
        for (int start = 0; start < part.size(); start += batch) {
            starts.add(start);
        }
        return () -> starts.stream().map(start -> inOrder(part, start)).iterator();
    }

    @Override
    public OptionalDouble bestPerplexity(Split split) {
        return OptionalDouble.empty();
    }

    @Override
    public Map<String, String> provenance() {
        return provenance;
    }

    private Batch inOrder(ImagePart part, int start) {
        int[] examples =
                IntStream.range(start, Math.min(start + batch, part.size())).toArray();
        CropFlip[] moves = new CropFlip[examples.length];
        Arrays.fill(moves, CropFlip.NONE);
        return images(part, examples, moves);
    }

    @Override
    public void giveBack(Batch batch) {
        synchronized (spare) {
            if (batch instanceof Batch.Images images) {
                spare.add(images.pixels());
                if (spare.size() > SPARE) {
                    spare.remove();
                }
            }
        }
    }

    /** All entries are written by whoever asks. */
    private float[] pixels(int length) {
        synchronized (spare) {
            for (Iterator<float[]> each = spare.iterator(); each.hasNext(); ) {
                float[] used = each.next();
                if (used.length == length) {
                    each.remove();
                    return used;
                }
            }
        }
        return new float[length];
    }

    private Batch images(ImagePart part, int[] examples, CropFlip[] moves) {
        int plane = shape.height() * shape.width();
        int image = plane * shape.channels();
        float[] pixels = pixels(examples.length * image);
        int[] labels = new int[examples.length];
        for (int i = 0; i < examples.length; i++) {
            labels[i] = part.labels()[examples[i]];
            for (int c = 0; c < shape.channels(); c++) {
                moves[i].apply(
                        part.pixels(),
                        examples[i] * image + c * plane,
                        shape.height(),
                        shape.width(),
                        table[c],
                        pixels,
                        i * image + c * plane);
            }
        }
        return new Batch.Images(pixels, shape.channels(), shape.height(), shape.width(), labels);
    }
}
