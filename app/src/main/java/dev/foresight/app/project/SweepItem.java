package dev.foresight.app.project;

import java.nio.file.Path;

/**
 * A file of a sweep.
 *
 * @param name of the file
 * @param sweep the name within, which those of its experiments begin with; that of the file where it cannot be read
 * @param trouble what is wrong with the file; empty when nothing is
 */
public record SweepItem(String name, Path file, String sweep, String trouble) {
    /** Whether an experiment of this name is one of its own. */
    boolean has(String experiment) {
        return experiment.equals(sweep) || experiment.startsWith(sweep + " ");
    }

    @Override
    public String toString() {
        return name;
    }
}
