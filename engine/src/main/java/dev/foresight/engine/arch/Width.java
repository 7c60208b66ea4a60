package dev.foresight.engine.arch;

import dev.foresight.engine.spec.Parameter;
import dev.foresight.engine.spec.SpecProblem;
import dev.foresight.engine.spec.Values;
import java.util.List;

/** The width multiplier that all convolutional networks share. */
final class Width {
    static final Parameter.Real PARAMETER = new Parameter.Real(
            "width",
            "Width multiplier",
            "Factor on the number of channels of every layer: 1 is the published network, 0.5 and 0.25 are quicker.",
            0.015625,
            4,
            1.0);

    private Width() {}

    /** Channels or units of a layer that has {@code full} of them at width 1. */
    static int scaled(int full, Values values) {
        return Math.max(1, (int) Math.round(full * values.get(PARAMETER)));
    }

    /**
     * A width that needs rounding is unusual: two such networks may differ by a channel from what one expects.
     *
     * @param unit of which all channel numbers at width 1 are multiples
     */
    static List<SpecProblem> check(String path, Values values, int unit) {
        double narrowest = unit * values.get(PARAMETER);
        if (narrowest == Math.rint(narrowest)) {
            return List.of();
        }
        return List.of(SpecProblem.warning(
                path + ".parameters.width",
                values.get(PARAMETER),
                unit + " channels times the width is " + narrowest
                        + " and will be rounded; 1, 0.5, 0.25 need no rounding"));
    }
}
