package dev.foresight.engine.net.dl4j.compiled;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC_0;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC_1;
import static org.bytedeco.dnnl.global.dnnl.dnnl_binary_mul;

import dev.foresight.engine.net.DropoutMask;
import dev.foresight.engine.net.dl4j.compiled.PrimitiveStep.Argument;
import dev.foresight.engine.net.dl4j.layers.Pass;
import java.nio.FloatBuffer;
import org.bytedeco.dnnl.binary;
import org.bytedeco.dnnl.memory;

/** Dropout: y = x * mask in training, with the mask of {@link DropoutMask}, which is in plain order; y = x in evaluation. */
final class Mask {
    /** Entries that a thread draws at a time. */
    private static final int BLOCK = 16384;

    private Mask() {}

    /** A factor for each entry. */
    static Value emit(Tape tape, String name, double probability, Value x) {
        if (!tape.training() || probability == 0) {
            return x;
        }
        Region plain = drawn(tape, name, probability, Layouts.plain(x.dims()));
        return times(
                tape, x, Layouts.stacked(x.layout()), tape.in(plain, x.layout()).stacked());
    }

    /** A factor for each feature of each stream, for all steps of time. */
    static Value locked(Tape tape, String name, double probability, Value x) {
        if (!tape.training() || probability == 0) {
            return x;
        }
        long size = tape.extent().streams() * x.dim(1);
        Region mask = drawn(tape, name, probability, Layouts.plain(1, size));
        // [T*B,F] is [T,B*F] here.
        return times(tape, x, Layouts.plain(tape.extent().time(), size), mask);
    }

    private static Region drawn(Tape tape, String name, double probability, memory.desc layout) {
        Region mask = Region.inArena(layout);
        tape.java(call -> draw(call.pass(), name, probability, mask.floats()), mask);
        return mask;
    }

    /** x * mask, where x is seen in a layout that meets that of the mask. */
    private static Value times(Tape tape, Value x, memory.desc seen, Region mask) {
        Region data = Region.inArena(x.layout());
        multiply(tape, x.data().view(seen), mask, data.view(seen));
        Value y = new Value(x.dims(), data, x.differentiable());
        tape.onTheWayBack(y, () -> {
            Region gradient = y.gradientNow();
            Region before = Tape.mayOverwriteGradient(y) ? gradient : Region.inArena(x.layout());
            multiply(tape, gradient.view(seen), mask, before.view(seen));
            tape.contribute(x, before);
        });
        return y;
    }

    /** The factors of a node in this pass, on all threads. */
    static void draw(Pass pass, String name, double probability, FloatBuffer to) {
        int length = to.limit();
        pass.parallel().forEach(Math.ceilDiv(length, BLOCK), block -> {
            float[] part = pass.parallel().scratch(BLOCK);
            int first = block * BLOCK;
            int entries = Math.min(BLOCK, length - first);
            DropoutMask.fill(pass.seed(), name, pass.step(), probability, first, part, entries);
            to.put(first, part, 0, entries);
        });
    }

    /** product = a * mask; a mask of one row serves all rows. */
    static void multiply(Tape tape, Region a, Region mask, Region product) {
        var description = new binary.primitive_desc(
                new binary.desc(dnnl_binary_mul, a.layout(), mask.layout(), product.layout()),
                Attributes.plain(),
                OneDnn.engine());
        tape.primitive(
                description,
                () -> new binary(description),
                new Argument(DNNL_ARG_SRC_0, a),
                new Argument(DNNL_ARG_SRC_1, mask),
                new Argument(DNNL_ARG_DST, product));
    }
}
