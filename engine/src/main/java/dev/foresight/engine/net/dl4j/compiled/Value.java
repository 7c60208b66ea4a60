package dev.foresight.engine.net.dl4j.compiled;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.bytedeco.dnnl.memory;
import org.jspecify.annotations.Nullable;

/**
 * An activation, [N,C,H,W], [N,F] or of a sequence [T*B,F], and its gradient once the backward steps have reached it. Its data are written once
 * and never changed in place.
 */
final class Value {
    private final long[] dims;
    private final Region data;
    private final boolean differentiable;
    /** The data in other layouts, where readers asked for them. */
    private final List<Region> copies = new ArrayList<>();

    private @Nullable Region gradient;

    /** @param differentiable whether anything trained lies before it */
    Value(long[] dims, Region data, boolean differentiable) {
        this.dims = dims.clone();
        this.data = data;
        this.differentiable = differentiable;
    }

    long[] dims() {
        return dims.clone();
    }

    long dim(int index) {
        return dims[index];
    }

    Region data() {
        return data;
    }

    memory.desc layout() {
        return data.layout();
    }

    boolean differentiable() {
        return differentiable;
    }

    /** The data in this layout, reordered once however many readers want it. */
    Region in(memory.desc wanted, Tape tape) {
        if (data.layout().equals(wanted)) {
            return data;
        }
        for (Region copy : copies) {
            if (copy.layout().equals(wanted)) {
                return copy;
            }
        }
        Region copy = tape.reordered(data, wanted);
        copies.add(copy);
        return copy;
    }

    @Nullable
    Region gradient() {
        return gradient;
    }

    Region gradientNow() {
        return Objects.requireNonNull(gradient);
    }

    void gradient(Region region) {
        region.own();
        if (gradient != null) {
            gradient.release();
        }
        gradient = region;
    }

    /** Its producer has used the gradient for the last time. */
    void releaseGradient() {
        gradientNow().release();
    }
}
