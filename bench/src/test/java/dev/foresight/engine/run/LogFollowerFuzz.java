package dev.foresight.engine.run;

import dev.foresight.bench.fuzz.FuzzInput;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A log that grows: read in two looks it gives the rows of one look. */
public final class LogFollowerFuzz {
    private static final Path FILE = FuzzInput.folder().resolve("steps.csv");

    private LogFollowerFuzz() {}

    public static void fuzzerTestOneInput(byte[] input) {
        FuzzInput.write(FILE, input);
        List<String[]> once = new LogFollower(FILE).newRows();
        int cut = input.length == 0 ? 0 : (input[0] & 0xff) % (input.length + 1);
        LogFollower follower = new LogFollower(FILE);
        FuzzInput.write(FILE, Arrays.copyOf(input, cut));
        List<String[]> twice = new ArrayList<>(follower.newRows());
        FuzzInput.write(FILE, input);
        twice.addAll(follower.newRows());
        FuzzInput.requireEqual("rows", text(once), text(twice));
    }

    private static List<List<String>> text(List<String[]> rows) {
        return rows.stream().map(Arrays::asList).toList();
    }
}
