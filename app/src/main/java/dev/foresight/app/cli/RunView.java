package dev.foresight.app.cli;

import dev.foresight.engine.run.LogFollower;
import dev.foresight.engine.run.RunDirectory;
import dev.foresight.engine.run.RunOutcome;
import dev.foresight.engine.run.RunStatus;
import dev.foresight.engine.spec.Amount;
import dev.foresight.engine.spec.RunSpec;
import java.nio.file.Files;
import java.util.Locale;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/** What a run's folder has told so far. {@link #refresh} reads on; used by one thread. */
final class RunView {
    private final RunDirectory directory;
    private final RunSpec spec;
    private final Quality quality;
    private Amount until;
    private final LogFollower steps;
    private final LogFollower evaluations;
    private long step;
    private double epoch;
    private double loss = Double.NaN;
    private long firstStep;
    private double firstSeconds;
    private double seconds;
    private int evaluationCount;
    /** A log that was cut and has grown again tells some evaluations twice. */
    private long lastEvaluated;

    private double last = Double.NaN;
    private double best = Double.NaN;
    private double bestEpoch;
    private double optimum = Double.NaN;

    /** A run judged by the metric of its task. */
    RunView(RunDirectory directory) {
        this(directory, null);
    }

    /** @param judged null for the metric of its task */
    RunView(RunDirectory directory, @Nullable Quality judged) {
        this.directory = directory;
        this.spec = directory.spec();
        this.until = spec.experiment().training().length();
        this.quality = judged == null ? Quality.of(spec.experiment().task()) : judged;
        this.steps = directory.follow(RunDirectory.STEPS);
        this.evaluations = directory.follow(RunDirectory.EVALUATIONS);
        refresh();
    }

    void refresh() {
        // Those between would change nothing that is asked here.
        for (String[] row : steps.newEnds()) {
            if (row.length >= 6) {
                step(row);
            }
        }
        for (String[] row : evaluations.newRows()) {
            if (row.length >= 6 && row[3].equals(Quality.SPLIT)) {
                evaluation(Long.parseLong(row[0]), Double.parseDouble(row[1]), row[4], Double.parseDouble(row[5]));
            }
        }
    }

    private void step(String[] row) {
        step = Long.parseLong(row[0]);
        epoch = Double.parseDouble(row[1]);
        seconds = Double.parseDouble(row[2]);
        loss = Double.parseDouble(row[4]);
        // A run that started over has begun anew.
        if (firstStep == 0 || step <= firstStep) {
            firstStep = step;
            firstSeconds = seconds;
        }
    }

    /** The evaluation before the first step is of no trained network, so it is neither final nor best. */
    private void evaluation(long afterStep, double at, String metric, double value) {
        if (metric.equals("best_" + quality.metric().id())) {
            optimum = value;
        } else if (metric.equals(quality.metric().id()) && afterStep > lastEvaluated) {
            lastEvaluated = afterStep;
            evaluationCount++;
            last = value;
            if (Double.isNaN(best) || quality.better(value, best)) {
                best = value;
                bestEpoch = at;
            }
        }
    }

    RunDirectory directory() {
        return directory;
    }

    RunSpec spec() {
        return spec;
    }

    Quality quality() {
        return quality;
    }

    String label() {
        return spec.arm().name() + ", seed " + spec.seed();
    }

    RunStatus status() {
        return directory.status();
    }

    long step() {
        return step;
    }

    double epoch() {
        return epoch;
    }

    /** Training loss of the last step; NaN before the first. */
    double loss() {
        return loss;
    }

    int evaluationCount() {
        return evaluationCount;
    }

    OptionalDouble finalValue() {
        return present(last);
    }

    OptionalDouble bestValue() {
        return present(best);
    }

    double bestEpoch() {
        return bestEpoch;
    }

    /** The best value that any model can reach, where it is known. */
    OptionalDouble optimum() {
        return present(optimum);
    }

    /** Mean training time of a step; the first, which loads and compiles, is left out where there are more. */
    OptionalDouble secondsPerStep() {
        if (step == 0) {
            return OptionalDouble.empty();
        }
        return OptionalDouble.of(step > firstStep ? (seconds - firstSeconds) / (step - firstStep) : seconds / step);
    }

    /** Where it is to hold this time; in the unit of its length. */
    void until(Amount place) {
        until = place;
    }

    /** Part of the training up to where it is to hold, or else to its end, that is done, 0 to 1. */
    double fraction() {
        double done = switch (until.unit()) {
            case EPOCHS -> epoch;
            case STEPS -> step;
        };
        return Math.clamp(done / until.count(), 0, 1);
    }

    /** Where the training is, in the unit in which its length was given. */
    String position() {
        Amount length = spec.experiment().training().length();
        return switch (length.unit()) {
            case EPOCHS -> String.format(Locale.ROOT, "epoch %.1f of %d", epoch, length.count());
            case STEPS -> "step " + step + " of " + length.count();
        };
    }

    /** How it ended, in words. */
    String ending() {
        return directory
                .outcome()
                .map(outcome -> switch (outcome) {
                    case RunOutcome.Completed completed -> "completed";
                    case RunOutcome.Stopped stopped ->
                        (stopped.held() ? "held by halving at step " : "stopped at step ") + stopped.steps();
                    case RunOutcome.Diverged diverged -> diverged.words() + "; " + RunOutcome.Diverged.REMEDY;
                    case RunOutcome.Failed failed -> "failed: " + failed.cause();
                })
                .orElseGet(() -> switch (status()) {
                    case WAITING -> Files.exists(directory.folder()) ? "not started" : "its folder is gone";
                    case RUNNING -> "running";
                    case PAUSED -> "paused";
                    case COMPLETED, STOPPED, DIVERGED -> "ended";
                    case FAILED ->
                        "failed: its process ended without a word; see " + directory.file(RunDirectory.WORKER_LOG);
                });
    }

    private static OptionalDouble present(double value) {
        return Double.isNaN(value) ? OptionalDouble.empty() : OptionalDouble.of(value);
    }
}
