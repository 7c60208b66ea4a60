package dev.foresight.engine.net.dl4j.compiled;

import java.util.List;
import org.bytedeco.dnnl.memory;

/**
 * Images one after the other along the channels. In a blocked layout where every part fills its blocks, row-major
 * otherwise.
 */
final class Concatenation {
    private Concatenation() {}

    static Value emit(Tape tape, List<Value> parts, long[] outputDims) {
        Value first = parts.getFirst();
        boolean fitting = parts.stream().allMatch(part -> Layouts.divisible(first.layout(), part.dim(1)));
        memory.desc whole =
                fitting ? Layouts.like(first.layout(), first.dims(), outputDims) : Layouts.plain(outputDims);
        Region data = Region.inArena(whole);
        long from = 0;
        for (Value part : parts) {
            tape.copy(part.data(), data.view(range(whole, part, from)));
            from += part.dim(1);
        }
        Value y = new Value(outputDims, data, parts.stream().anyMatch(Value::differentiable));
        tape.onTheWayBack(y, () -> {
            long start = 0;
            for (Value part : parts) {
                if (part.differentiable()) {
                    Region gradient = y.gradientNow().view(range(whole, part, start));
                    tape.contribute(part, tape.reordered(gradient, part.layout()));
                }
                start += part.dim(1);
            }
        });
        return y;
    }

    private static memory.desc range(memory.desc whole, Value part, long firstChannel) {
        return whole.submemory_desc(part.dims(), new long[] {0, firstChannel, 0, 0});
    }
}
