package dev.foresight.engine.optim;

import dev.foresight.engine.optim.FlatParameters.Block;

/**
 * A moment that lies in the arrays of blocks.
 *
 * @param number which of a block's moments; those of statistics are empty
 */
record BlockMoment(String name, FlatParameters flat, int number) implements Moment {
    @Override
    public void get(int from, float[] entries) {
        for (Block block : flat.blocks()) {
            if (within(block, from, entries.length)) {
                float[] own = block.moments()[number];
                System.arraycopy(own, 0, entries, block.from() - from, own.length);
            }
        }
    }

    @Override
    public void put(int from, float[] entries) {
        for (Block block : flat.blocks()) {
            if (within(block, from, entries.length)) {
                float[] own = block.moments()[number];
                System.arraycopy(entries, block.from() - from, own, 0, own.length);
            }
        }
    }

    /** Blocks do not reach over segments. */
    private static boolean within(Block block, int from, int length) {
        return block.from() >= from && block.from() < from + length;
    }
}
