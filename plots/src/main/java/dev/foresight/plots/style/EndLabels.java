package dev.foresight.plots.style;

import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** Rows of names beside the ends of curves: as near to the ends as they can stand without covering each other. */
public final class EndLabels {
    private EndLabels() {}

    /** Whether so many rows have room between two heights. */
    public static boolean fit(int count, double row, double low, double high) {
        return count * row <= high - low;
    }

    /**
     * @param wanted the heights at which the rows' centres would like to be
     * @param row height of a row
     * @param low lower end of the room
     * @param high upper end of the room
     * @return the heights of the centres, in the order of {@code wanted}; centres are at least a row apart if all fit
     */
    public static double[] place(double[] wanted, double row, double low, double high) {
        List<Integer> order = IntStream.range(0, wanted.length)
                .boxed()
                .sorted(Comparator.comparingDouble(i -> wanted[i]))
                .toList();
        double[] placed = new double[wanted.length];
        double next = low + row / 2;
        for (int i : order) {
            placed[i] = Math.max(wanted[i], next);
            next = placed[i] + row;
        }
        double last = high - row / 2;
        for (int i : order.reversed()) {
            placed[i] = Math.min(placed[i], last);
            last = placed[i] - row;
        }
        return placed;
    }
}
