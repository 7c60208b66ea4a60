package dev.foresight.engine.net.dl4j.compiled;

import java.util.List;
import org.bytedeco.dnnl.memory;

/**
 * Images one after the other along the channels. In a blocked layout where every part fills its blocks, row-major
 * otherwise. A chain of concatenations, each of which has the one before as its first part, as in a dense block, is one
 * memory with the blocks of channels outermost: every concatenation is a range in front of the next, is never copied, and
 * its gradient is summed in a range in front of the gradient of the next.
 */
final class Concatenation {
    private final Tape tape;
    private final List<Value> parts;
    private final long[] dims;

    private Concatenation(Tape tape, List<Value> parts, long[] dims) {
        this.tape = tape;
        this.parts = parts;
        this.dims = dims;
    }

    static Value emit(Tape tape, List<Value> parts, long[] dims) {
        return new Concatenation(tape, parts, dims).alone();
    }

    /**
     * The first of a chain.
     *
     * @param channels of the last
     */
    static Value first(Tape tape, List<Value> parts, long[] dims, int channels) {
        return new Concatenation(tape, parts, dims).first(channels);
    }

    /** The next of a chain: its first part is the one before. */
    static Value next(Tape tape, List<Value> parts, long[] dims) {
        return new Concatenation(tape, parts, dims).next();
    }

    private Value alone() {
        memory.desc layout = parts.getFirst().layout();
        memory.desc whole = fill(Layouts.channelBlock(layout))
                ? Layouts.like(Layouts.unstacked(layout), parts.getFirst().dims(), dims)
                : Layouts.plain(dims);
        return filled(Region.inArena(whole), 0);
    }

    private Value first(int channels) {
        int block = Layouts.channelBlock(parts.getFirst().layout());
        if (block < 8 || !fill(block)) {
            return alone();
        }
        long[] room = dims.clone();
        room[1] = channels;
        Region whole = Region.inArena(Layouts.channelsOutermost(block, room));
        return filled(whole.channels(0, dims), 0);
    }

    private Value next() {
        Region before = parts.getFirst().data();
        if (!before.isView() || !fill(Layouts.channelBlock(before.layout()))) {
            return alone();
        }
        return filled(before.root().channels(0, dims), 1);
    }

    /** Whether every part fills blocks of so many channels. */
    private boolean fill(int block) {
        return parts.stream().allMatch(part -> part.dim(1) % block == 0);
    }

    /** @param there how many of the parts lie in their ranges already */
    private Value filled(Region data, int there) {
        long from = 0;
        for (int i = 0; i < parts.size(); i++) {
            Value part = parts.get(i);
            if (i >= there) {
                tape.copy(part.data(), data.channels(from, part.dims()));
            }
            from += part.dim(1);
        }
        Value y = new Value(dims, data, parts.stream().anyMatch(Value::differentiable));
        tape.onTheWayBack(y, () -> {
            long start = 0;
            for (Value part : parts) {
                if (part.differentiable()) {
                    tape.contribute(part, y.gradientNow().channels(start, part.dims()));
                }
                start += part.dim(1);
            }
        });
        return y;
    }
}
