package dev.foresight.plots.table;

import dev.foresight.engine.run.RunDirectory;
import dev.foresight.plots.style.CsvText;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/**
 * The ledgers of runs as one tidy long table in UTF-8: run, experiment, arm, seed, horizon, from, step, epoch, seconds,
 * quantity, value. Quantities are {@code data}, {@code update} and so on, in seconds a step between the steps {@code from}
 * and {@code step}, and {@code memory_peak} and so on, in bytes at {@code step}. Numbers are written so that reading them
 * gives the same bits.
 */
public final class OverheadTable {
    private static final String HEADER = "run,experiment,arm,seed,horizon,from,step,epoch,seconds,quantity,value";

    private OverheadTable() {}

    /** The lines, without line ends. */
    static List<String> lines(List<RunDirectory> runs) {
        List<String> lines = new ArrayList<>(List.of(HEADER));
        for (RunDirectory directory : runs) {
            RunCost run = RunCost.read(directory);
            String named = CsvText.cell(directory.name()) + ","
                    + CsvText.cell(run.spec().experiment().name()) + ","
                    + CsvText.cell(run.spec().arm().name()) + "," + run.spec().seed() + ","
                    + run.spec().arm().prediction().horizon();
            for (RunCost.Span span : run.spans()) {
                String at = named + "," + span.from() + "," + span.to() + "," + number(span.epoch()) + ","
                        + number(span.seconds()) + ",";
                new TreeMap<>(span.phases()).forEach((phase, sum) -> lines.add(at + phase + "," + span.perStep(phase)));
                new TreeMap<>(span.bytes())
                        .forEach((what, bytes) -> lines.add(at + RunCost.MEMORY + what + "," + bytes));
            }
        }
        return lines;
    }

    /**
     * Writes them.
     *
     * @throws java.io.UncheckedIOException when the file cannot be written
     */
    public static void write(List<RunDirectory> runs, Path file) {
        List<String> lines = lines(runs);
        TableFile.write(file, writer -> writer.append(String.join("\n", lines)).append('\n'));
    }

    /** What is not a number is an empty cell. */
    private static String number(double value) {
        return Double.isNaN(value) ? "" : Double.toString(value);
    }
}
