package dev.foresight.engine.optim;

import dev.foresight.engine.graph.Tensor;
import dev.foresight.engine.net.Network;
import dev.foresight.engine.net.ParameterVectors;
import dev.foresight.engine.net.Segment;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The weights W_t and their moments beside a network's flat vectors, in the network's order, cut into blocks.
 *
 * @param shown [P], what the network's next pass uses: W_t or the prediction
 * @param gradient [P], what the network's last pass left
 * @param blocks cover the vectors, ascending and without gaps
 */
record FlatParameters(FloatBuffer shown, FloatBuffer gradient, List<Block> blocks) {
    /** How a block is updated. */
    enum Treatment {
        TRAINED_AND_DECAYED,
        TRAINED,
        STATISTIC
    }

    /**
     * A stretch of one tensor. The cut depends on the tensors alone, never on threads. Each block has arrays of its own
     * because the compiler vectorises a loop over several arrays only where it uses the same index for all of them.
     *
     * @param from where the stretch begins in the flat vectors
     * @param theta W_t, [length]; empty where the network itself holds it
     * @param moments what the rule keeps, each [length]; empty arrays for statistics
     */
    record Block(int from, int length, Treatment treatment, float[] theta, float[][] moments) {
        /** Long enough to make handing out work cheap, short enough for a core's own cache. */
        static final int LONGEST = 1 << 13;

        private static final float[] NONE = {};

        static Block of(int from, int length, Treatment treatment, FloatBuffer parameters, boolean apart, int moments) {
            float[] theta = NONE;
            if (apart) {
                theta = new float[length];
                parameters.get(from, theta);
            }
            float[][] kept = new float[moments][];
            for (int i = 0; i < moments; i++) {
                kept[i] = treatment == Treatment.STATISTIC ? NONE : new float[length];
            }
            return new Block(from, length, treatment, theta, kept);
        }
    }

    /**
     * W_0 is what the network holds now.
     *
     * @param apart whether W_t is kept apart from what the network shows, as a prediction needs it
     * @param moments how many numbers the rule keeps of each trained weight
     */
    static FlatParameters of(Network network, boolean decayAll, boolean apart, int moments) {
        return switch (network.vectors()) {
            case ParameterVectors.Host host ->
                new FlatParameters(
                        host.parameters(),
                        host.gradient(),
                        cut(network.segments(), host.parameters(), decayAll, apart, moments));
        };
    }

    /**
     * W_t of a block, which is not to be changed.
     *
     * @param room [at least the block's length], where it is read to when the network holds it
     */
    float[] weights(Block block, float[] room) {
        if (block.theta().length > 0) {
            return block.theta();
        }
        shown.get(block.from(), room, 0, block.length());
        return room;
    }

    private static List<Block> cut(
            List<Segment> segments, FloatBuffer parameters, boolean decayAll, boolean apart, int moments) {
        List<Block> blocks = new ArrayList<>();
        int next = 0;
        for (Segment segment : segments) {
            if (segment.from() != next) {
                throw new IllegalArgumentException("segment " + segment.tensor().name() + " starts at " + segment.from()
                        + " where " + next + " was expected: segments leave no gaps");
            }
            next = segment.to();
            Treatment treatment = treatment(segment.tensor().kind(), decayAll);
            for (int from = segment.from(); from < next; from += Block.LONGEST) {
                blocks.add(Block.of(from, Math.min(Block.LONGEST, next - from), treatment, parameters, apart, moments));
            }
        }
        if (next != parameters.limit()) {
            throw new IllegalArgumentException("segments end at " + next + " of " + parameters.limit() + " entries");
        }
        return List.copyOf(blocks);
    }

    /**
     * The same vectors and blocks for a rule without prediction, which takes this one's arrays for its moments; empty
     * where there are not so many.
     */
    Optional<FlatParameters> lent(int moments) {
        List<Block> lent = new ArrayList<>();
        for (Block block : blocks) {
            List<float[]> arrays = new ArrayList<>(List.of(block.moments()));
            arrays.add(block.theta());
            boolean statistic = block.treatment() == Treatment.STATISTIC;
            arrays.removeIf(array -> array.length == 0);
            if (!statistic && arrays.size() < moments) {
                return Optional.empty();
            }
            float[][] taken =
                    statistic ? block.moments() : arrays.subList(0, moments).toArray(new float[0][]);
            lent.add(new Block(block.from(), block.length(), block.treatment(), Block.NONE, taken));
        }
        return Optional.of(new FlatParameters(shown, gradient, List.copyOf(lent)));
    }

    private static Treatment treatment(Tensor.Kind kind, boolean decayAll) {
        if (!kind.trained()) {
            return Treatment.STATISTIC;
        }
        return decayAll || kind.matrix() ? Treatment.TRAINED_AND_DECAYED : Treatment.TRAINED;
    }
}
