package dev.foresight.app.cli;

import dev.foresight.engine.spec.Quantity;
import dev.foresight.engine.stats.Summary;
import dev.foresight.plots.table.Course;
import dev.foresight.plots.table.PredictionQuality;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** How well weights were predicted, as a table for people and a sentence for each of its rows. */
final class PredictionText {
    private static final List<String> HEADER = List.of(
            "arm",
            "steps ahead",
            "n",
            "relative error",
            "first",
            "middle",
            "last",
            "cosine",
            "first",
            "middle",
            "last");

    private PredictionText() {}

    /** @param qualities not empty, of one layer */
    static String of(List<PredictionQuality> qualities) {
        StringBuilder text = new StringBuilder();
        qualities.stream().map(PredictionQuality::experiment).distinct().forEach(experiment -> {
            text.append(text.isEmpty() ? "" : "\n");
            experiment(
                    qualities.stream()
                            .filter(one -> one.experiment().equals(experiment))
                            .toList(),
                    text);
        });
        return text.toString();
    }

    private static void experiment(List<PredictionQuality> qualities, StringBuilder text) {
        PredictionQuality any = qualities.getFirst();
        text.append(any.experiment())
                .append(": prediction of the weights of ")
                .append(any.layer().equals(Quantity.ALL) ? "all layers" : any.layer())
                .append(", means over n seeds of each seed's mean; first, middle and last third of its samples\n");
        List<List<String>> rows = new ArrayList<>(List.of(HEADER));
        for (PredictionQuality one : qualities) {
            List<String> row = new ArrayList<>(List.of(
                    one.arm().name(),
                    Integer.toString(one.horizon()),
                    Integer.toString(one.relativeError().whole().n())));
            row.addAll(cells(one.relativeError()));
            row.addAll(cells(one.cosine()));
            rows.add(row);
        }
        TextTable.append(rows, text);
        text.append("relative error: 1 is what no prediction at all misses by\n");
        qualities.forEach(one -> text.append(one.arm().name())
                .append(", ")
                .append(one.horizon() == 1 ? "1 step" : one.horizon() + " steps")
                .append(" ahead: ")
                .append(one.verdict())
                .append('\n'));
    }

    private static List<String> cells(Course course) {
        Summary whole = course.whole();
        String margin = Double.isNaN(whole.margin()) ? "" : " \u00b1 " + number(whole.margin());
        return List.of(
                number(whole.mean()) + margin,
                number(course.first().mean()),
                number(course.middle().mean()),
                number(course.last().mean()));
    }

    private static String number(double value) {
        return Double.isNaN(value) ? "-" : String.format(Locale.ROOT, "%.3f", value);
    }
}
