package dev.foresight.plots.table;

import dev.foresight.engine.spec.Metric;
import dev.foresight.plots.table.RunData.Measurement;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a run says when asked for a measure.
 *
 * @param value NaN unless measured
 */
record Reading(ComparedRun run, State state, double value) {
    enum State {
        MEASURED,
        /** It became infinite or not a number before the place asked for. */
        DIVERGED,
        /** It has not come to the place asked for, and may yet. */
        UNFINISHED,
        /** A sweep's halving holds it before the place asked for, because others were better, or until that is known. */
        HELD,
        /** It went past the place asked for without an evaluation there. */
        NOT_EVALUATED
    }

    /** An epoch is a quotient of steps. */
    private static final double SAME_EPOCH = 1e-9;

    /** @param measure any but {@link Measure.EqualSeconds}, which has to be resolved first */
    static Reading of(ComparedRun run, Metric metric, Measure measure) {
        List<Measurement> points = run.trained(RunFigure.VALIDATION, metric);
        boolean completed = run.completed();
        State before = run.diverged() ? State.DIVERGED : run.heldAt().isPresent() ? State.HELD : State.UNFINISHED;
        return switch (measure) {
            case Measure.Final last ->
                completed ? at(run, points.isEmpty() ? null : points.getLast()) : new Reading(run, before, Double.NaN);
            case Measure.Best best -> completed ? at(run, best(points, metric)) : new Reading(run, before, Double.NaN);
            case Measure.AtEpoch at -> {
                boolean past = completed || run.last().epoch() > at.epoch() + SAME_EPOCH;
                yield exactly(
                        run,
                        points.stream()
                                .filter(one -> Math.abs(one.epoch() - at.epoch()) < SAME_EPOCH)
                                .findFirst(),
                        past ? State.NOT_EVALUATED : before);
            }
            case Measure.AtStep at -> {
                boolean past = completed || run.last().step() > at.step();
                yield exactly(
                        run,
                        points.stream().filter(one -> one.step() == at.step()).findFirst(),
                        past ? State.NOT_EVALUATED : before);
            }
            case Measure.AtSeconds at ->
                completed || run.last().seconds() > at.seconds()
                        ? exactly(
                                run,
                                points.stream()
                                        .filter(one -> one.seconds() <= at.seconds())
                                        .reduce((one, later) -> later),
                                State.NOT_EVALUATED)
                        : new Reading(run, before, Double.NaN);
            case Measure.EqualSeconds equal ->
                throw new IllegalArgumentException("equal seconds have to be resolved for all arms together");
        };
    }

    boolean measured() {
        return state == State.MEASURED;
    }

    long seed() {
        return run.seed();
    }

    private static Reading exactly(ComparedRun run, Optional<Measurement> found, State otherwise) {
        return found.map(point -> at(run, point)).orElseGet(() -> new Reading(run, otherwise, Double.NaN));
    }

    private static Reading at(ComparedRun run, @Nullable Measurement point) {
        if (point == null) {
            return new Reading(run, State.NOT_EVALUATED, Double.NaN);
        }
        // A loss may stay finite while its exponential does not.
        return Double.isFinite(point.value())
                ? new Reading(run, State.MEASURED, point.value())
                : new Reading(run, State.DIVERGED, Double.NaN);
    }

    private static @Nullable Measurement best(List<Measurement> points, Metric metric) {
        return points.stream()
                .filter(point -> Double.isFinite(point.value()))
                .reduce((one, other) -> metric.better(other.value(), one.value()) ? other : one)
                .orElse(null);
    }
}
