package dev.foresight.engine.net.dl4j.compiled;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC_0;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC_1;
import static org.bytedeco.dnnl.global.dnnl.dnnl_binary_add;

import dev.foresight.engine.net.dl4j.compiled.PrimitiveStep.Argument;
import java.util.List;
import org.bytedeco.dnnl.binary;
import org.bytedeco.dnnl.memory;

/** Sum of values of the same dimensions, with the ReLU behind it where there is one. */
final class Sum {
    private Sum() {}

    static Value emit(Tape tape, List<Value> terms, boolean relu) {
        Value first = terms.getFirst();
        memory.desc layout = first.layout();
        memory.desc stacked = Layouts.stacked(layout);
        Region sofar = first.data();
        for (int i = 1; i < terms.size(); i++) {
            boolean last = i == terms.size() - 1;
            var description = new binary.primitive_desc(
                    new binary.desc(dnnl_binary_add, stacked, stacked, stacked),
                    Attributes.withRelu(relu && last),
                    OneDnn.engine());
            Region sum = Region.inArena(layout);
            tape.primitive(
                    description,
                    () -> new binary(description),
                    new Argument(DNNL_ARG_SRC_0, sofar.stacked()),
                    new Argument(DNNL_ARG_SRC_1, terms.get(i).in(layout, tape).stacked()),
                    new Argument(DNNL_ARG_DST, sum.stacked()));
            sofar = sum;
        }
        Value y = new Value(first.dims(), sofar, terms.stream().anyMatch(Value::differentiable));
        tape.onTheWayBack(y, () -> {
            // All terms have the gradient of the sum; they share the region.
            Region gradient = relu ? Pointwise.beforeRelu(tape, y) : y.gradientNow();
            terms.forEach(term -> tape.contribute(term, gradient));
        });
        return y;
    }
}
