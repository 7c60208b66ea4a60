package dev.foresight.plots.table;

import dev.foresight.engine.run.RunDirectory;
import dev.foresight.engine.run.RunIoException;
import dev.foresight.engine.spec.RunSpec;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** All that a run has measured, read from its folder once. */
record RunData(RunDirectory directory, RunSpec spec, List<Measurement> measurements) {
    /** Name of the part of the data that steps are trained on. */
    static final String TRAINING = "training";

    /** One measured number. */
    record Measurement(long step, double epoch, double seconds, String split, String metric, double value) {}

    private static final int STEP_COLUMNS = 6;
    private static final int EVALUATION_COLUMNS = 6;

    static RunData read(RunDirectory directory) {
        return read(directory, directory.follow(RunDirectory.STEPS).newRows());
    }

    /** Its evaluations, and of its steps the first and the last alone: a sweep has millions. */
    static RunData readWithoutSteps(RunDirectory directory) {
        return read(directory, directory.follow(RunDirectory.STEPS).newEnds());
    }

    private static RunData read(RunDirectory directory, List<String[]> steps) {
        List<Measurement> all = new ArrayList<>();
        for (String[] row : steps) {
            check(directory, RunDirectory.STEPS, row, STEP_COLUMNS);
            long step = Math.round(number(directory, RunDirectory.STEPS, row[0]));
            double epoch = number(directory, RunDirectory.STEPS, row[1]);
            double seconds = number(directory, RunDirectory.STEPS, row[2]);
            String[] metrics = {"learning_rate", "loss", "gradient_norm"};
            for (int i = 0; i < metrics.length; i++) {
                double value = number(directory, RunDirectory.STEPS, row[3 + i]);
                all.add(new Measurement(step, epoch, seconds, TRAINING, metrics[i], value));
            }
        }
        for (String[] row : directory.follow(RunDirectory.EVALUATIONS).newRows()) {
            check(directory, RunDirectory.EVALUATIONS, row, EVALUATION_COLUMNS);
            all.add(new Measurement(
                    Math.round(number(directory, RunDirectory.EVALUATIONS, row[0])),
                    number(directory, RunDirectory.EVALUATIONS, row[1]),
                    number(directory, RunDirectory.EVALUATIONS, row[2]),
                    row[3],
                    row[4],
                    number(directory, RunDirectory.EVALUATIONS, row[5])));
        }
        return new RunData(directory, directory.spec(), List.copyOf(all));
    }

    /** The newest run of each experiment, arm and seed; a run that was repeated counts once. */
    static List<RunData> newest(List<RunDirectory> runs) {
        return newest(runs, RunData::read);
    }

    /** @param reader what is read of a run */
    static List<RunData> newest(List<RunDirectory> runs, Function<RunDirectory, RunData> reader) {
        Map<List<Object>, RunData> newest = new LinkedHashMap<>();
        for (RunDirectory directory : runs) {
            RunData run = reader.apply(directory);
            List<Object> key =
                    List.of(run.spec.experiment().name(), run.spec.arm().name(), run.spec.seed());
            // Names of runs begin with their time.
            newest.merge(
                    key, run, (one, other) -> other.directory.name().compareTo(one.directory.name()) > 0 ? other : one);
        }
        return List.copyOf(newest.values());
    }

    /** Runs of the same experiment and arm together, arms in the order of their experiment. */
    static Collection<List<RunData>> byArm(List<RunData> runs) {
        Map<List<Object>, List<RunData>> arms = new LinkedHashMap<>();
        runs.stream()
                .sorted((one, other) -> one.armPosition() - other.armPosition())
                .forEach(run -> arms.computeIfAbsent(
                                List.of(
                                        run.spec.experiment().name(),
                                        run.spec.arm().name()),
                                key -> new ArrayList<>())
                        .add(run));
        return arms.values();
    }

    int armPosition() {
        return Math.max(0, spec.experiment().arms().indexOf(spec.arm()));
    }

    /** The measurements of one kind by step, in order; one that was measured twice at a step counts once. */
    List<Measurement> of(String split, String metric) {
        List<Measurement> found = new ArrayList<>();
        for (Measurement one : measurements) {
            boolean wanted = one.split.equals(split) && one.metric.equals(metric);
            if (wanted && (found.isEmpty() || one.step > found.getLast().step)) {
                found.add(one);
            }
        }
        return found;
    }

    /** The measurements of a quantity by step, in order. */
    List<Measurement> of(Plotted quantity) {
        return switch (quantity.part()) {
            case TRAINING, VALIDATION -> of(quantity.part().id(), quantity.name());
            case PREDICTION, WEIGHTS, COST, MEMORY ->
                new PlottedFollower(directory, quantity)
                        .newPoints(true).stream()
                                .map(point -> new Measurement(
                                        point.step(),
                                        point.epoch(),
                                        point.seconds(),
                                        quantity.part().id(),
                                        quantity.name(),
                                        point.value()))
                                .toList();
        };
    }

    static void check(RunDirectory directory, String file, String[] row, int columns) {
        if (row.length != columns) {
            throw damaged(
                    directory,
                    file,
                    "found a row of " + row.length + " cells (" + String.join(",", row) + "), expected " + columns);
        }
    }

    static double number(RunDirectory directory, String file, String cell) {
        try {
            return Double.parseDouble(cell);
        } catch (NumberFormatException e) {
            throw damaged(directory, file, "found \"" + cell + "\" where a number has to be");
        }
    }

    private static RunIoException damaged(RunDirectory directory, String file, String what) {
        return new RunIoException(
                directory.file(file),
                "cannot read",
                new IOException(what),
                "the file was changed or is damaged: leave this run out, or run it again");
    }
}
