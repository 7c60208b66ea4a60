package dev.foresight.engine.project;

import dev.foresight.engine.spec.ExperimentSpec;
import dev.foresight.engine.spec.SpecProblem;
import java.util.List;

/** Asks everything a spec names whether the spec can run: the spec itself, its architecture, data set and rules. */
public final class SpecValidation {
    private SpecValidation() {}

    /** All problems at once, in the order of the spec. */
    public static List<SpecProblem> check(ExperimentSpec spec) {
        throw new UnsupportedOperationException(spec.name());
    }
}
