package dev.foresight.plots.table;

import dev.foresight.engine.run.RunDirectory;
import java.nio.file.Path;
import java.util.List;
import tech.tablesaw.api.Table;

/** Measurements of runs as one tidy long table. */
public final class RunTable {
    private RunTable() {}

    /** All measurements of these runs, a row each. */
    public static Table of(List<RunDirectory> runs) {
        throw new UnsupportedOperationException(runs.toString());
    }

    /** Writes {@link #of} as CSV. */
    public static void write(List<RunDirectory> runs, Path file) {
        throw new UnsupportedOperationException(runs + " " + file);
    }
}
