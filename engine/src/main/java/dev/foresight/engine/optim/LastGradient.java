package dev.foresight.engine.optim;

import java.util.List;
import java.util.stream.Stream;

/**
 * The gradient of the last step, as the last of a rule's moments: Delta of some rules cannot be had again without it. A
 * run without prediction does not keep it.
 */
final class LastGradient {
    private LastGradient() {}

    /** The names of a rule's moments with the gradient's, where it is kept. */
    static List<String> beside(boolean kept, String... others) {
        return kept ? Stream.concat(Stream.of(others), Stream.of("gradient")).toList() : List.of(others);
    }

    /** Notes the gradient, where it is kept. */
    static void keep(boolean kept, float[] gradient, float[][] moments, int length) {
        if (kept) {
            System.arraycopy(gradient, 0, of(moments), 0, length);
        }
    }

    /** Where it is kept. */
    static float[] of(float[][] moments) {
        return moments[moments.length - 1];
    }
}
