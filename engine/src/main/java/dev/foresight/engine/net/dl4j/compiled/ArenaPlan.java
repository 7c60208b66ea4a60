package dev.foresight.engine.net.dl4j.compiled;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/** Gives regions their places, so that those alive at the same step do not overlap. */
final class ArenaPlan {
    private ArenaPlan() {}

    /**
     * Places the regions greedily, the largest first, each at the lowest offset that is free over its whole life.
     *
     * @return bytes needed
     */
    static long place(Collection<Region> regions) {
        List<Region> waiting = new ArrayList<>(regions);
        waiting.removeIf(region -> !region.needsPlace());
        waiting.sort(Comparator.comparingLong(Region::bytes).reversed());
        List<Region> placed = new ArrayList<>();
        long size = 0;
        for (Region region : waiting) {
            long offset = 0;
            for (Region other : placed) {
                if (other.aliveWith(region) && other.offset() < offset + region.bytes()) {
                    offset = Math.max(offset, aligned(other.offset() + other.bytes()));
                }
            }
            region.place(offset);
            size = Math.max(size, offset + region.bytes());
            placed.add(region);
            placed.sort(Comparator.comparingLong(Region::offset));
        }
        return size;
    }

    private static long aligned(long bytes) {
        return Math.ceilDiv(bytes, NativeMemory.ALIGNMENT) * NativeMemory.ALIGNMENT;
    }
}
