package dev.foresight.plots.table;

import dev.foresight.engine.run.RunDirectory;
import java.util.List;

/**
 * Arms side by side by one metric of one part of the data.
 *
 * @param lowerIsBetter whether the best value is the lowest
 */
public record Comparison(String split, String metric, boolean lowerIsBetter, List<ArmSummary> arms) {
    public Comparison {
        arms = List.copyOf(arms);
    }

    /** Compares by the validation metric of the runs' task: accuracy or perplexity. */
    public static Comparison of(List<RunDirectory> runs) {
        throw new UnsupportedOperationException(runs.toString());
    }

    public static Comparison of(List<RunDirectory> runs, String split, String metric) {
        throw new UnsupportedOperationException(runs + split + metric);
    }

    /** A table for a terminal, numbers right-aligned. */
    public String text() {
        throw new UnsupportedOperationException();
    }
}
