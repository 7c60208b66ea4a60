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

    /** Row-major: [N,C,H,W], [out,in,kh,kw], [N,F] or [C]. */
    static memory.desc plain(long... dims) {
        memory.format_tag tag = switch (dims.length) {
            case 1 -> memory.format_tag.a;
            case 2 -> memory.format_tag.ab;
            case 4 -> memory.format_tag.abcd;
            default -> throw new IllegalArgumentException("no plain layout with " + dims.length + " dimensions");
        };
        return of(tag, dims);
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
