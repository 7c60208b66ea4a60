package dev.foresight.plots.table;

import dev.foresight.engine.spec.Metric;
import dev.foresight.engine.stats.Censored;
import dev.foresight.engine.stats.PairedTest;
import dev.foresight.plots.table.RunData.Measurement;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/**
 * How long an arm takes to a value: to the first evaluation that is at least as good, so true to the distance of
 * evaluations. A run that trained to its end or diverged without it never gets there; one that is still on its way is not
 * counted.
 *
 * @param steps optimizer steps over the seeds
 * @param seconds of training over the seeds
 * @param stepDifference arm minus reference over the pairs in which both got there
 * @param secondDifference as {@code stepDifference}
 */
public record ToTarget(Censored steps, Censored seconds, PairedTest stepDifference, PairedTest secondDifference) {
    /** Of one run; infinite for never. */
    private record Time(long seed, double steps, double seconds) {}

    static ToTarget of(List<ComparedRun> arm, List<ComparedRun> reference, Metric metric, double target) {
        List<Time> own = times(arm, metric, target);
        List<Time> others = times(reference, metric, target);
        return new ToTarget(
                Censored.of(own.stream().mapToDouble(Time::steps).toArray()),
                Censored.of(own.stream().mapToDouble(Time::seconds).toArray()),
                PairedTest.of(differences(own, others, Time::steps)),
                PairedTest.of(differences(own, others, Time::seconds)));
    }

    private static List<Time> times(List<ComparedRun> runs, Metric metric, double target) {
        return runs.stream()
                .map(run -> time(run, metric, target))
                .flatMap(Optional::stream)
                .toList();
    }

    private static Optional<Time> time(ComparedRun run, Metric metric, double target) {
        Optional<Measurement> reached = run.trained(RunFigure.VALIDATION, metric).stream()
                .filter(point -> point.value() == target || metric.better(point.value(), target))
                .findFirst();
        long seed = run.seed();
        if (reached.isPresent()) {
            return Optional.of(
                    new Time(seed, reached.get().step(), reached.get().seconds()));
        }
        return run.completed() || run.diverged()
                ? Optional.of(new Time(seed, Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY))
                : Optional.empty();
    }

    private static double[] differences(List<Time> own, List<Time> others, ToDoubleFunction<Time> number) {
        return own.stream()
                .flatMapToDouble(one -> others.stream()
                        .filter(other -> other.seed() == one.seed())
                        .mapToDouble(other -> number.applyAsDouble(one) - number.applyAsDouble(other)))
                .filter(Double::isFinite)
                .toArray();
    }
}
