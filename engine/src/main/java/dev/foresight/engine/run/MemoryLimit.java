package dev.foresight.engine.run;

import dev.foresight.engine.spec.RunSpec;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;

/**
 * How many megabytes (of 1,000,000 bytes) a run's worker may have resident; 0 for any number. It is the spec's, unless the
 * run's folder holds a later one in {@code limits.json}: a matter of the machine and not of the numbers, so that a run
 * may go on with another.
 */
public record MemoryLimit(int megabytes) {
    private static final String KEY = "memoryLimit";
    private static final long MEGABYTE = 1_000_000;

    /**
     * That of a run.
     *
     * @throws RunIoException when {@code limits.json} is there and cannot be read
     */
    public static MemoryLimit of(RunDirectory directory, RunSpec run) {
        Path file = directory.file(RunDirectory.LIMITS);
        try {
            return new MemoryLimit(Math.max(0, RunJson.number(SmallFile.read(file), KEY)));
        } catch (NoSuchFileException e) {
            return new MemoryLimit(run.experiment().execution().memoryLimit());
        } catch (IOException e) {
            throw new RunIoException(file, "cannot read", e, "check that the run's folder may be read");
        }
    }

    /**
     * Makes it that of a run, from its next worker on.
     *
     * @throws RunIoException when it cannot be written
     */
    public void write(RunDirectory directory) {
        AtomicFile.replace(directory.file(RunDirectory.LIMITS), RunJson.write(Map.of("format", 1, KEY, megabytes)));
    }

    public boolean exists() {
        return megabytes > 0;
    }

    public long bytes() {
        return megabytes * MEGABYTE;
    }
}
