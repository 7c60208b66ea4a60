package dev.foresight.app.cli;

import dev.foresight.engine.stats.Summary;
import dev.foresight.plots.table.FieldValue;
import dev.foresight.plots.table.MapCell;
import dev.foresight.plots.table.MapFields;
import dev.foresight.plots.table.MapWords;
import dev.foresight.plots.table.MetricWords;
import dev.foresight.plots.table.RunMap;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A map as a table for people: a row for each value of y, and below it what it says. */
final class MapText {
    /** Signs stand behind the numbers; where there is none, their room. */
    private static final String SIGNS = "  ";

    private MapText() {}

    static String of(RunMap map, boolean differences) {
        MetricWords quality = new MetricWords(map.metric());
        List<List<String>> rows = new ArrayList<>();
        List<String> header = new ArrayList<>(List.of(MapFields.title(map.y()) + " \\ " + MapFields.title(map.x())));
        map.columns().forEach(column -> header.add(column.text() + SIGNS));
        rows.add(header);
        Optional<MapCell> best = map.best();
        for (FieldValue row : map.rows()) {
            List<String> cells = new ArrayList<>(List.of(row.text()));
            for (FieldValue column : map.columns()) {
                cells.add(map.at(column, row)
                        .map(cell -> (best.filter(cell::equals).isPresent() ? ">" : "")
                                + (differences ? difference(cell, quality) : value(cell, quality))
                                + lost(cell)
                                + (cell.seen() ? " *" : SIGNS))
                        .orElse("-" + SIGNS));
            }
            rows.add(cells);
        }
        StringBuilder text = new StringBuilder(String.join(", ", map.experiments()));
        text.append(": ")
                .append(Quality.SPLIT)
                .append(' ')
                .append(quality.title())
                .append(", ");
        text.append(map.measure().words()).append(differences ? ", difference to horizon 0" : "");
        text.append('\n');
        TextTable.append(rows, text);
        text.append(differences ? "mean difference ± half its 95 % interval (pairs)" : "mean ± deviation (n)");
        text.append("; > the best mean");
        if (map.cells().stream().anyMatch(MapCell::seen)) {
            text.append("; * its difference to horizon 0 is seen at 5 % by Holm");
        }
        if (map.cells().stream().anyMatch(cell -> !cell.seeds().diverged().isEmpty())) {
            text.append("; ×k: k seeds diverged");
        }
        if (map.cells().size() < map.columns().size() * map.rows().size()) {
            text.append("; - no runs");
        }
        text.append('\n');
        MapWords.of(map).forEach(line -> text.append(line).append('\n'));
        return text.toString();
    }

    private static String value(MapCell cell, MetricWords quality) {
        Summary measured = cell.measured();
        return measured.n() == 0
                ? "(0)"
                : quality.shown(measured.mean())
                        + (Double.isNaN(measured.deviation()) ? "" : " ± " + quality.shown(measured.deviation()))
                        + " (" + measured.n() + ")";
    }

    private static String difference(MapCell cell, MetricWords quality) {
        Summary difference = cell.difference().difference();
        return cell.reference()
                ? "reference"
                : difference.n() == 0
                        ? "(0)"
                        : quality.difference(difference.mean())
                                + (Double.isNaN(difference.margin()) ? "" : " ± " + quality.shown(difference.margin()))
                                + " (" + difference.n() + ")";
    }

    private static String lost(MapCell cell) {
        int lost = cell.seeds().diverged().size();
        return lost == 0 ? "" : " ×" + lost;
    }
}
