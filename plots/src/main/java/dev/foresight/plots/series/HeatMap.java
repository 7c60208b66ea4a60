package dev.foresight.plots.series;

import dev.foresight.plots.style.ColorBar;
import java.util.List;
import java.util.stream.Stream;

/**
 * Values over two things, told by colour: what a live chart and a figure draw alike.
 *
 * @param x what the columns are
 * @param y what the rows are
 * @param columns their labels from left to right
 * @param rows their labels from top to bottom
 * @param cells [rows][columns]
 * @param legend what signs in the cells mean, a clause each
 */
public record HeatMap(
        String x,
        String y,
        List<String> columns,
        List<String> rows,
        List<List<HeatCell>> cells,
        ColorBar bar,
        List<String> legend) {
    public HeatMap {
        columns = List.copyOf(columns);
        rows = List.copyOf(rows);
        cells = cells.stream().map(List::copyOf).toList();
        legend = List.copyOf(legend);
        int width = columns.size();
        if (cells.size() != rows.size() || cells.stream().anyMatch(row -> row.size() != width)) {
            throw new IllegalArgumentException("cells: found rows of "
                    + cells.stream().map(List::size).toList() + "; " + rows.size() + " of " + width + " are needed");
        }
    }

    public HeatCell cell(int row, int column) {
        return cells.get(row).get(column);
    }

    public Stream<HeatCell> all() {
        return cells.stream().flatMap(List::stream);
    }
}
