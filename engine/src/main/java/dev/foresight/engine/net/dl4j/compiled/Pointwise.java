package dev.foresight.engine.net.dl4j.compiled;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_SRC;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC;
import static org.bytedeco.dnnl.global.dnnl.dnnl_eltwise_relu_use_dst_for_bwd;
import static org.bytedeco.dnnl.global.dnnl.dnnl_eltwise_tanh_use_dst_for_bwd;
import static org.bytedeco.dnnl.global.dnnl.dnnl_forward_training;

import dev.foresight.engine.net.dl4j.compiled.PrimitiveStep.Argument;
import org.bytedeco.dnnl.eltwise_backward;
import org.bytedeco.dnnl.eltwise_forward;
import org.bytedeco.dnnl.memory;

/** max(x, 0) and tanh(x); both are differentiated from their output. */
final class Pointwise {
    private Pointwise() {}

    static Value relu(Tape tape, Value x) {
        return emit(tape, x, dnnl_eltwise_relu_use_dst_for_bwd);
    }

    static Value tanh(Tape tape, Value x) {
        return emit(tape, x, dnnl_eltwise_tanh_use_dst_for_bwd);
    }

    private static Value emit(Tape tape, Value x, int algorithm) {
        var description = forward(Layouts.stacked(x.layout()), algorithm);
        Region data = Region.inArena(x.layout());
        tape.primitive(
                description,
                () -> new eltwise_forward(description),
                new Argument(DNNL_ARG_SRC, x.data().stacked()),
                new Argument(DNNL_ARG_DST, data.stacked()));
        Value y = new Value(x.dims(), data, x.differentiable());
        tape.onTheWayBack(y, () -> tape.contribute(x, differentiate(tape, y, algorithm)));
        return y;
    }

    /** The gradient before a ReLU that is part of the operation whose output this is. */
    static Region beforeRelu(Tape tape, Value y) {
        return differentiate(tape, y, dnnl_eltwise_relu_use_dst_for_bwd);
    }

    private static Region differentiate(Tape tape, Value y, int algorithm) {
        Region gradient = y.gradientNow();
        Region before = Tape.mayOverwriteGradient(y) ? gradient : Region.inArena(y.layout());
        memory.desc stacked = Layouts.stacked(y.layout());
        var description = new eltwise_backward.primitive_desc(
                new eltwise_backward.desc(algorithm, stacked, stacked, 0, 0),
                Attributes.plain(),
                OneDnn.engine(),
                forward(stacked, algorithm));
        tape.primitive(
                description,
                () -> new eltwise_backward(description),
                new Argument(DNNL_ARG_DST, y.data().stacked()),
                new Argument(DNNL_ARG_DIFF_DST, gradient.stacked()),
                new Argument(DNNL_ARG_DIFF_SRC, before.stacked()));
        return before;
    }

    private static eltwise_forward.primitive_desc forward(memory.desc layout, int algorithm) {
        return new eltwise_forward.primitive_desc(
                new eltwise_forward.desc(dnnl_forward_training, algorithm, layout, 0, 0),
                Attributes.plain(),
                OneDnn.engine());
    }
}
