package dev.foresight.engine.net.dl4j.layers;

import org.jspecify.annotations.Nullable;

/**
 * h and c of one LSTM layer, [B,H], from pass to pass. A pass starts from the carried state and backpropagation stops
 * there. The state after the pass becomes the carried one by {@link #carry}, so a failed pass leaves it as it was.
 */
public final class CarriedState {
    private final int hidden;
    private float @Nullable [] h;
    private float @Nullable [] c;
    private float @Nullable [] endH;
    private float @Nullable [] endC;

    public CarriedState(int hidden) {
        this.hidden = hidden;
    }

    /** The carried h, or null where it is zero; not to be written. */
    public float @Nullable [] h() {
        return h;
    }

    /** The carried c, or null where it is zero; not to be written. */
    public float @Nullable [] c() {
        return c;
    }

    /** Continues from this state, which is copied; null stands for zeros. */
    public void set(float @Nullable [] newH, float @Nullable [] newC) {
        h = newH == null ? null : newH.clone();
        c = newC == null ? null : newC.clone();
    }

    /**
     * Checks that the carried state belongs to this many streams.
     *
     * @throws IllegalArgumentException when it does not
     */
    public void check(int streams) {
        int size = streams * hidden;
        if (h != null && h.length != size || c != null && c.length != size) {
            throw new IllegalArgumentException("Batch: found " + streams
                    + " streams, but the carried state of an LSTM layer of size " + hidden + " has "
                    + (h == null ? 0 : h.length) + " entries; set the state to zero before changing the batch size");
        }
    }

    /** Notes the state at the end of a pass; the arrays belong to this from here on. */
    public void ended(float[] newH, float[] newC) {
        endH = newH;
        endC = newC;
    }

    /** Makes the state at the end of the last pass the carried one. */
    public void carry() {
        h = endH;
        c = endC;
    }
}
