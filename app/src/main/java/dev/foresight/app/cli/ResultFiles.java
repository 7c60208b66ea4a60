package dev.foresight.app.cli;

import dev.foresight.engine.run.RunDirectory;
import dev.foresight.plots.figure.FigureSize;
import dev.foresight.plots.figure.FigureWriter;
import dev.foresight.plots.table.RunFigure;
import dev.foresight.plots.table.RunTable;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What {@code run} leaves beside the runs: all measurements as a table, and a figure of the comparison. */
final class ResultFiles {
    private ResultFiles() {}

    /**
     * Writes NAME-measurements.csv, and NAME.svg with its points, where anything was measured.
     *
     * @return the files written
     */
    static List<Path> write(Comparison comparison, Path folder) {
        List<RunView> measured = comparison.runs().stream()
                .filter(run -> run.evaluationCount() > 0)
                .toList();
        if (measured.isEmpty()) {
            return List.of();
        }
        List<RunDirectory> runs = measured.stream().map(RunView::directory).toList();
        Path table = folder.resolve(comparison.experiment() + "-measurements.csv");
        RunTable.write(runs, table);
        List<Path> files = new ArrayList<>(List.of(table));
        files.addAll(FigureWriter.write(
                RunFigure.of(runs, FigureSize.DOUBLE_COLUMN), folder.resolve(comparison.experiment() + ".svg")));
        return files;
    }
}
