package dev.foresight.engine.train;

import dev.foresight.engine.run.RunDirectory;
import dev.foresight.engine.run.RunOutcome;

/** Executes the run of a folder in this process. */
public final class RunWorker {
    private RunWorker() {}

    /** Runs to an outcome, which is also written to the folder, whatever happens. */
    public static RunOutcome run(RunDirectory directory) {
        throw new UnsupportedOperationException(directory.toString());
    }
}
