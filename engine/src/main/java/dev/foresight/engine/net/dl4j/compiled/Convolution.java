package dev.foresight.engine.net.dl4j.compiled;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_BIAS;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_BIAS;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_SRC;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_WEIGHTS;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_WEIGHTS;
import static org.bytedeco.dnnl.global.dnnl.dnnl_convolution_direct;
import static org.bytedeco.dnnl.global.dnnl.dnnl_forward_inference;
import static org.bytedeco.dnnl.global.dnnl.dnnl_forward_training;

import dev.foresight.engine.graph.Layer;
import dev.foresight.engine.net.dl4j.compiled.PrimitiveStep.Argument;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.dnnl.convolution_backward_data;
import org.bytedeco.dnnl.convolution_backward_weights;
import org.bytedeco.dnnl.convolution_forward;
import org.bytedeco.dnnl.memory;

/**
 * Cross-correlation with or without bias, and the ReLU behind it where there is one. Every primitive chooses the layout
 * in which it is fastest; where that is not the one at hand, a reorder stands in between.
 */
final class Convolution {
    private final Tape tape;
    private final String name;
    private final Layer.Conv conv;
    private final Value x;
    private final boolean relu;
    private final long[] strides;
    private final long[] padding;
    private final long[] outputDims;
    private final memory.desc anyInput;
    private final memory.desc anyWeight;
    private final memory.desc anyOutput;
    private final memory.desc biasLayout;
    private final convolution_forward.primitive_desc forward;

    private Convolution(Tape tape, String name, Layer.Conv conv, Value x, long[] outputDims, boolean relu) {
        this.tape = tape;
        this.name = name;
        this.conv = conv;
        this.x = x;
        this.outputDims = outputDims;
        this.relu = relu;
        strides = new long[] {conv.strideHeight(), conv.strideWidth()};
        padding = new long[] {conv.paddingHeight(), conv.paddingWidth()};
        anyInput = Layouts.any(x.dims());
        anyWeight = Layouts.any(conv.out(), conv.in(), conv.kernelHeight(), conv.kernelWidth());
        anyOutput = Layouts.any(outputDims);
        biasLayout = Layouts.plain(conv.out());
        forward = describeForward();
    }

    static Value emit(Tape tape, String name, Layer.Conv conv, Value x, long[] outputDims, boolean relu) {
        return new Convolution(tape, name, conv, x, outputDims, relu).emit();
    }

    private Value emit() {
        Region weight = tape.parameters().value(weightName(), forward.weights_desc());
        Region data = Region.inArena(forward.dst_desc());
        List<Argument> arguments = new ArrayList<>();
        arguments.add(new Argument(DNNL_ARG_SRC, x.in(forward.src_desc(), tape)));
        arguments.add(new Argument(DNNL_ARG_WEIGHTS, tape.in(weight, forward.weights_desc())));
        if (conv.bias()) {
            arguments.add(new Argument(DNNL_ARG_BIAS, tape.parameters().value(biasName(), biasLayout)));
        }
        arguments.add(new Argument(DNNL_ARG_DST, data));
        tape.primitive(forward, () -> new convolution_forward(forward), arguments.toArray(Argument[]::new));
        Value y = new Value(outputDims, data, true);
        tape.onTheWayBack(y, () -> {
            Region gradient = relu ? Pointwise.beforeRelu(tape, y) : y.gradientNow();
            differentiateWeight(gradient);
            if (x.differentiable()) {
                differentiateInput(gradient, weight);
            }
        });
        return y;
    }

    private void differentiateWeight(Region outputGradient) {
        var description = describeWeightGradient();
        Region weightGradient = tape.parameters().gradient(weightName());
        boolean direct = description.diff_weights_desc().equals(weightGradient.layout());
        Region written = direct ? weightGradient : Region.inArena(description.diff_weights_desc());
        List<Argument> arguments = new ArrayList<>();
        arguments.add(new Argument(DNNL_ARG_SRC, x.in(description.src_desc(), tape)));
        arguments.add(new Argument(DNNL_ARG_DIFF_DST, tape.in(outputGradient, description.diff_dst_desc())));
        arguments.add(new Argument(DNNL_ARG_DIFF_WEIGHTS, written));
        if (conv.bias()) {
            arguments.add(new Argument(DNNL_ARG_DIFF_BIAS, tape.parameters().gradient(biasName())));
        }
        tape.primitive(
                description, () -> new convolution_backward_weights(description), arguments.toArray(Argument[]::new));
        if (!direct) {
            tape.copy(written, weightGradient);
        }
    }

    private void differentiateInput(Region outputGradient, Region weight) {
        var description = new convolution_backward_data.primitive_desc(
                new convolution_backward_data.desc(
                        dnnl_convolution_direct, anyInput, anyWeight, anyOutput, strides, padding, padding),
                Attributes.plain(),
                OneDnn.engine(),
                forward);
        Region inputGradient = Region.inArena(description.diff_src_desc());
        tape.primitive(
                description,
                () -> new convolution_backward_data(description),
                new Argument(DNNL_ARG_DIFF_DST, tape.in(outputGradient, description.diff_dst_desc())),
                new Argument(DNNL_ARG_WEIGHTS, tape.in(weight, description.weights_desc())),
                new Argument(DNNL_ARG_DIFF_SRC, inputGradient));
        tape.contribute(x, inputGradient);
    }

    private convolution_forward.primitive_desc describeForward() {
        int kind = tape.training() ? dnnl_forward_training : dnnl_forward_inference;
        convolution_forward.desc operation = conv.bias()
                ? new convolution_forward.desc(
                        kind,
                        dnnl_convolution_direct,
                        anyInput,
                        anyWeight,
                        biasLayout,
                        anyOutput,
                        strides,
                        padding,
                        padding)
                : new convolution_forward.desc(
                        kind, dnnl_convolution_direct, anyInput, anyWeight, anyOutput, strides, padding, padding);
        return new convolution_forward.primitive_desc(operation, Attributes.withRelu(relu), OneDnn.engine());
    }

    private convolution_backward_weights.primitive_desc describeWeightGradient() {
        convolution_backward_weights.desc operation = conv.bias()
                ? new convolution_backward_weights.desc(
                        dnnl_convolution_direct, anyInput, anyWeight, biasLayout, anyOutput, strides, padding, padding)
                : new convolution_backward_weights.desc(
                        dnnl_convolution_direct, anyInput, anyWeight, anyOutput, strides, padding, padding);
        return new convolution_backward_weights.primitive_desc(operation, Attributes.plain(), OneDnn.engine(), forward);
    }

    private String weightName() {
        return name + ".weight";
    }

    private String biasName() {
        return name + ".bias";
    }
}
