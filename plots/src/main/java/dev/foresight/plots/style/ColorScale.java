package dev.foresight.plots.style;

import java.util.List;

/**
 * Colours for values between two ends, told apart by the colour-blind too because their lightness alone tells most.
 *
 * @param anchors colours at even distances, {@code #rrggbb}, two at least; between them colours run evenly in Oklab
 */
public record ColorScale(List<String> anchors) {
    /** From dark to bright, for values of one kind: viridis of S. van der Walt and N. Smith (matplotlib, 2015, CC0). */
    public static final ColorScale SEQUENTIAL = new ColorScale(List.of(
            "#440154", "#482878", "#3e4989", "#31688e", "#26828e", "#1f9e89", "#35b779", "#6ece58", "#b5de2b",
            "#fde725"));

    /** From orange over a neutral middle to blue, both ends equally dark, for differences around zero. */
    public static final ColorScale DIVERGING = new ColorScale(List.of("#a65c20", "#f3f3f3", "#2a75ba"));

    public ColorScale {
        anchors = List.copyOf(anchors);
        if (anchors.size() < 2 || !anchors.stream().allMatch(Colors::isColor)) {
            throw new IllegalArgumentException("colours of a scale: found " + anchors + "; two #rrggbb at least");
        }
    }

    /** @param position from 0 to 1; what lies beyond has the colour of the end */
    public String at(double position) {
        double place = Math.clamp(position, 0, 1) * (anchors.size() - 1);
        int left = Math.min((int) place, anchors.size() - 2);
        return Oklab.of(anchors.get(left))
                .to(Oklab.of(anchors.get(left + 1)), place - left)
                .color();
    }

    public ColorScale reversed() {
        return new ColorScale(anchors.reversed());
    }
}
