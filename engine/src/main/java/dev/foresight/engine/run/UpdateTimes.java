package dev.foresight.engine.run;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What a pass of a run's update takes, and what plain AdamW in place would take for the same vectors with the same
 * threads, timed in turn after the run; {@code update-times.json}.
 *
 * @param passes how many of each were timed
 * @param update median seconds of a pass of the run's rule, its prediction included
 * @param plain median seconds of a pass of AdamW without prediction
 * @param ratio median of update over plain within pairs of passes that followed each other
 */
public record UpdateTimes(int passes, double update, double plain, double ratio) {
    /** Those of a run; empty where none were taken or the file is damaged. */
    public static Optional<UpdateTimes> read(RunDirectory directory) {
        Path file = directory.file(RunDirectory.UPDATE_TIMES);
        try {
            return RunJson.readUpdateTimes(SmallFile.read(file));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new RunIoException(file, "cannot read", e, "check that the run's folder may be read");
        }
    }

    /**
     * Leaves them in a run's folder.
     *
     * @throws RunIoException when they cannot be written
     */
    public void write(RunDirectory directory) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("format", 1);
        json.put("passes", passes);
        json.put("updateSeconds", update);
        json.put("plainUpdateSeconds", plain);
        json.put("ratio", ratio);
        AtomicFile.replace(directory.file(RunDirectory.UPDATE_TIMES), RunJson.write(json));
    }
}
