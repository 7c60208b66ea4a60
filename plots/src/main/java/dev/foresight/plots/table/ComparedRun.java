package dev.foresight.plots.table;

import dev.foresight.engine.run.RunDirectory;
import dev.foresight.engine.run.RunOutcome;
import dev.foresight.engine.spec.ArmSpec;
import dev.foresight.engine.spec.ExperimentSpec;
import dev.foresight.engine.spec.Metric;
import dev.foresight.plots.table.RunData.Measurement;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** A run as a comparison needs it: its evaluations, where it has come to, and how it ended. */
record ComparedRun(RunData data, Optional<RunOutcome> outcome) {
    /** The newest run of each experiment, arm and seed. */
    static List<ComparedRun> newest(List<RunDirectory> runs) {
        return RunData.newest(runs, RunData::readWithoutSteps).stream()
                .map(run -> new ComparedRun(run, run.directory().outcome()))
                .toList();
    }

    long seed() {
        return data.spec().seed();
    }

    ArmSpec arm() {
        return data.spec().arm();
    }

    ExperimentSpec experiment() {
        return data.spec().experiment();
    }

    boolean completed() {
        return outcome.filter(RunOutcome.Completed.class::isInstance).isPresent();
    }

    boolean diverged() {
        return outcome.filter(RunOutcome.Diverged.class::isInstance).isPresent();
    }

    /** The step at which a sweep's halving holds it; empty where none does. */
    OptionalLong heldAt() {
        return outcome.orElse(null) instanceof RunOutcome.Stopped stopped && stopped.held()
                ? OptionalLong.of(stopped.steps())
                : OptionalLong.empty();
    }

    /** Where training has come to; a zeroth measurement where it has not begun. */
    Measurement last() {
        return data.measurements().stream()
                .reduce((one, other) -> other.step() < one.step() ? one : other)
                .orElse(new Measurement(0, 0, 0, RunData.TRAINING, "loss", Double.NaN));
    }

    /** Evaluations of a trained network, in order: the one before the first step is of none, so it is left out. */
    List<Measurement> trained(String split, Metric metric) {
        return data.of(split, metric.id()).stream()
                .filter(one -> one.step() > 0)
                .toList();
    }

    /** Seconds of training a step without the first, which loads and compiles; empty before the first. */
    Optional<Double> secondsPerStep() {
        List<Measurement> steps = data.of(RunData.TRAINING, "loss");
        if (steps.isEmpty()) {
            return Optional.empty();
        }
        Measurement first = steps.getFirst();
        Measurement last = steps.getLast();
        return Optional.of(
                last.step() > first.step()
                        ? (last.seconds() - first.seconds()) / (last.step() - first.step())
                        : last.seconds() / last.step());
    }
}
