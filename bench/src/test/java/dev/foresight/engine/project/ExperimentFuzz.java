package dev.foresight.engine.project;

import dev.foresight.bench.fuzz.FuzzInput;
import dev.foresight.engine.spec.ExperimentSpec;
import dev.foresight.engine.spec.InvalidSpecException;
import dev.foresight.engine.spec.SpecJson;
import dev.foresight.engine.spec.SpecProblem;

/** An experiment's file: refused with its problems, or checked, and what can run reads back equal. */
public final class ExperimentFuzz {
    private ExperimentFuzz() {}

    public static void fuzzerTestOneInput(byte[] input) {
        ExperimentSpec spec;
        try {
            spec = SpecJson.read(FuzzInput.text(input), "the input");
        } catch (InvalidSpecException expected) {
            return;
        }
        if (SpecValidation.check(spec).stream().noneMatch(SpecProblem::isError)) {
            String written = FuzzInput.throughAFile(SpecJson.write(spec));
            FuzzInput.requireEqual("written and read", spec, SpecJson.read(written, "what was written"));
        }
    }
}
