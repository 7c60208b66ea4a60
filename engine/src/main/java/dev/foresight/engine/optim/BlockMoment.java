package dev.foresight.engine.optim;

import dev.foresight.engine.optim.FlatParameters.Block;
import java.util.function.Function;

/**
 * A moment that lies in the arrays of blocks.
 *
 * @param array of a block; empty for statistics
 */
record BlockMoment(String name, FlatParameters flat, Function<Block, float[]> array) implements Moment {
    @Override
    public void get(int from, float[] entries) {
        for (Block block : flat.blocks()) {
            if (within(block, from, entries.length)) {
                float[] own = array.apply(block);
                System.arraycopy(own, 0, entries, block.from() - from, own.length);
            }
        }
    }

    @Override
    public void put(int from, float[] entries) {
        for (Block block : flat.blocks()) {
            if (within(block, from, entries.length)) {
                float[] own = array.apply(block);
                System.arraycopy(entries, block.from() - from, own, 0, own.length);
            }
        }
    }

    /** Blocks do not reach over segments. */
    private static boolean within(Block block, int from, int length) {
        return block.from() >= from && block.from() < from + length;
    }
}
