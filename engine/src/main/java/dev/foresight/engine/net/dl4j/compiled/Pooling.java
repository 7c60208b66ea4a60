package dev.foresight.engine.net.dl4j.compiled;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_SRC;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_WORKSPACE;
import static org.bytedeco.dnnl.global.dnnl.dnnl_forward_inference;
import static org.bytedeco.dnnl.global.dnnl.dnnl_forward_training;
import static org.bytedeco.dnnl.global.dnnl.dnnl_pooling_avg_include_padding;
import static org.bytedeco.dnnl.global.dnnl.dnnl_pooling_max;

import dev.foresight.engine.net.dl4j.compiled.PrimitiveStep.Argument;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.pooling_backward;
import org.bytedeco.dnnl.pooling_forward;

/** Largest value or mean per window. Padding never is the largest value; for the mean it counts as zeros. */
final class Pooling {
    private Pooling() {}

    static Value max(Tape tape, Value x, long[] outputDims, int kernel, int stride, int padding) {
        return emit(tape, x, outputDims, dnnl_pooling_max, new long[] {kernel, kernel}, stride, padding);
    }

    static Value average(Tape tape, Value x, long[] outputDims, int kernel, int stride, int padding) {
        return emit(
                tape, x, outputDims, dnnl_pooling_avg_include_padding, new long[] {kernel, kernel}, stride, padding);
    }

    /** Mean over all positions, as [N,C,1,1]. */
    static Value global(Tape tape, Value x) {
        long[] dims = {x.dim(0), x.dim(1), 1, 1};
        return emit(tape, x, dims, dnnl_pooling_avg_include_padding, new long[] {x.dim(2), x.dim(3)}, 1, 0);
    }

    private static Value emit(
            Tape tape, Value x, long[] outputDims, int algorithm, long[] kernel, int stride, int padding) {
        long[] strides = {stride, stride};
        long[] edges = {padding, padding};
        // Windows that fill an image's height reach into no other image that lies below it.
        boolean stacks = Layouts.areChannelsOutermost(x.layout())
                && padding == 0
                && stride == kernel[0]
                && x.dim(2) % stride == 0;
        memory.desc xLayout = stacks ? x.layout() : Layouts.unstacked(x.layout());
        memory.desc seen = Layouts.stacked(xLayout);
        memory.desc yLayout = stacks
                ? Layouts.channelsOutermost(Layouts.channelBlock(x.layout()), outputDims)
                : Layouts.any(outputDims);
        var forward = new pooling_forward.primitive_desc(
                new pooling_forward.desc(
                        tape.training() ? dnnl_forward_training : dnnl_forward_inference,
                        algorithm,
                        seen,
                        Layouts.stacked(yLayout),
                        strides,
                        kernel,
                        edges,
                        edges),
                Attributes.plain(),
                OneDnn.engine());
        Region data = Region.inArena(stacks ? yLayout : forward.dst_desc());
        List<Argument> winners = new ArrayList<>();
        if (algorithm == dnnl_pooling_max && tape.training()) {
            winners.add(new Argument(DNNL_ARG_WORKSPACE, Region.inArena(forward.workspace_desc())));
        }
        List<Argument> arguments = new ArrayList<>(winners);
        arguments.add(new Argument(DNNL_ARG_SRC, x.in(xLayout, tape).stacked()));
        arguments.add(new Argument(DNNL_ARG_DST, data.stacked()));
        tape.primitive(forward, () -> new pooling_forward(forward), arguments.toArray(Argument[]::new));
        Value y = new Value(outputDims, data, x.differentiable());
        tape.onTheWayBack(y, () -> {
            var backward = new pooling_backward.primitive_desc(
                    new pooling_backward.desc(
                            algorithm, seen, Layouts.stacked(y.layout()), strides, kernel, edges, edges),
                    Attributes.plain(),
                    OneDnn.engine(),
                    forward);
            Region inputGradient = Region.inArena(xLayout);
            List<Argument> back = new ArrayList<>(winners);
            back.add(new Argument(DNNL_ARG_DIFF_DST, y.gradientNow().stacked()));
            back.add(new Argument(DNNL_ARG_DIFF_SRC, inputGradient.stacked()));
            tape.primitive(backward, () -> new pooling_backward(backward), back.toArray(Argument[]::new));
            tape.contribute(x, inputGradient);
        });
        return y;
    }
}
