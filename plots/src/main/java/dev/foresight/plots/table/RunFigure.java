package dev.foresight.plots.table;

import dev.foresight.engine.run.RunDirectory;
import dev.foresight.plots.figure.FigureSize;
import dev.foresight.plots.figure.FigureSpec;
import dev.foresight.plots.style.Scale;
import java.util.List;

/** The figure of an experiment's runs. */
public final class RunFigure {
    /** What runs along the horizontal axis. */
    public enum Axis {
        STEPS,
        EPOCHS,
        SECONDS
    }

    private RunFigure() {}

    /** The validation metric of the runs' task over epochs. */
    public static FigureSpec of(List<RunDirectory> runs, FigureSize size) {
        throw new UnsupportedOperationException(runs + " " + size);
    }

    /**
     * @param split part of the data, such as validation
     * @param metric such as accuracy, perplexity, loss
     */
    public static FigureSpec of(
            List<RunDirectory> runs, String split, String metric, Axis axis, Scale scale, FigureSize size) {
        throw new UnsupportedOperationException(runs + split + metric + axis + scale + size);
    }
}
