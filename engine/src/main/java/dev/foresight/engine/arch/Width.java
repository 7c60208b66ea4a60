package dev.foresight.engine.arch;

import dev.foresight.engine.graph.Shape;
import dev.foresight.engine.spec.Parameter;
import dev.foresight.engine.spec.SpecProblem;
import dev.foresight.engine.spec.Values;
import java.util.ArrayList;
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
     * What is wrong with an image and a width: a width that needs rounding is unusual, since two such networks may differ
     * by a channel from what one expects.
     *
     * @param smallest height and width of an image
     * @param unit of which all channel numbers at width 1 are multiples
     */
    static List<SpecProblem> check(
            String path, Architecture architecture, Values values, Shape input, int smallest, int unit) {
        List<SpecProblem> problems = new ArrayList<>(Inputs.image(path, architecture, input, smallest));
        double narrowest = unit * values.get(PARAMETER);
        if (narrowest != Math.rint(narrowest)) {
            problems.add(SpecProblem.warning(
                    path + ".parameters.width",
                    values.get(PARAMETER),
                    unit + " channels times the width is " + narrowest
                            + " and will be rounded; 1, 0.5, 0.25 need no rounding"));
        }
        return problems;
    }
}
