package dev.foresight.plots.table;

import dev.foresight.engine.run.LogFollower;
import dev.foresight.engine.run.RunDirectory;
import dev.foresight.engine.spec.Quantity;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Reads one quantity of a run as it grows. Rows that are no such rows are passed over. Where a quantity's own file tells
 * steps only, epochs and seconds are those that {@code steps.csv} has for the step; a point waits until they are there.
 * Not safe for use by several threads at once.
 */
public final class PlottedFollower {
    /**
     * One measured value.
     *
     * @param seconds of training
     */
    public record Point(long step, double epoch, double seconds, double value) {}

    /** So far behind the steps a value can be told at most. */
    private static final int MOST_PLACES = 1 << 16;

    /** What a step consists of; evaluations and checkpoints lie between steps. */
    private static final Set<String> PHASES_OF_A_STEP =
            Set.of("data", "predict", "forward_backward", "update", "diagnostics", "logging");

    private final Plotted quantity;
    private final LogFollower own;
    private final LogFollower steps;
    /** Values whose place in time is not known yet, by step. */
    private final Deque<Point> waiting = new ArrayDeque<>();
    /** Places in time from the first waiting value on. */
    private final Deque<Point> places = new ArrayDeque<>();

    private long last = Long.MIN_VALUE;
    /** The step of the last report of costs, and of the one that is being read. */
    private long reported;

    private long reporting = -1;
    private double sum;
    private boolean found;

    public PlottedFollower(RunDirectory run, Plotted quantity) {
        this.quantity = quantity;
        own = run.follow(
                switch (quantity.part()) {
                    case TRAINING -> RunDirectory.STEPS;
                    case VALIDATION -> RunDirectory.EVALUATIONS;
                    case PREDICTION, WEIGHTS -> RunDirectory.LAYERS;
                    case COST, MEMORY -> RunDirectory.LEDGER;
                });
        steps = run.follow(RunDirectory.STEPS);
    }

    /**
     * What is new, in the order of steps; a step that comes again after the run was resumed counts once.
     *
     * @param ended whether nothing will be added to the files
     * @throws dev.foresight.engine.run.RunIoException when a file is there and cannot be read
     */
    public List<Point> newPoints(boolean ended) {
        List<Point> points = new ArrayList<>();
        for (String[] row : own.newRows()) {
            switch (quantity.part()) {
                case TRAINING -> step(row).ifPresent(points::add);
                case VALIDATION -> evaluation(row).ifPresent(points::add);
                case PREDICTION, WEIGHTS -> probe(row).ifPresent(waiting::add);
                case COST -> report(row);
                case MEMORY -> memory(row).ifPresent(waiting::add);
            }
        }
        if (ended) {
            closeReport();
        }
        place(points);
        List<Point> ascending = new ArrayList<>();
        for (Point point : points) {
            if (point.step > last) {
                last = point.step;
                ascending.add(point);
            }
        }
        return ascending;
    }

    /** Gives the waiting values their epochs and seconds. */
    private void place(List<Point> placed) {
        if (quantity.part() == Plotted.Part.TRAINING || quantity.part() == Plotted.Part.VALIDATION) {
            return;
        }
        for (String[] row : steps.newRows()) {
            step(row).ifPresent(places::add);
        }
        while (!waiting.isEmpty() && !places.isEmpty()) {
            long wanted = waiting.getFirst().step;
            Point place = places.getFirst();
            if (place.step < wanted) {
                places.removeFirst();
            } else {
                Point value = waiting.removeFirst();
                if (place.step == wanted) {
                    placed.add(new Point(wanted, place.epoch, place.seconds, value.value));
                }
            }
        }
        // What comes next is of a later step than the last value, if it comes at all.
        while (!places.isEmpty()
                && waiting.isEmpty()
                && (places.getFirst().step <= last || places.size() > MOST_PLACES)) {
            places.removeFirst();
        }
    }

    /** step,epoch,seconds,lr,loss,gradient_norm. */
    private Optional<Point> step(String[] row) {
        int column = switch (quantity.name()) {
            case "learning_rate" -> 3;
            case "gradient_norm" -> 5;
            default -> 4;
        };
        return point(row, 6, column);
    }

    /** step,epoch,seconds,split,metric,value. */
    private Optional<Point> evaluation(String[] row) {
        boolean wanted = row.length == 6 && row[3].equals("validation") && row[4].equals(quantity.name());
        return wanted ? point(row, 6, 5) : Optional.empty();
    }

    /** A sample of all layers together. */
    private Optional<Point> probe(String[] row) {
        return Samples.parse(row)
                .filter(sample -> sample.layer().equals(Quantity.ALL)
                        && sample.quantity().id().equals(quantity.name())
                        && sample.horizon() == quantity.horizon())
                .map(sample -> new Point(sample.step(), 0, 0, sample.value()));
    }

    /** step,memory_NAME,0,bytes. */
    private Optional<Point> memory(String[] row) {
        boolean wanted = row.length == 4 && row[1].equals(RunCost.MEMORY + quantity.name());
        OptionalLong step = wanted ? whole(row[0]) : OptionalLong.empty();
        OptionalDouble bytes = wanted ? number(row[3]) : OptionalDouble.empty();
        return step.isPresent() && bytes.isPresent()
                ? Optional.of(new Point(step.getAsLong(), 0, 0, bytes.getAsDouble() / 1e6))
                : Optional.empty();
    }

    /** step,phase,seconds,bytes: the lines of a step belong together, and are whole when those of the next begin. */
    private void report(String[] row) {
        OptionalLong step = row.length == 4 ? whole(row[0]) : OptionalLong.empty();
        OptionalDouble seconds = row.length == 4 ? number(row[2]) : OptionalDouble.empty();
        if (step.isEmpty() || seconds.isEmpty()) {
            return;
        }
        if (step.getAsLong() != reporting) {
            closeReport();
            reporting = step.getAsLong();
        }
        boolean whole = quantity.name().equals(Plotted.WHOLE_STEP) && PHASES_OF_A_STEP.contains(row[1]);
        if (whole || row[1].equals(quantity.name())) {
            sum += seconds.getAsDouble();
            found = true;
        }
    }

    private void closeReport() {
        // Two reports of one step, as before and after the last evaluation, have no step between them.
        if (found && reporting > reported) {
            waiting.add(new Point(reporting, 0, 0, sum / (reporting - reported)));
            reported = reporting;
            sum = 0;
            found = false;
        }
    }

    private static Optional<Point> point(String[] row, int columns, int value) {
        if (row.length != columns) {
            return Optional.empty();
        }
        OptionalDouble step = number(row[0]);
        OptionalDouble epoch = number(row[1]);
        OptionalDouble seconds = number(row[2]);
        OptionalDouble measured = number(row[value]);
        return step.isPresent() && epoch.isPresent() && seconds.isPresent() && measured.isPresent()
                ? Optional.of(new Point(
                        Math.round(step.getAsDouble()),
                        epoch.getAsDouble(),
                        seconds.getAsDouble(),
                        measured.getAsDouble()))
                : Optional.empty();
    }

    private static OptionalLong whole(String cell) {
        try {
            return OptionalLong.of(Long.parseLong(cell));
        } catch (NumberFormatException e) {
            return OptionalLong.empty();
        }
    }

    private static OptionalDouble number(String cell) {
        try {
            return OptionalDouble.of(Double.parseDouble(cell));
        } catch (NumberFormatException e) {
            return OptionalDouble.empty();
        }
    }
}
