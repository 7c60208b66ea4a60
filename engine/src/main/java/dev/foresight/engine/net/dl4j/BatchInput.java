package dev.foresight.engine.net.dl4j;

import dev.foresight.engine.graph.LayerGraph;
import dev.foresight.engine.graph.Shape;
import dev.foresight.engine.net.Batch;
import dev.foresight.engine.net.dl4j.layers.Floats;
import dev.foresight.engine.net.dl4j.layers.Pass;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Checks batches against the graph and brings them into native memory, which is kept from batch to batch. */
final class BatchInput {
    private final Shape shape;
    private final int outputs;
    private final Pass pass;
    private final Floats unused = Floats.allocate(1, 1);
    private @Nullable Floats pixels;

    BatchInput(LayerGraph graph, Pass pass) {
        shape = graph.input();
        outputs = switch (graph.output()) {
            case Shape.Features features -> features.size();
            case Shape.Sequence sequence -> sequence.features();
            case Shape.Image image -> image.channels();
            case Shape.Tokens tokens -> tokens.vocabulary();
        };
        this.pass = pass;
    }

    /** DL4J wants labels; ours travel in the pass. */
    INDArray labels() {
        return unused.array();
    }

    /**
     * Starts the pass and gives the array that DL4J is fed with.
     *
     * @throws IllegalArgumentException when the batch does not fit the graph
     */
    INDArray of(Batch batch, long seed, long step) {
        return switch (batch) {
            case Batch.Images images -> {
                checkImages(images);
                pass.begin(seed, step, new int[0], images.labels(), 0);
                yield images(images);
            }
            case Batch.Tokens tokens -> {
                checkTokens(tokens);
                pass.begin(seed, step, tokens.inputs(), tokens.targetTokens(), tokens.streams());
                yield unused.array();
            }
        };
    }

    private INDArray images(Batch.Images images) {
        int count = images.labels().length;
        if (pixels == null || pixels.array().length() != images.pixels().length) {
            if (pixels != null) {
                pixels.close();
            }
            pixels = Floats.allocate(count, images.pixels().length / count);
        }
        pixels.buffer().put(0, images.pixels());
        return shape instanceof Shape.Image
                ? pixels.array().reshape('c', count, images.channels(), images.height(), images.width())
                : pixels.array();
    }

    private void checkImages(Batch.Images images) {
        long each = (long) images.channels() * images.height() * images.width();
        boolean fits = switch (shape) {
            case Shape.Image image ->
                image.channels() == images.channels()
                        && image.height() == images.height()
                        && image.width() == images.width();
            case Shape.Features features -> features.size() == each;
            case Shape.Tokens tokens -> false;
            case Shape.Sequence sequence -> false;
        };
        if (!fits) {
            throw misfit("images [" + images.channels() + "," + images.height() + "," + images.width() + "]");
        }
        if (images.labels().length == 0 || images.pixels().length != each * images.labels().length) {
            throw misfit(images.pixels().length + " pixel values for " + images.labels().length + " labels");
        }
        checkIndices("label", images.labels(), outputs);
    }

    private void checkTokens(Batch.Tokens tokens) {
        if (!(shape instanceof Shape.Tokens expected)) {
            throw misfit("tokens");
        }
        int count = tokens.time() * tokens.streams();
        if (count == 0 || tokens.inputs().length != count || tokens.targetTokens().length != count) {
            throw misfit(tokens.inputs().length + " tokens and " + tokens.targetTokens().length + " targets for "
                    + tokens.time() + " steps of " + tokens.streams() + " streams");
        }
        checkIndices("token", tokens.inputs(), expected.vocabulary());
        checkIndices("target", tokens.targetTokens(), outputs);
    }

    private void checkIndices(String what, int[] indices, int limit) {
        for (int i = 0; i < indices.length; i++) {
            if (indices[i] < 0 || indices[i] >= limit) {
                throw new IllegalArgumentException("Batch, " + what + " at position " + i + ": found " + indices[i]
                        + ", allowed 0 to " + (limit - 1));
            }
        }
    }

    private IllegalArgumentException misfit(String found) {
        return new IllegalArgumentException("Batch: found " + found + ", expected what fits " + shape);
    }

    void close() {
        unused.close();
        if (pixels != null) {
            pixels.close();
        }
    }
}
