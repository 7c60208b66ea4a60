package dev.foresight.engine.net.dl4j.compiled;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC_0;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC_1;
import static org.bytedeco.dnnl.global.dnnl.dnnl_binary_mul;

import dev.foresight.engine.net.DropoutMask;
import dev.foresight.engine.net.dl4j.compiled.PrimitiveStep.Argument;
import org.bytedeco.dnnl.binary;
import org.bytedeco.dnnl.memory;

/** Dropout: y = x * mask in training, with the mask of {@link DropoutMask}, which is in plain order; y = x in evaluation. */
final class Mask {
    private Mask() {}

    static Value emit(Tape tape, String name, double probability, Value x) {
        if (!tape.training()) {
            return x;
        }
        memory.desc layout = x.layout();
        Region plain = Region.inArena(Layouts.plain(x.dims()));
        int length = Math.toIntExact(plain.bytes() / Float.BYTES);
        tape.java(
                call -> plain.floats().put(0, DropoutMask.draw(call.seed(), name, call.number(), length, probability)),
                plain);
        Region mask = tape.in(plain, layout);
        Region data = Region.inArena(layout);
        multiply(tape, x.data(), mask, data);
        Value y = new Value(x.dims(), data, x.differentiable());
        tape.onTheWayBack(y, () -> {
            Region gradient = y.gradientNow();
            Region before = Tape.mayOverwriteGradient(y) ? gradient : Region.inArena(layout);
            multiply(tape, gradient, mask, before);
            tape.contribute(x, before);
        });
        return y;
    }

    private static void multiply(Tape tape, Region a, Region mask, Region product) {
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
