package dev.foresight.engine.project;

import dev.foresight.engine.project.SweepRuns.Planned;
import dev.foresight.engine.run.RunDirectory;
import dev.foresight.engine.run.RunStatus;
import dev.foresight.engine.spec.Amount;
import dev.foresight.engine.spec.Metric;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a run has measured on the validation part, by the metric of its task. */
record RungReading(Planned run, List<Point> points) {
    private record Point(double step, double epoch, double value) {}

    private static final int COLUMNS = 6;
    private static final String VALIDATION = "validation";

    RungReading {
        points = List.copyOf(points);
    }

    /** A row that is no measurement is passed over, as everywhere: the comparison tells of it. */
    static RungReading of(Planned run) {
        String metric = metric(run).id();
        List<Point> points = new ArrayList<>();
        run.found().ifPresent(there -> {
            for (String[] row :
                    there.directory().follow(RunDirectory.EVALUATIONS).newRows()) {
                if (row.length == COLUMNS && row[3].equals(VALIDATION) && row[4].equals(metric)) {
                    point(row).ifPresent(points::add);
                }
            }
        });
        return new RungReading(run, points);
    }

    private static Optional<Point> point(String[] row) {
        try {
            return Optional.of(
                    new Point(Double.parseDouble(row[0]), Double.parseDouble(row[1]), Double.parseDouble(row[5])));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    private static Metric metric(Planned run) {
        return Metric.judging(run.spec().experiment().task());
    }

    /** Whether it has a value at a rung, or can have none any more because it diverged before. */
    boolean known(Amount rung) {
        return value(rung).isPresent() || diverged();
    }

    private boolean diverged() {
        return run.found().filter(there -> there.status() == RunStatus.DIVERGED).isPresent();
    }

    private Optional<Double> value(Amount rung) {
        // An epoch that is over is a whole number: it comes from one division of whole numbers.
        return points.stream()
                .filter(point ->
                        (rung.unit() == Amount.Unit.EPOCHS ? point.epoch() : point.step()) == (double) rung.count())
                .findFirst()
                .map(Point::value);
    }

    /**
     * Which of two cells is better at a rung: the one with fewer seeds that diverged, of equally many the one with the
     * better mean over the others.
     *
     * @return below 0 where the first is
     */
    static int compare(List<RungReading> one, List<RungReading> other, Amount rung) {
        double[] first = finite(one, rung);
        double[] second = finite(other, rung);
        int lost = Integer.compare(one.size() - first.length, other.size() - second.length);
        if (lost != 0) {
            return lost;
        }
        int byMean = Double.compare(mean(first), mean(second));
        return !one.isEmpty() && metric(one.getFirst().run).higherIsBetter() ? -byMean : byMean;
    }

    private static double[] finite(List<RungReading> cell, Amount rung) {
        return cell.stream()
                .flatMap(reading -> reading.value(rung).stream())
                .mapToDouble(Double::doubleValue)
                .filter(Double::isFinite)
                .toArray();
    }

    /** 0 where no seed has a value, so that such cells are equal. */
    private static double mean(double[] values) {
        double sum = 0;
        for (double value : values) {
            sum += value;
        }
        return values.length == 0 ? 0 : sum / values.length;
    }
}
