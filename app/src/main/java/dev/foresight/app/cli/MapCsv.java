package dev.foresight.app.cli;

import dev.foresight.plots.style.CsvText;
import dev.foresight.plots.table.FieldValue;
import dev.foresight.plots.table.MapCell;
import dev.foresight.plots.table.RunMap;
import dev.foresight.plots.table.TableFile;
import java.nio.file.Path;

/** A map as CSV, a cell a row; what is not known is an empty cell, accuracies are fractions. */
final class MapCsv {
    private MapCsv() {}

    static void write(RunMap map, Path file) {
        TableFile.write(file, writer -> writer.append(of(map)));
    }

    static String of(RunMap map) {
        StringBuilder csv = new StringBuilder(CsvText.cell(map.x()) + "," + CsvText.cell(map.y())
                + ",metric,measure,n,mean,deviation,diverged,pairs,difference,difference_margin,t_test,t_test_holm\n");
        for (MapCell cell : map.cells()) {
            csv.append(value(cell.x())).append(',').append(value(cell.y())).append(',');
            csv.append(map.metric().id())
                    .append(',')
                    .append(CsvText.cell(map.measure().words()));
            csv.append(',').append(cell.values().size());
            number(csv, cell.measured().mean());
            number(csv, cell.measured().deviation());
            csv.append(',').append(cell.seeds().diverged().size());
            csv.append(',').append(cell.difference().pairs());
            number(csv, cell.difference().difference().mean());
            number(csv, cell.difference().difference().margin());
            number(csv, cell.difference().t());
            number(csv, cell.holm());
            csv.append('\n');
        }
        return csv.toString();
    }

    private static String value(FieldValue value) {
        return value.isNumber() ? value.text() : CsvText.cell(value.text());
    }

    private static void number(StringBuilder csv, double value) {
        csv.append(',').append(Double.isFinite(value) ? Double.toString(value) : "");
    }
}
