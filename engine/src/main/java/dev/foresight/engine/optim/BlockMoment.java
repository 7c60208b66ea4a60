package dev.foresight.engine.optim;

import dev.foresight.engine.optim.FlatParameters.Block;
import java.util.function.IntFunction;

/**
 * A moment that lies in arrays, one for each block.
 *
 * @param arrays by the number of the block; those of statistics are empty
 */
record BlockMoment(String name, FlatParameters flat, IntFunction<float[]> arrays) implements Moment {
    @Override
    public void get(int from, float[] entries) {
        for (int i = 0; i < flat.blocks().size(); i++) {
            Block block = flat.blocks().get(i);
            if (within(block, from, entries.length)) {
                float[] own = arrays.apply(i);
                System.arraycopy(own, 0, entries, block.from() - from, own.length);
            }
        }
    }

    @Override
    public void put(int from, float[] entries) {
        for (int i = 0; i < flat.blocks().size(); i++) {
            Block block = flat.blocks().get(i);
            if (within(block, from, entries.length)) {
                float[] own = arrays.apply(i);
                System.arraycopy(entries, block.from() - from, own, 0, own.length);
            }
        }
    }

    /** Blocks do not reach over segments. */
    private static boolean within(Block block, int from, int length) {
        return block.from() >= from && block.from() < from + length;
    }
}
