package dev.foresight.app.project;

import dev.foresight.engine.spec.ExperimentSpec;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A file of an experiment: what it says, or why it cannot be read.
 *
 * @param spec absent when the file is malformed
 * @param trouble what is wrong with the file; empty when nothing is
 */
public record ExperimentItem(
        String name, Path file, @Nullable ExperimentSpec spec, String trouble) {
    @Override
    public String toString() {
        return name;
    }
}
