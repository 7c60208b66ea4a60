package dev.foresight.engine.net.dl4j.compiled;

import java.util.List;
import org.bytedeco.dnnl.global.dnnl;
import org.bytedeco.dnnl.memory;
import org.jspecify.annotations.Nullable;

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
        return layout.data().ndims() == 5 ? gatesFirst(dims(layout)) : plain(shape);
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

    /**
     * Images [N,C,H,W] with the block of channels outermost: in memory [C/b][N*H][W][b], so that a range of channels is
     * one piece. A single image has the usual layout, which is the same.
     *
     * @param block b, 8 or 16
     */
    static memory.desc channelsOutermost(int block, long... dims) {
        if (dims[0] == 1) {
            return usual(block, dims);
        }
        return of(
                        block == 16 ? memory.format_tag.Abcd16a : memory.format_tag.Abcd8a,
                        dims[1],
                        dims[0],
                        dims[2],
                        dims[3])
                .permute_axes(new int[] {1, 0, 2, 3});
    }

    /** Whether images have the layout of {@link #channelsOutermost}. */
    static boolean areChannelsOutermost(memory.desc layout) {
        int block = channelBlock(layout);
        return (block == 16 || block == 8) && layout.equals(channelsOutermost(block, dims(layout)));
    }

    /** How many channels of an image form a block, 1 where there are no blocks. */
    static int channelBlock(memory.desc layout) {
        var data = layout.data();
        boolean blocks = data.ndims() == 4
                && blocked(layout)
                && data.format_desc_blocking().inner_nblks() == 1
                && data.format_desc_blocking().inner_idxs().get(0) == 1;
        return blocks ? block(layout) : 1;
    }

    /**
     * Images with the block of channels outermost as one image [1,C,N*H,W] in the usual blocked layout, which is the same
     * memory: for whatever takes no notice of where an image ends. Other layouts stay as they are.
     */
    static memory.desc stacked(memory.desc layout) {
        if (!areChannelsOutermost(layout)) {
            return layout;
        }
        return usual(block(layout), stacked(dims(layout)));
    }

    /** [1,C,N*H,W] of images [N,C,H,W]. */
    static long[] stacked(long[] dims) {
        return new long[] {1, dims[1], dims[0] * dims[2], dims[3]};
    }

    /** The usual layout of images instead of that with channels outermost; others stay as they are. */
    static memory.desc unstacked(memory.desc layout) {
        return areChannelsOutermost(layout) ? usual(block(layout), dims(layout)) : layout;
    }

    /** One block of channels after the other in each image. */
    private static memory.desc usual(int block, long... dims) {
        return of(block == 16 ? memory.format_tag.aBcd16b : memory.format_tag.aBcd8b, dims);
    }

    static long[] dims(memory.desc layout) {
        long[] dims = new long[layout.data().ndims()];
        layout.data().dims().get(dims);
        return dims;
    }

    /** The layout of a range of channels of images, which has these dimensions. */
    static memory.desc range(memory.desc images, long[] dims) {
        if (areChannelsOutermost(images)) {
            return channelsOutermost(block(images), dims);
        }
        // Not the stride of a longer image: a single one has no next, and oneDNN adds up wrongly by it.
        return dims[0] == 1 && images.equals(plain(dims(images)))
                ? plain(dims)
                : images.submemory_desc(dims, new long[dims.length]);
    }

    /** Entries between channel 0 and one where a block begins. */
    static long distance(memory.desc layout, long channel) {
        return channel
                / block(layout)
                * layout.data().format_desc_blocking().strides().get(1);
    }

    /**
     * Images as [N, blocks of channels, H*W*b], row-major but for strides, which copies fastest; null where blocks are
     * not filled or pixels do not lie side by side.
     */
    static memory.@Nullable desc pieces(memory.desc layout) {
        int block = channelBlock(layout);
        if (block == 1) {
            return null;
        }
        long[] dims = dims(layout);
        var strides = layout.data().format_desc_blocking().strides();
        if (dims[1] % block != 0 || strides.get(3) != block || strides.get(2) != dims[3] * block) {
            return null;
        }
        return new memory.desc(
                new long[] {dims[0], dims[1] / block, dims[2] * dims[3] * block},
                memory.data_type.f32,
                new long[] {strides.get(0), strides.get(1), 1});
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
