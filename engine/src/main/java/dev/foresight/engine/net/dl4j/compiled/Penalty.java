package dev.foresight.engine.net.dl4j.compiled;

import dev.foresight.engine.graph.Layer;
import dev.foresight.engine.net.dl4j.layers.Parallel;
import java.nio.FloatBuffer;
import org.bytedeco.dnnl.memory;

/**
 * y = x; the gradient of ar/(T*n) * sum over t of |x_t|^2 + tar/((T-1)*n) * sum over t of |x_(t+1) - x_t|^2, n = B*F, is
 * added on the way back (Merity, McCann and Socher 2017). The reported loss knows nothing of it.
 */
final class Penalty {
    /** n. */
    private final int size;

    private final int time;
    /** 2 ar/(T*n). */
    private final float own;
    /** 2 tar/((T-1)*n). */
    private final float change;

    private Penalty(Extent extent, Layer.ActivationPenalty penalty, long features) {
        size = Math.toIntExact(extent.streams() * features);
        time = extent.time();
        own = (float) (2 * penalty.ar() / ((long) time * size));
        change = time == 1 ? 0 : (float) (2 * penalty.tar() / ((time - 1L) * size));
    }

    static Value emit(Tape tape, Layer.ActivationPenalty layer, Value x) {
        if (!tape.training()) {
            return x;
        }
        Penalty penalty = new Penalty(tape.extent(), layer, x.dim(1));
        memory.desc rows = Layouts.plain(x.dims());
        Region values = x.in(rows, tape);
        Value y = new Value(x.dims(), values, x.differentiable());
        tape.onTheWayBack(y, () -> {
            Region after = y.gradientNow();
            Region before = Tape.mayOverwriteGradient(y) ? after : Region.inArena(rows);
            tape.java(
                    call -> penalty.differentiate(
                            call.pass().parallel(), values.floats(), after.floats(), before.floats()),
                    values,
                    after,
                    before);
            tape.contribute(x, before);
        });
        return y;
    }

    /**
     * dx_t = dy_t + own x_t + change ((x_t - x_(t-1)) - (x_(t+1) - x_t)), without what lies outside; dx may be dy.
     */
    private void differentiate(Parallel parallel, FloatBuffer x, FloatBuffer dy, FloatBuffer dx) {
        parallel.forEach(time, t -> {
            float[] rows = parallel.scratch(3 * size);
            x.get(t * size, rows, 0, size);
            dy.get(t * size, rows, size, size);
            for (int i = 0; i < size; i++) {
                rows[size + i] += own * rows[i];
            }
            if (t > 0) {
                addDifference(x, t - 1, rows);
            }
            if (t < time - 1) {
                addDifference(x, t + 1, rows);
            }
            dx.put(t * size, rows, size, size);
        });
    }

    /** Adds change * (x_t - x_other) to the gradient. */
    private void addDifference(FloatBuffer x, int other, float[] rows) {
        x.get(other * size, rows, 2 * size, size);
        for (int i = 0; i < size; i++) {
            rows[size + i] += change * (rows[i] - rows[2 * size + i]);
        }
    }
}
