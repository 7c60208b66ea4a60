package dev.foresight.engine.net.dl4j.compiled;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_BIAS;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_BIAS;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_SRC;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_WEIGHTS;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_WEIGHTS;
import static org.bytedeco.dnnl.global.dnnl.dnnl_forward_inference;
import static org.bytedeco.dnnl.global.dnnl.dnnl_forward_training;

import dev.foresight.engine.graph.Layer;
import dev.foresight.engine.net.dl4j.compiled.PrimitiveStep.Argument;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.dnnl.inner_product_backward_data;
import org.bytedeco.dnnl.inner_product_backward_weights;
import org.bytedeco.dnnl.inner_product_forward;
import org.bytedeco.dnnl.memory;

/** y = x W^T + b on rows, with the ReLU behind it where there is one; everything row-major. W may be that of an embedding. */
final class InnerProduct {
    private InnerProduct() {}

    static Value emit(Tape tape, String name, Layer.Linear linear, Value x, boolean relu) {
        long[] dims = {x.dim(0), linear.out()};
        memory.desc weights = Layouts.plain(linear.out(), linear.in());
        memory.desc biases = Layouts.plain(linear.out());
        memory.desc outputs = Layouts.plain(dims);
        String weightName = (linear.tiedTo() == null ? name : linear.tiedTo()) + ".weight";
        String biasName = name + ".bias";
        int kind = tape.training() ? dnnl_forward_training : dnnl_forward_inference;
        var forward = new inner_product_forward.primitive_desc(
                linear.bias()
                        ? new inner_product_forward.desc(kind, x.layout(), weights, biases, outputs)
                        : new inner_product_forward.desc(kind, x.layout(), weights, outputs),
                Attributes.withRelu(relu),
                OneDnn.engine());
        Region weight = tape.parameters().value(weightName, weights);
        Region data = Region.inArena(outputs);
        List<Argument> arguments = new ArrayList<>(List.of(
                new Argument(DNNL_ARG_SRC, x.data()),
                new Argument(DNNL_ARG_WEIGHTS, weight),
                new Argument(DNNL_ARG_DST, data)));
        if (linear.bias()) {
            arguments.add(new Argument(DNNL_ARG_BIAS, tape.parameters().value(biasName, biases)));
        }
        tape.primitive(forward, () -> new inner_product_forward(forward), arguments.toArray(Argument[]::new));
        Value y = new Value(dims, data, true);
        tape.onTheWayBack(y, () -> {
            Region gradient = relu ? Pointwise.beforeRelu(tape, y) : y.gradientNow();
            var ofWeights = new inner_product_backward_weights.primitive_desc(
                    linear.bias()
                            ? new inner_product_backward_weights.desc(x.layout(), weights, biases, outputs)
                            : new inner_product_backward_weights.desc(x.layout(), weights, outputs),
                    Attributes.plain(),
                    OneDnn.engine(),
                    forward);
            Region all = tape.parameters().gradient(weightName);
            Region own = tape.writesFirst(weightName) ? all : Region.inArena(weights);
            List<Argument> back = new ArrayList<>(List.of(
                    new Argument(DNNL_ARG_SRC, x.data()),
                    new Argument(DNNL_ARG_DIFF_DST, gradient),
                    new Argument(DNNL_ARG_DIFF_WEIGHTS, own)));
            if (linear.bias()) {
                back.add(new Argument(DNNL_ARG_DIFF_BIAS, tape.parameters().gradient(biasName)));
            }
            tape.primitive(
                    ofWeights, () -> new inner_product_backward_weights(ofWeights), back.toArray(Argument[]::new));
            if (own != all) {
                tape.add(all, own, all);
            }
            if (x.differentiable()) {
                differentiateInput(tape, x, gradient, weight, forward);
            }
        });
        return y;
    }

    private static void differentiateInput(
            Tape tape, Value x, Region gradient, Region weight, inner_product_forward.primitive_desc forward) {
        var description = new inner_product_backward_data.primitive_desc(
                new inner_product_backward_data.desc(x.layout(), weight.layout(), gradient.layout()),
                Attributes.plain(),
                OneDnn.engine(),
                forward);
        Region inputGradient = Region.inArena(x.layout());
        tape.primitive(
                description,
                () -> new inner_product_backward_data(description),
                new Argument(DNNL_ARG_DIFF_DST, gradient),
                new Argument(DNNL_ARG_WEIGHTS, weight),
                new Argument(DNNL_ARG_DIFF_SRC, inputGradient));
        tape.contribute(x, inputGradient);
    }
}
