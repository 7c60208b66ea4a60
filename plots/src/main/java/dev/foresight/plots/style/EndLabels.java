package dev.foresight.plots.style;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Names beside the ends of curves: as near to the ends as they can stand without covering each other. */
public final class EndLabels {
    /**
     * A name and where it stands.
     *
     * @param x its left end
     * @param y its middle
     */
    public record Name(String text, CurveStyle style, double x, double y, double width) {
        private Name atY(double other) {
            return new Name(text, style, x, other, width);
        }

        private boolean sharesRoomWith(Name other) {
            return x < other.x + other.width && other.x < x + width;
        }
    }

    private EndLabels() {}

    /** Whether so many rows have room between two heights. */
    public static boolean fit(int count, double row, double low, double high) {
        return count * row <= high - low;
    }

    /**
     * @param wanted the names at the heights of their curves' ends
     * @param row height of a row
     * @param low lower end of the room
     * @param high upper end of the room
     * @return the names by height, moved so that those one above the other are at least a row apart, if all fit
     */
    public static List<Name> place(List<Name> wanted, double row, double low, double high) {
        List<Name> placed = new ArrayList<>();
        for (Name name : sorted(wanted)) {
            double y = Math.max(name.y(), low + row / 2);
            for (Name above : placed) {
                if (name.sharesRoomWith(above)) {
                    y = Math.max(y, above.y() + row);
                }
            }
            placed.add(name.atY(y));
        }
        // What was pushed out at the far end is pushed back, and pushes its neighbours.
        for (int i = placed.size() - 1; i >= 0; i--) {
            double y = Math.min(placed.get(i).y(), high - row / 2);
            for (int j = i + 1; j < placed.size(); j++) {
                if (placed.get(i).sharesRoomWith(placed.get(j))) {
                    y = Math.min(y, placed.get(j).y() - row);
                }
            }
            placed.set(i, placed.get(i).atY(y));
        }
        return List.copyOf(placed);
    }

    private static List<Name> sorted(List<Name> names) {
        return names.stream().sorted(Comparator.comparingDouble(Name::y)).toList();
    }
}
