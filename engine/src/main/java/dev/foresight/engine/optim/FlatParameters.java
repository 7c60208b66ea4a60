package dev.foresight.engine.optim;

import dev.foresight.engine.graph.Tensor;
import dev.foresight.engine.net.Network;
import dev.foresight.engine.net.ParameterVectors;
import dev.foresight.engine.net.Segment;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * The weights W_t and their moments beside a network's flat vectors, all [P] float32 in the network's order.
 *
 * @param theta W_t
 * @param m first moment; zero for statistics
 * @param v second moment; zero for statistics
 * @param shown what the network's next pass uses: W_t or the prediction
 * @param gradient what the network's last pass left
 * @param pieces the vectors cut into stretches that are treated alike
 */
record FlatParameters(
        float[] theta, float[] m, float[] v, FloatBuffer shown, FloatBuffer gradient, List<Piece> pieces) {
    /** Large enough to make handing out work cheap, small enough to share it among threads. */
    private static final int LONGEST_PIECE = 1 << 16;

    /** How a piece is updated. */
    enum Treatment {
        TRAINED_AND_DECAYED,
        TRAINED,
        STATISTIC
    }

    /** Entries from (included) to (excluded) of one tensor. The cut depends on the tensors alone, never on threads. */
    record Piece(int from, int to, Treatment treatment) {}

    /** W_0 is what the network holds now. */
    static FlatParameters of(Network network, boolean decayAll) {
        return switch (network.vectors()) {
            case ParameterVectors.Host host -> {
                float[] theta = new float[host.parameters().limit()];
                host.parameters().get(0, theta);
                yield new FlatParameters(
                        theta,
                        new float[theta.length],
                        new float[theta.length],
                        host.parameters(),
                        host.gradient(),
                        cut(network.segments(), theta.length, decayAll));
            }
        };
    }

    private static List<Piece> cut(List<Segment> segments, int length, boolean decayAll) {
        List<Piece> pieces = new ArrayList<>();
        int next = 0;
        for (Segment segment : segments) {
            if (segment.from() != next) {
                throw new IllegalArgumentException("segment " + segment.tensor().name() + " starts at " + segment.from()
                        + " where " + next + " was expected: segments leave no gaps");
            }
            next = segment.to();
            Treatment treatment = treatment(segment.tensor().kind(), decayAll);
            for (int from = segment.from(); from < next; from += LONGEST_PIECE) {
                pieces.add(new Piece(from, Math.min(next, from + LONGEST_PIECE), treatment));
            }
        }
        if (next != length) {
            throw new IllegalArgumentException("segments end at " + next + " of " + length + " entries");
        }
        return List.copyOf(pieces);
    }

    private static Treatment treatment(Tensor.Kind kind, boolean decayAll) {
        if (!kind.trained()) {
            return Treatment.STATISTIC;
        }
        return decayAll || kind.matrix() ? Treatment.TRAINED_AND_DECAYED : Treatment.TRAINED;
    }
}
