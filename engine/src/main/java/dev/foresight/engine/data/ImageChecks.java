package dev.foresight.engine.data;

import dev.foresight.engine.spec.DataSpec;
import dev.foresight.engine.spec.SpecProblem;
import java.util.ArrayList;
import java.util.List;

/** The part of a spec's check that all image sets share. */
final class ImageChecks {
    private ImageChecks() {}

    /**
     * Whether the numbers of training and validation examples fit.
     *
     * @param available training images of the set, out of which the validation examples are taken
     */
    static List<SpecProblem> counts(String path, DataSpec spec, long available) {
        List<SpecProblem> problems = new ArrayList<>();
        long held = spec.validationExamples();
        long used = spec.trainExamples();
        if (held < 0 || held >= available) {
            problems.add(SpecProblem.error(
                    path + ".validationExamples",
                    held,
                    "allowed: 0 to " + (available - 1) + ", held out of the " + available + " training images"));
        } else if (used < 0 || used > available - held) {
            problems.add(SpecProblem.error(
                    path + ".trainExamples",
                    used,
                    "allowed: 0 (all) to " + (available - held) + ": the set has " + available
                            + " training images, of which " + held + " are held out for validation"));
        }
        return problems;
    }
}
