package dev.foresight.plots.figure;

import dev.foresight.plots.series.SeriesBuffer;
import dev.foresight.plots.style.CsvText;

/** The points of a figure, all of them, as CSV: kind,label,x,y,low,high. */
final class FigureCsv {
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

    private static void row(StringBuilder csv, String hash, String kind, String label) {
        csv.append(hash)
                .append(',')
                .append(kind)
                .append(',')
                .append(CsvText.cell(label))
                .append(',');
    }
}
