package dev.foresight.engine.data;

import dev.foresight.engine.graph.Shape;
import dev.foresight.engine.net.Batch;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * Data in memory, ready to be fed to a network. Every batch is a function of its arguments alone, so two arms, a replay
 * and a resumed run see the same ones. Training batches may be asked for by another thread than evaluation batches.
 */
public interface LoadedData {
    Shape input();

    /** Classes, or the size of the vocabulary. */
    int outputs();

    /** The parts that can be evaluated: validation, test. Empty parts are absent. */
    List<Split> splits();

    /** Steps in an epoch of training, which may depend on the epoch; the last batch may be smaller. */
    int stepsPerEpoch(long seed, long epoch);

    /** Factor on the learning rate of a step: 1, or the length drawn for the step over bptt where lengths are drawn. */
    default double rateFactor(long seed, long epoch, int position) {
        return 1;
    }

    /**
     * The batch at a position of an epoch. For tokens the streams are cut once: batch {@code i} continues batch
     * {@code i-1}, and the recurrent state starts from zero at position 0.
     */
    Batch training(long seed, long epoch, int position);

    /**
     * Takes back a batch that nobody reads any more; a later one may be made in its arrays. Batches that are not given back
     * pile up where a garbage collector seldom looks: large and alive just long enough to be taken for lasting. From any
     * thread.
     */
    default void giveBack(Batch batch) {}

    /** The batches of a part, in order; for tokens each continues the one before it. */
    Iterable<Batch> evaluation(Split split);

    /** The classes by name, in the order of their numbers; empty where they have none, and for texts. */
    default List<String> classNames() {
        return List.of();
    }

    /** Characters that the targets of an evaluated part stand for, where its tokens are written in characters. */
    default OptionalLong characters(Split split) {
        return OptionalLong.empty();
    }

    /** The best perplexity any model can reach, where the source's entropy is known. */
    OptionalDouble bestPerplexity(Split split);

    /** What is needed to recognise the data again: sizes and SHA-256 of the files, or the generator and its seed. */
    Map<String, String> provenance();

    /** A part of the data that is evaluated. */
    enum Split {
        VALIDATION("validation"),
        TEST("test");

        private final String id;

        Split(String id) {
            this.id = id;
        }

        /** The word in files. */
        public String id() {
            return id;
        }
    }
}
