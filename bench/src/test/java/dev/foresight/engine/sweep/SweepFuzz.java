package dev.foresight.engine.sweep;

import dev.foresight.bench.fuzz.FuzzInput;
import dev.foresight.engine.spec.InvalidSpecException;
import dev.foresight.engine.spec.SpecRanges;

/** The file of a sweep: refused with its problems, or read and expanded to experiments. */
public final class SweepFuzz {
    private SweepFuzz() {}

    public static void fuzzerTestOneInput(byte[] input) {
        try {
            SweepSpec.read(FuzzInput.text(input), "the input").expand().forEach(SpecRanges::check);
        } catch (InvalidSpecException expected) {
            // Problems are told with their paths.
        }
    }
}
