package dev.foresight.engine.train;

import dev.foresight.engine.data.LoadedData;
import dev.foresight.engine.data.LoadedData.Split;
import dev.foresight.engine.net.Batch;
import dev.foresight.engine.net.Network;
import dev.foresight.engine.net.RecurrentState;
import dev.foresight.engine.net.Score;
import dev.foresight.engine.optim.Probes;
import dev.foresight.engine.optim.WeightUpdate;
import dev.foresight.engine.run.Checkpoint;
import dev.foresight.engine.run.ConfusionTable;
import dev.foresight.engine.run.MemoryLimit;
import dev.foresight.engine.run.RunEvent;
import dev.foresight.engine.run.RunIoException;
import dev.foresight.engine.run.RunOutcome;
import dev.foresight.engine.spec.Metric;
import dev.foresight.engine.spec.Quantity;
import dev.foresight.engine.spec.RunSpec;
import dev.foresight.engine.spec.Task;
import dev.foresight.engine.train.TimeLedger.Phase;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * Trains one arm with one seed: predict, forward and backward, update, and evaluations at the restored weights in
 * between. The validation part is evaluated before the first step, at the spec's interval and at the end; the test part
 * once, at the end. Events come on the caller's thread.
 */
public final class TrainingLoop {
    private final RunSpec run;
    private final LoadedData data;
    private final Network network;
    private final WeightUpdate update;
    private final Consumer<RunEvent> events;
    private final StopSignal signal;
    private final Reestimation reestimation;
    private final Timetable timetable;
    private final Checkpointing checkpoints;
    private final RunState state;
    private final Probes probes;
    private final TimeLedger ledger;
    private final MemoryWatch memory;
    /** Whether it goes on from a checkpoint. */
    private final boolean resumed;

    private long step;
    /** The step whose state was written last or was gone on from; -1 before. */
    private long keptAt;
    /** The parts of the data that were measured at this step, by id. */
    private final Set<String> evaluated = new HashSet<>();

    private Optional<Checkpoint.Best> best;

    /** A run from the beginning that keeps no checkpoints. All of these stay the caller's to close. */
    public TrainingLoop(
            RunSpec run,
            LoadedData data,
            Network network,
            WeightUpdate update,
            Consumer<RunEvent> events,
            StopSignal signal) {
        this(
                run,
                data,
                new RunState(
                        network,
                        update,
                        update.sample(run.experiment().training().diagnostics())),
                events,
                signal,
                Checkpointing.NONE,
                Optional.empty(),
                new MemoryWatch(new MemoryLimit(0)));
    }

    /** @param start where it goes on; the state is there already */
    TrainingLoop(
            RunSpec run,
            LoadedData data,
            RunState state,
            Consumer<RunEvent> events,
            StopSignal signal,
            Checkpointing checkpoints,
            Optional<Progress> start,
            MemoryWatch memory) {
        Progress from = start.orElseGet(Progress::none);
        this.resumed = start.isPresent();
        this.step = from.step();
        this.keptAt = resumed ? step : -1;
        this.evaluated.addAll(from.evaluated());
        this.best = from.best();
        this.ledger = from.ledger();
        this.checkpoints = checkpoints;
        this.memory = memory;
        this.state = state;
        this.network = state.network();
        this.update = state.update();
        this.probes = state.probes();
        this.run = run;
        this.data = data;
        this.events = events;
        this.signal = signal;
        this.timetable = Timetable.of(run.experiment().training(), epoch -> data.stepsPerEpoch(run.seed(), epoch));
        this.reestimation = new Reestimation(
                network,
                data,
                run.seed(),
                timetable,
                run.experiment().training().reestimateBatches());
    }

    /** Trains until the end, a request to stop, or divergence; afterwards, also after a failure, the network shows W_t. */
    public RunOutcome run() {
        try {
            return train();
        } catch (Divergence divergence) {
            return divergence.outcome();
        } finally {
            update.restore();
            report(update.steps());
        }
    }

    private RunOutcome train() {
        double clip = run.experiment().training().clip();
        LrSchedule schedule = new LrSchedule(
                run.experiment().training().schedule(), run.arm().optimizer().learningRate());
        boolean sampled = run.experiment().training().diagnostics().on();
        if (!resumed) {
            tellBestPerplexities();
            MemoryWatch.describe(network, update, events);
        }
        try (BatchFeed batches =
                new BatchFeed((epoch, position) -> data.training(run.seed(), epoch, position), timetable, step)) {
            while (!timetable.over(step)) {
                if (timetable.evaluates(step) && !measured(Split.VALIDATION) || held()) {
                    return stopped();
                }
                OptionalLong excess = memory.excess();
                if (excess.isPresent()) {
                    return tooLarge(excess.getAsLong());
                }
                if (atHold()) {
                    if (step != keptAt) {
                        keep(false);
                    }
                    return new RunOutcome.Stopped(step, true);
                }
                if (step != keptAt && checkpoints.due(step)) {
                    keep(false);
                    // That may have waited for a person, who may have stopped the run instead.
                    if (held()) {
                        return stopped();
                    }
                }
                ledger.resume();
                if (timetable.position(step) == 0) {
                    network.state(RecurrentState.ZERO);
                }
                Batch batch = batches.next();
                ledger.lap(Phase.DATA);

                double lr = rate(schedule, step);
                update.predict(lr);
                ledger.lap(Phase.PREDICT);
                double loss = network.forwardBackward(batch, run.seed(), step);
                Divergence.check(step + 1, "training loss", loss);
                ledger.lap(Phase.FORWARD_BACKWARD);
                double gradientNorm = update.apply(lr, clip, rate(schedule, step + 1));
                Divergence.check(step + 1, "gradient norm", gradientNorm);
                ledger.lap(Phase.UPDATE);
                data.giveBack(batch);
                if (sampled) {
                    probes.look(this::tell);
                    ledger.lap(Phase.DIAGNOSTICS);
                }

                events.accept(new RunEvent.Step(
                        step + 1, timetable.epochs(step + 1), ledger.trainingSeconds(), lr, loss, gradientNorm));
                step++;
                evaluated.clear();
                ledger.lap(Phase.LOGGING);
                if (Long.bitCount(step) == 1) {
                    // After steps 1, 2, 4, 8, ...: what the first steps take longer stays with them.
                    report(step);
                }
            }
        }
        if (!measured(Split.VALIDATION) || !measured(Split.TEST)) {
            return stopped();
        }
        if (checkpoints.keepsResults()) {
            // No step will come that they could be held against.
            probes.end();
            keep(true);
        }
        return new RunOutcome.Completed(step);
    }

    /** Whether to stop; returns when a pause is over. */
    private boolean held() {
        return signal.stopRequested(() -> keep(false));
    }

    /** Whether training is to wait here; what is measured at this step has been. */
    private boolean atHold() {
        return signal.hold().filter(place -> timetable.reached(place, step)).isPresent();
    }

    /** False when asked to stop before the result is there; what was given up for a checkpoint is measured again. */
    private boolean measured(Split split) {
        while (!evaluate(split)) {
            if (held()) {
                return false;
            }
        }
        return true;
    }

    private RunOutcome stopped() {
        if (signal.keepRequested(checkpoints.secondsNeeded())) {
            keep(false);
        }
        return new RunOutcome.Stopped(step);
    }

    /** Keeps the state, if there is room for it, and says what was too much. */
    private RunOutcome tooLarge(long resident) {
        if (step != keptAt) {
            update.restore();
            state.check(step);
            ledger.resume();
            try {
                ledger.wrote(Phase.CHECKPOINT, checkpoints.write(progress(), state, false));
            } catch (RunIoException e) {
                events.accept(new RunEvent.Message(step, "warning", "no checkpoint is left: " + e.getMessage()));
            }
            ledger.lap(Phase.CHECKPOINT);
        }
        return new RunOutcome.Failed(memory.words(step, resident), false, RunOutcome.Failed.Reason.MEMORY);
    }

    private void report(long at) {
        ledger.report(at, events);
        memory.report(at, network, events);
    }

    /** Writes the state; when that fails the run pauses until there is room, and tries again. */
    private void keep(boolean last) {
        update.restore();
        // What is there of earlier ones is better than weights that no training can go on from.
        state.check(step);
        write(() -> checkpoints.write(progress(), state, last));
        keptAt = step;
    }

    private void write(LongSupplier writing) {
        boolean done = false;
        while (!done) {
            ledger.resume();
            try {
                ledger.wrote(Phase.CHECKPOINT, writing.getAsLong());
                ledger.lap(Phase.CHECKPOINT);
                done = true;
            } catch (RunIoException e) {
                events.accept(new RunEvent.Message(
                        step,
                        "warning",
                        "the checkpoint at step " + step + " could not be written, earlier ones are as they were: "
                                + e.getMessage()
                                + "; the run pauses: mend that and resume it, which tries again, or stop it"));
                done = !signal.mended();
            }
        }
    }

    private Progress progress() {
        return new Progress(step, evaluated, best, ledger);
    }

    private double rate(LrSchedule schedule, long step) {
        long epoch = timetable.epoch(step);
        return schedule.at(epoch) * data.rateFactor(run.seed(), epoch, timetable.position(step));
    }

    /** Measures W_t, not the prediction; false when it was given up. */
    private boolean evaluate(Split split) {
        if (!data.splits().contains(split) || evaluated.contains(split.id())) {
            return true;
        }
        ledger.resume();
        update.restore();
        Optional<Score> score = reestimation.during(signal, () -> Evaluation.of(network, data, split, signal));
        ledger.lap(Phase.EVALUATION);
        boolean better = score.map(sums -> tell(split, sums)).orElse(false);
        if (score.isPresent()) {
            report(step);
            evaluated.add(split.id());
        }
        if (better && checkpoints.keepsResults()) {
            write(() -> checkpoints.writeBest(progress(), state));
        }
        return score.isPresent();
    }

    /** Whether it is the best so far. Before the first step nothing was trained, so that does not count. */
    private boolean tell(Split split, Score score) {
        if (score.confusion().classes() > 0) {
            List<String> classes = data.classNames();
            // Before the metrics, whose lines tell a reader that there is a new table.
            events.accept(new RunEvent.Confusion(step, split.id(), new ConfusionTable(classes, score.confusion())));
        }
        Task task = run.experiment().task();
        Map<Metric, Double> metrics = Evaluation.metrics(data, split, task, score);
        metrics.forEach((metric, value) -> {
            Divergence.check(step, split.id() + " " + metric.id(), value);
            tell(step, split, metric.id(), value);
        });
        Metric judging = Metric.judging(task);
        Double value = metrics.get(judging);
        if (split != Split.VALIDATION || step == 0 || value == null) {
            return false;
        }
        boolean better =
                best.map(before -> judging.better(value, before.value())).orElse(true);
        if (better) {
            best = Optional.of(new Checkpoint.Best(judging.id(), value, step));
        }
        return better;
    }

    private void tellBestPerplexities() {
        for (Split split : data.splits()) {
            data.bestPerplexity(split).ifPresent(best -> tell(0, split, "best_perplexity", best));
        }
    }

    private void tell(long taken, String layer, Quantity quantity, int horizon, double value) {
        events.accept(new RunEvent.Sample(taken, layer, quantity, horizon, value));
    }

    private void tell(long step, Split split, String metric, double value) {
        events.accept(new RunEvent.Evaluation(
                step, timetable.epochs(step), ledger.trainingSeconds(), split.id(), metric, value));
    }
}
