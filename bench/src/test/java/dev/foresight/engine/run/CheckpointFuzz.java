package dev.foresight.engine.run;

import dev.foresight.bench.fuzz.FuzzInput;
import java.io.IOException;

/** The state in a checkpoint: what is read is written and reads back equal, or a sentence says what is wrong. */
public final class CheckpointFuzz {
    private CheckpointFuzz() {}

    public static void fuzzerTestOneInput(byte[] input) {
        Checkpoint checkpoint;
        try {
            checkpoint = CheckpointJson.read(FuzzInput.text(input), "it");
        } catch (IOException | CheckpointMismatch expected) {
            return;
        }
        try {
            FuzzInput.requireEqual(
                    "a checkpoint's state reads back equal",
                    checkpoint,
                    CheckpointJson.read(CheckpointJson.write(checkpoint), "it"));
        } catch (IOException e) {
            throw new AssertionError("a state that was read cannot be read when it is written", e);
        }
    }
}
