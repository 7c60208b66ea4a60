package dev.foresight.plots.table;

import dev.foresight.engine.run.RunDirectory;
import dev.foresight.engine.spec.RunSpec;
import dev.foresight.plots.style.CsvText;
import dev.foresight.plots.table.RunData.Measurement;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.LongColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.io.csv.CsvWriteOptions;

/**
 * Measurements of runs as one tidy long table, a measurement a row: run, experiment, architecture, data, arm, seed, rule,
 * horizon, learning_rate, a column for each parameter that a rule was given (empty where a run left it at its default),
 * step, epoch, seconds, split, metric, value. Numbers are written so that reading them gives the same bits; a value that
 * is not a number is an empty cell. Texts are disarmed against spreadsheets that take them for formulas.
 */
public final class RunTable {
    private RunTable() {}

    /**
     * All measurements of these runs.
     *
     * @throws dev.foresight.engine.run.RunIoException when a run's folder cannot be read or a log is damaged
     */
    public static Table of(List<RunDirectory> runs) {
        List<RunData> all = runs.stream().map(RunData::read).toList();
        List<String> parameters = List.copyOf(new TreeSet<>(all.stream()
                .flatMap(run -> run.spec().arm().optimizer().rule().parameters().given().keySet().stream())
                .toList()));
        Table table = Table.create("runs");
        for (String name : List.of("run", "experiment", "architecture", "data", "arm")) {
            table.addColumns(StringColumn.create(name));
        }
        table.addColumns(
                LongColumn.create("seed"),
                StringColumn.create("rule"),
                DoubleColumn.create("horizon"),
                DoubleColumn.create("learning_rate"));
        parameters.forEach(name -> table.addColumns(StringColumn.create(snake(name))));
        table.addColumns(
                LongColumn.create("step"),
                DoubleColumn.create("epoch"),
                DoubleColumn.create("seconds"),
                StringColumn.create("split"),
                StringColumn.create("metric"),
                DoubleColumn.create("value"));
        for (RunData run : all) {
            for (Measurement measurement : run.measurements()) {
                append(table, run, parameters, measurement);
            }
        }
        return table;
    }

    /**
     * Writes {@link #of} as CSV in UTF-8.
     *
     * @throws java.io.UncheckedIOException when the file cannot be written
     */
    public static void write(List<RunDirectory> runs, Path file) {
        Table table = of(runs);
        TableFile.write(
                file,
                writer -> table.write()
                        .usingOptions(
                                CsvWriteOptions.builder(writer).lineEnd("\n").build()));
    }

    private static void append(Table table, RunData run, List<String> parameters, Measurement measurement) {
        RunSpec spec = run.spec();
        text(table, "run", run.directory().name());
        text(table, "experiment", spec.experiment().name());
        text(table, "architecture", spec.experiment().architecture().id());
        text(table, "data", spec.experiment().data().set().id());
        text(table, "arm", spec.arm().name());
        table.longColumn("seed").append(spec.seed());
        text(table, "rule", spec.arm().optimizer().rule().id());
        table.doubleColumn("horizon").append(spec.arm().prediction().horizon());
        table.doubleColumn("learning_rate").append(spec.arm().optimizer().learningRate());
        for (String name : parameters) {
            Object value = spec.arm().optimizer().rule().parameters().given().get(name);
            String cell = value == null ? "" : value.toString();
            table.stringColumn(snake(name)).append(value instanceof Number ? cell : CsvText.disarmed(cell));
        }
        table.longColumn("step").append(measurement.step());
        table.doubleColumn("epoch").append(measurement.epoch());
        table.doubleColumn("seconds").append(measurement.seconds());
        text(table, "split", measurement.split());
        text(table, "metric", measurement.metric());
        table.doubleColumn("value").append(measurement.value());
    }

    private static void text(Table table, String column, String value) {
        table.stringColumn(column).append(CsvText.disarmed(value));
    }

    /** weightDecay as weight_decay, as the other columns are written. */
    private static String snake(String camel) {
        return camel.replaceAll("([a-z0-9])([A-Z])", "$1_$2").toLowerCase(Locale.ROOT);
    }
}
