package dev.foresight.engine.run;

import dev.foresight.bench.fuzz.FuzzInput;

/** {@code outcome.json}: always some outcome, and it reads back equal. */
public final class OutcomeFuzz {
    private OutcomeFuzz() {}

    public static void fuzzerTestOneInput(byte[] input) {
        RunOutcome outcome = RunJson.readOutcome(FuzzInput.text(input), "the input");
        String written = FuzzInput.throughAFile(RunJson.writeOutcome(outcome));
        FuzzInput.requireEqual("written and read", outcome, RunJson.readOutcome(written, "what was written"));
    }
}
