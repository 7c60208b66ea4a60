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
import static org.bytedeco.dnnl.global.dnnl.dnnl_convolution_winograd;
import static org.bytedeco.dnnl.global.dnnl.dnnl_forward_training;

import dev.foresight.engine.graph.Layer;
import dev.foresight.engine.net.dl4j.compiled.PrimitiveStep.Argument;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import java.util.function.Predicate;
import org.bytedeco.dnnl.convolution_backward_data;
import org.bytedeco.dnnl.convolution_backward_weights;
import org.bytedeco.dnnl.convolution_forward;
import org.bytedeco.dnnl.memory;

/**
 * Cross-correlation with or without bias, and the ReLU behind it where there is one. Every primitive chooses the layout
 * in which it is fastest; where that is not the one at hand, a reorder stands in between.
 */
final class Convolution {
    /** Winograd's tiles of outputs have this height and width, and its blocks of channels this size. */
    private static final long TILE = 4;

    private static final int BLOCK = 16;

    private final Tape tape;
    private final String name;
    private final Layer.Conv conv;
    private final Value x;
    private final boolean relu;
    private final boolean winograd;
    /** Whether images may lie on top of each other and do: a 1x1 convolution sees no neighbours. */
    private final boolean stacks;

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
        winograd = tape.fast() && suitsWinograd(conv, outputDims[2], outputDims[3]);
        strides = new long[] {conv.strideHeight(), conv.strideWidth()};
        padding = new long[] {conv.paddingHeight(), conv.paddingWidth()};
        stacks = seesOnePosition(conv) && Layouts.areChannelsOutermost(x.layout());
        anyInput = Layouts.any(stacks ? Layouts.stacked(x.dims()) : x.dims());
        anyWeight = Layouts.any(conv.out(), conv.in(), conv.kernelHeight(), conv.kernelWidth());
        anyOutput = Layouts.any(stacks ? Layouts.stacked(outputDims) : outputDims);
        biasLayout = Layouts.plain(conv.out());
        forward = describe(this::output, convolution_forward.primitive_desc::asBoolean);
    }

    static Value emit(Tape tape, String name, Layer.Conv conv, Value x, long[] outputDims, boolean relu) {
        return new Convolution(tape, name, conv, x, outputDims, relu).emit();
    }

    /**
     * Whether Winograd's algorithm pays in all three passes, by the shape alone: a 3x3 kernel at every position, channels
     * that fill a block, and tiles that cover at most twice the output.
     */
    static boolean suitsWinograd(Layer.Conv conv, long height, long width) {
        long covered = Math.ceilDiv(height, TILE) * Math.ceilDiv(width, TILE) * TILE * TILE;
        return conv.kernelHeight() == 3
                && conv.kernelWidth() == 3
                && conv.strideHeight() == 1
                && conv.strideWidth() == 1
                && Math.min(conv.in(), conv.out()) >= BLOCK
                && Math.min(height, width) >= TILE
                && covered <= 2 * height * width;
    }

    private static boolean seesOnePosition(Layer.Conv conv) {
        return conv.kernelHeight() == 1
                && conv.kernelWidth() == 1
                && conv.strideHeight() == 1
                && conv.strideWidth() == 1
                && conv.paddingHeight() == 0
                && conv.paddingWidth() == 0;
    }

    private Value emit() {
        memory.desc preferred = forward.weights_desc();
        Region weight = tape.parameters()
                .value(
                        weightName(),
                        Layouts.blocked(preferred)
                                ? preferred
                                : Layouts.plain(conv.out(), conv.in(), conv.kernelHeight(), conv.kernelWidth()));
        Region written = Region.inArena(forward.dst_desc());
        List<Argument> arguments = new ArrayList<>();
        arguments.add(new Argument(DNNL_ARG_SRC, input(forward.src_desc())));
        arguments.add(new Argument(DNNL_ARG_WEIGHTS, tape.in(weight, forward.weights_desc())));
        if (conv.bias()) {
            arguments.add(new Argument(DNNL_ARG_BIAS, tape.parameters().value(biasName(), biasLayout)));
        }
        arguments.add(new Argument(DNNL_ARG_DST, written));
        tape.primitive(forward, () -> new convolution_forward(forward), arguments.toArray(Argument[]::new));
        memory.desc layout =
                stacks ? Layouts.channelsOutermost(Layouts.channelBlock(x.layout()), outputDims) : written.layout();
        Region data = tape.in(written, Layouts.stacked(layout)).view(layout);
        Value y = new Value(outputDims, data, true);
        tape.onTheWayBack(y, () -> {
            Region gradient = (relu ? Pointwise.beforeRelu(tape, y) : y.gradientNow()).stacked();
            differentiateWeight(gradient);
            if (x.differentiable()) {
                differentiateInput(gradient, weight);
            }
        });
        return y;
    }

    private Region input(memory.desc layout) {
        return stacks ? tape.in(x.data().stacked(), layout) : x.in(layout, tape);
    }

    private void differentiateWeight(Region outputGradient) {
        var description = describe(this::weightGradient, convolution_backward_weights.primitive_desc::asBoolean);
        Region weightGradient = tape.parameters().gradient(weightName());
        boolean direct = description.diff_weights_desc().equals(weightGradient.layout());
        Region written = direct ? weightGradient : Region.inArena(description.diff_weights_desc());
        List<Argument> arguments = new ArrayList<>();
        arguments.add(new Argument(DNNL_ARG_SRC, input(description.src_desc())));
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
        var description = describe(this::inputGradient, convolution_backward_data.primitive_desc::asBoolean);
        Region inputGradient = Region.inArena(description.diff_src_desc());
        tape.primitive(
                description,
                () -> new convolution_backward_data(description),
                new Argument(DNNL_ARG_DIFF_DST, tape.in(outputGradient, description.diff_dst_desc())),
                new Argument(DNNL_ARG_WEIGHTS, tape.in(weight, description.weights_desc())),
                new Argument(DNNL_ARG_DIFF_SRC, inputGradient));
        tape.contribute(
                x, stacks ? tape.in(inputGradient, Layouts.stacked(x.layout())).view(x.layout()) : inputGradient);
    }

    /** With Winograd's algorithm where it may be used and oneDNN has it for this processor, else with the direct one. */
    private <D> D describe(IntFunction<D> byAlgorithm, Predicate<D> exists) {
        if (winograd) {
            D description = byAlgorithm.apply(dnnl_convolution_winograd);
            if (exists.test(description)) {
                return description;
            }
        }
        return byAlgorithm.apply(dnnl_convolution_direct);
    }

    private convolution_forward.primitive_desc output(int algorithm) {
        // Also in evaluation: the layouts of inference are others, and would cost a reorder of every weight.
        int kind = dnnl_forward_training;
        convolution_forward.desc operation = conv.bias()
                ? new convolution_forward.desc(
                        kind, algorithm, anyInput, anyWeight, biasLayout, anyOutput, strides, padding, padding)
                : new convolution_forward.desc(
                        kind, algorithm, anyInput, anyWeight, anyOutput, strides, padding, padding);
        return new convolution_forward.primitive_desc(
                operation, Attributes.withRelu(relu), OneDnn.engine(), mayBeMissing(algorithm));
    }

    private convolution_backward_weights.primitive_desc weightGradient(int algorithm) {
        convolution_backward_weights.desc operation = conv.bias()
                ? new convolution_backward_weights.desc(
                        algorithm, anyInput, anyWeight, biasLayout, anyOutput, strides, padding, padding)
                : new convolution_backward_weights.desc(
                        algorithm, anyInput, anyWeight, anyOutput, strides, padding, padding);
        return new convolution_backward_weights.primitive_desc(
                operation, Attributes.plain(), OneDnn.engine(), forward, mayBeMissing(algorithm));
    }

    private convolution_backward_data.primitive_desc inputGradient(int algorithm) {
        return new convolution_backward_data.primitive_desc(
                new convolution_backward_data.desc(
                        algorithm, anyInput, anyWeight, anyOutput, strides, padding, padding),
                Attributes.plain(),
                OneDnn.engine(),
                forward,
                mayBeMissing(algorithm));
    }

    private static boolean mayBeMissing(int algorithm) {
        return algorithm != dnnl_convolution_direct;
    }

    private String weightName() {
        return name + ".weight";
    }

    private String biasName() {
        return name + ".bias";
    }
}
