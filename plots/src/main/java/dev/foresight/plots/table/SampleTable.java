package dev.foresight.plots.table;

import dev.foresight.engine.run.RunDirectory;
import dev.foresight.engine.run.RunEvent;
import dev.foresight.plots.style.CsvText;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Samples of runs as one tidy long table, a value a row: run, experiment, arm, seed, step, epoch, layer, quantity, horizon,
 * value. Written run by run, since a deep network makes millions of rows. Numbers are written so that reading them gives
 * the same bits.
 */
public final class SampleTable {
    private static final String HEADER = "run,experiment,arm,seed,step,epoch,layer,quantity,horizon,value";

    private SampleTable() {}

    /**
     * Writes the samples of these runs as CSV in UTF-8.
     *
     * @throws dev.foresight.engine.run.RunIoException when a run's folder cannot be read or a log is damaged
     * @throws java.io.UncheckedIOException when the file cannot be written
     */
    public static void write(List<RunDirectory> runs, Path file) {
        TableFile.write(file, writer -> {
            writer.append(HEADER).append('\n');
            for (RunDirectory run : runs) {
                write(run, writer);
            }
        });
    }

    private static void write(RunDirectory directory, Writer writer) throws IOException {
        RunData run = RunData.read(directory);
        Map<Long, Double> epochs = new HashMap<>();
        run.of(RunData.TRAINING, "loss").forEach(step -> epochs.put(step.step(), step.epoch()));
        String start = String.join(
                ",",
                CsvText.cell(directory.name()),
                CsvText.cell(run.spec().experiment().name()),
                CsvText.cell(run.spec().arm().name()),
                Long.toString(run.spec().seed()));
        for (RunEvent.Sample sample : Samples.of(directory, all -> true)) {
            Double epoch = epochs.get(sample.step());
            writer.append(start + "," + sample.step() + "," + (epoch == null ? "" : epoch) + ","
                    + CsvText.cell(sample.layer()) + "," + sample.quantity().id() + "," + sample.horizon() + ","
                    + sample.value() + "\n");
        }
    }
}
