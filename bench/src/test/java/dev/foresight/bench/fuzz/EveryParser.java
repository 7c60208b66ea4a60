package dev.foresight.bench.fuzz;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** All targets as one: the first byte of an input says which of them gets the rest. */
public final class EveryParser {
    private EveryParser() {}

    public static void fuzzerTestOneInput(byte[] input) throws Throwable {
        if (input.length > 0) {
            FuzzTarget target = FuzzTarget.ALL.get((input[0] & 0xff) % FuzzTarget.ALL.size());
            target.feed(Arrays.copyOfRange(input, 1, input.length));
        }
    }

    static List<byte[]> inputs() {
        List<byte[]> inputs = new ArrayList<>();
        for (int i = 0; i < FuzzTarget.ALL.size(); i++) {
            for (byte[] input : FuzzTarget.ALL.get(i).inputs()) {
                byte[] numbered = new byte[input.length + 1];
                numbered[0] = (byte) i;
                System.arraycopy(input, 0, numbered, 1, input.length);
                inputs.add(numbered);
            }
        }
        return inputs;
    }
}
