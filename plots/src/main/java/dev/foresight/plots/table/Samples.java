package dev.foresight.plots.table;

import dev.foresight.engine.run.RunDirectory;
import dev.foresight.engine.run.RunEvent;
import dev.foresight.engine.run.RunIoException;
import dev.foresight.engine.spec.Quantity;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** The samples of a run's weights' way, from its {@code layers.csv}. */
public final class Samples {
    private static final int COLUMNS = 5;

    private Samples() {}

    /**
     * Those that are wanted, in the order of the file; none where the run takes no samples.
     *
     * @throws RunIoException when the file cannot be read or is damaged
     */
    public static List<RunEvent.Sample> of(RunDirectory run, Predicate<RunEvent.Sample> wanted) {
        List<RunEvent.Sample> samples = new ArrayList<>();
        for (String[] row : run.follow(RunDirectory.LAYERS).newRows()) {
            RunEvent.Sample sample = parse(row).orElseThrow(() -> damaged(run, row));
            if (wanted.test(sample)) {
                samples.add(sample);
            }
        }
        return samples;
    }

    /** What a row of the file says; empty where it is damaged. For readers that follow a run that is going on. */
    public static Optional<RunEvent.Sample> parse(String[] row) {
        if (row.length != COLUMNS) {
            return Optional.empty();
        }
        try {
            long step = Long.parseLong(row[0]);
            int horizon = Integer.parseInt(row[3]);
            double value = Double.parseDouble(row[4]);
            return Quantity.find(row[2]).map(quantity -> new RunEvent.Sample(step, row[1], quantity, horizon, value));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    private static RunIoException damaged(RunDirectory run, String[] row) {
        return new RunIoException(
                run.file(RunDirectory.LAYERS),
                "cannot read",
                new IOException("found the row " + String.join(",", row)
                        + ", expected step, layer, a known quantity, horizon and value"),
                "the file was changed or is damaged: leave this run out, or run it again");
    }
}
