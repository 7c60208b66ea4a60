package dev.foresight.engine.net.dl4j.layers;

import dev.foresight.engine.graph.Layer;
import dev.foresight.engine.net.DropoutMask;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.jspecify.annotations.Nullable;

/**
 * One LSTM layer with PyTorch's semantics: (i,f,g,o) = x W_ih^T + b_ih + h U^T + b_hh, c' = sigm(f) c + sigm(i) tanh(g),
 * h' = sigm(o) tanh(c'). In evaluation U = W_hh; in training U = W_hh * mask, with one mask [4H,H] of
 * {@link DropoutMask} for the pass, so that the gradient of W_hh is that of U times the mask.
 *
 * <p>A pass starts from the carried state and backpropagation stops there. The state after the pass becomes the carried
 * one by {@link #carry}, so a failed pass leaves it as it was.
 */
public abstract class RecurrentLayer extends NodeLayer {
    protected final Layer.Lstm lstm;
    private final String name;
    private float @Nullable [] h;
    private float @Nullable [] c;

    /** @param name the node's, which the mask is drawn under */
    protected RecurrentLayer(NeuralNetConfiguration conf, Pass pass, String name, Layer.Lstm lstm) {
        super(conf, pass);
        this.name = name;
        this.lstm = lstm;
    }

    /** The carried h [B,H], or null where it is zero. */
    public final float @Nullable [] h() {
        return h == null ? null : h.clone();
    }

    /** The carried c [B,H], or null where it is zero. */
    public final float @Nullable [] c() {
        return c == null ? null : c.clone();
    }

    /** Continues from this state; null stands for zeros. */
    public final void state(float @Nullable [] newH, float @Nullable [] newC) {
        h = newH == null ? null : newH.clone();
        c = newC == null ? null : newC.clone();
    }

    /**
     * Checks that the carried state belongs to this many streams.
     *
     * @throws IllegalArgumentException when it does not
     */
    public final void checkState(int streams) {
        int size = streams * lstm.hidden();
        if (h != null && h.length != size || c != null && c.length != size) {
            throw new IllegalArgumentException("Batch: found " + streams
                    + " streams, but the carried state of an LSTM layer of size " + lstm.hidden() + " has "
                    + (h == null ? 0 : h.length) + " entries; set the state to zero before changing the batch size");
        }
    }

    /** Makes the state at the end of the last pass the carried one. */
    public abstract void carry();

    /** Frees what the layer remembers of its passes. */
    @Override
    public abstract void close();

    /** Whether this pass uses a dropped U. */
    protected final boolean drops(boolean training) {
        return training && lstm.weightDrop() > 0;
    }

    /** The factors of W_hh in this pass, [4H,H]. */
    protected final float[] recurrentMask() {
        int row = lstm.hidden();
        float[] mask = new float[4 * row * row];
        pass.parallel()
                .forEach(
                        4 * row,
                        i -> DropoutMask.fill(
                                pass.seed(), name, pass.step(), lstm.weightDrop(), mask, i * row, (i + 1) * row));
        return mask;
    }
}
