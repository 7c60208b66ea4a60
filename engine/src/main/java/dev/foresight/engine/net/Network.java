package dev.foresight.engine.net;

import dev.foresight.engine.graph.LayerGraph;
import java.nio.FloatBuffer;
import java.util.List;

/**
 * A network as training sees it: flat parameters in, mean gradient out. Not safe for use by several threads at once.
 *
 * <p>The flat vectors may have any layout; {@link #toPlain} and {@link #fromPlain} convert one tensor of any flat vector
 * (parameters, moments, gradient) to and from plain order, and they alone do.
 */
public interface Network extends AutoCloseable {
    LayerGraph graph();

    /** Where each tensor lies; a tied tensor occurs once. Ascending, without gaps, covering the flat vectors. */
    List<Segment> segments();

    ParameterVectors vectors();

    /**
     * Forward and backward pass in training mode at the present parameters; the gradient vector then holds the mean
     * gradient over the batch's targets. Recurrent state is carried from call to call; backpropagation stops at its
     * start. Parameters are unchanged, also when this throws.
     *
     * @param seed the run's seed, and
     * @param step the number of the step from 0: dropout masks are a function of both and of the layer's name
     * @return the mean cross-entropy over the batch's targets, in nats
     */
    double forwardBackward(Batch batch, long seed, long step);

    /**
     * Forward pass in training mode alone, for the statistics it gathers: afterwards the gradient vector's statistics
     * entries hold what {@link #forwardBackward} with the same arguments would leave there, momentum * (r - batch
     * statistic); its other entries hold nothing of use. Parameters and recurrent state are unchanged.
     */
    void statistics(Batch batch, long seed, long step);

    /** Forward pass in evaluation mode; carries recurrent state like training does. */
    Score evaluate(Batch batch);

    /** The carried state, to be put back later. */
    RecurrentState state();

    /** Continue from this state; {@link RecurrentState#ZERO} starts from zeros. */
    void state(RecurrentState state);

    /** One tensor out of a flat vector of this network, in plain order. */
    float[] toPlain(Segment segment, FloatBuffer flat);

    /** One tensor, given in plain order, into a flat vector of this network. */
    void fromPlain(Segment segment, float[] plain, FloatBuffer flat);

    /** Bytes outside of Java's heap that networks of this kind hold in this process, as far as they are counted. */
    default long nativeBytes() {
        return 0;
    }

    @Override
    void close();
}
