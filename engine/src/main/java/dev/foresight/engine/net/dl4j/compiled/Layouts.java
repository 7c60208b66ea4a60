package dev.foresight.engine.net.dl4j.compiled;

import java.util.List;
import org.bytedeco.dnnl.global.dnnl;
import org.bytedeco.dnnl.memory;

/** How the entries of a tensor lie in memory, as oneDNN describes it; all float32. */
final class Layouts {
    /** What primitives choose for images. */
    private static final List<memory.format_tag> IMAGES = List.of(
            memory.format_tag.aBcd16b,
            memory.format_tag.aBcd8b,
            memory.format_tag.aBcd4b,
            memory.format_tag.acdb,
            memory.format_tag.abcd);

    private Layouts() {}

    /** Row-major: [C], [N,F], [T,B,F], [N,C,H,W], [out,in,kh,kw] or, of an LSTM's matrix, [1,1,in,4,H]. */
    static memory.desc plain(long... dims) {
        memory.format_tag tag = switch (dims.length) {
            case 1 -> memory.format_tag.a;
            case 2 -> memory.format_tag.ab;
            case 3 -> memory.format_tag.abc;
            case 4 -> memory.format_tag.abcd;
            case 5 -> memory.format_tag.abcde;
            default -> throw new IllegalArgumentException("no plain layout with " + dims.length + " dimensions");
        };
        return of(tag, dims);
    }

    /** An LSTM's matrix [1,1,in,4,H] with the entries in the order of a row-major [4H,in]. */
    static memory.desc gatesFirst(long... dims) {
        return of(memory.format_tag.abdec, dims);
    }

    /** How PyTorch's order of a tensor's entries looks to a primitive that sees them in this layout. */
    static memory.desc pyTorch(memory.desc layout, long... shape) {
        int rank = layout.data().ndims();
        if (rank != 5) {
            return plain(shape);
        }
        long[] dims = new long[rank];
        layout.data().dims().get(dims);
        return gatesFirst(dims);
    }

    /** Left to the primitive. */
    static memory.desc any(long... dims) {
        return of(memory.format_tag.any, dims);
    }

    private static memory.desc of(memory.format_tag tag, long... dims) {
        return new memory.desc(dims, memory.data_type.f32, tag);
    }

    /** Whether entries have places of their own, as opposed to a transform of the tensor. */
    static boolean blocked(memory.desc layout) {
        return layout.data().format_kind() == dnnl.dnnl_blocked;
    }

    /** The layout of an image tensor of these dimensions, carried over to another with other dimensions. */
    static memory.desc like(memory.desc layout, long[] dims, long[] others) {
        for (memory.format_tag tag : IMAGES) {
            if (of(tag, dims).equals(layout)) {
                return of(tag, others);
            }
        }
        return plain(others);
    }

    /** Whether ranges of channels of an image tensor can be cut out at multiples of {@code channels}. */
    static boolean divisible(memory.desc layout, long channels) {
        return channels % block(layout) == 0;
    }

    private static int block(memory.desc layout) {
        var blocking = layout.data().format_desc_blocking();
        long block = 1;
        for (int i = 0; i < blocking.inner_nblks(); i++) {
            block *= blocking.inner_blks().get(i);
        }
        return Math.toIntExact(block);
    }

    /** How many channels of a position lie side by side: those of a block, all of them, or one. */
    static int interleavedChannels(memory.desc layout, int channels) {
        var blocking = layout.data().format_desc_blocking();
        if (blocking.inner_nblks() > 0) {
            return block(layout);
        }
        return blocking.strides().get(1) == 1 ? channels : 1;
    }
}
