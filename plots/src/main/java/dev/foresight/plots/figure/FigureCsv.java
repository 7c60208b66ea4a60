package dev.foresight.plots.figure;

import dev.foresight.plots.series.HeatCell;
import dev.foresight.plots.series.HeatMap;
import dev.foresight.plots.series.SeriesBuffer;
import dev.foresight.plots.style.CsvText;
import java.util.regex.Pattern;

/** What a figure was drawn from, all of it, as CSV; of curves kind,label,x,y,low,high. */
final class FigureCsv {
    private static final Pattern NUMBER = Pattern.compile("-?\\d+(\\.\\d+)?(E-?\\d+)?");

    private FigureCsv() {}

    static String render(FigureSpec spec) {
        StringBuilder csv = new StringBuilder("figure,kind,label,x,y,low,high\n");
        String hash = spec.hash();
        for (FigureCurve drawn : spec.curves()) {
            SeriesBuffer points = drawn.curve().points();
            for (int i = 0; i < points.size(); i++) {
                row(csv, hash, drawn.faint() ? "raw" : "curve", drawn.curve().label());
                csv.append(points.x(i)).append(',').append(points.y(i)).append(",,\n");
            }
        }
        for (Band band : spec.bands()) {
            for (int i = 0; i < band.x().length; i++) {
                row(csv, hash, "band", band.label());
                csv.append(band.x()[i]).append(",,").append(band.low()[i]).append(',');
                csv.append(band.high()[i]).append('\n');
            }
        }
        spec.references().forEach(line -> {
            row(csv, hash, "reference", line.label());
            csv.append(',').append(line.value()).append(",,\n");
        });
        return csv.toString();
    }

    /** The cells of a heat map: column,row,value,text,note,framed. */
    static String render(HeatMapSpec spec) {
        StringBuilder csv = new StringBuilder("figure,column,row,value,text,note,framed\n");
        HeatMap map = spec.map();
        String hash = spec.hash();
        for (int row = 0; row < map.rows().size(); row++) {
            for (int column = 0; column < map.columns().size(); column++) {
                HeatCell cell = map.cell(row, column);
                csv.append(hash).append(',').append(label(map.columns().get(column)));
                csv.append(',').append(label(map.rows().get(row))).append(',');
                // What is not a number is an empty cell, as in all our tables.
                csv.append(Double.isNaN(cell.value()) ? "" : Double.toString(cell.value()));
                csv.append(',').append(CsvText.cell(cell.text())).append(',').append(CsvText.cell(cell.note()));
                csv.append(',').append(cell.framed()).append('\n');
            }
        }
        return csv.toString();
    }

    /** A label that is a number stays one, whatever its sign. */
    private static String label(String text) {
        return NUMBER.matcher(text).matches() ? text : CsvText.cell(text);
    }

    private static void row(StringBuilder csv, String hash, String kind, String label) {
        csv.append(hash)
                .append(',')
                .append(kind)
                .append(',')
                .append(CsvText.cell(label))
                .append(',');
    }
}
