package dev.foresight.engine.train;

import dev.foresight.engine.data.LoadedData;
import dev.foresight.engine.data.LoadedData.Split;
import dev.foresight.engine.net.Batch;
import dev.foresight.engine.net.Network;
import dev.foresight.engine.net.RecurrentState;
import dev.foresight.engine.net.Score;
import dev.foresight.engine.optim.WeightUpdate;
import dev.foresight.engine.run.ConfusionTable;
import dev.foresight.engine.run.RunEvent;
import dev.foresight.engine.run.RunOutcome;
import dev.foresight.engine.spec.RunSpec;
import dev.foresight.engine.train.TimeLedger.Phase;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

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
    private final TimeLedger ledger = new TimeLedger();

    /** All of these stay the caller's to close. */
    public TrainingLoop(
            RunSpec run,
            LoadedData data,
            Network network,
            WeightUpdate update,
            Consumer<RunEvent> events,
            StopSignal signal) {
        this.run = run;
        this.data = data;
        this.network = network;
        this.update = update;
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
            return new RunOutcome.Diverged(divergence.step(), divergence.quantity());
        } finally {
            update.restore();
            ledger.report(update.steps(), events);
        }
    }

    private RunOutcome train() {
        double clip = run.experiment().training().clip();
        LrSchedule schedule = new LrSchedule(
                run.experiment().training().schedule(), run.arm().optimizer().learningRate());
        tellBestPerplexities();
        long step = 0;
        try (BatchFeed batches =
                new BatchFeed((epoch, position) -> data.training(run.seed(), epoch, position), timetable)) {
            for (; !timetable.over(step); step++) {
                if (timetable.evaluates(step)) {
                    evaluate(Split.VALIDATION, step);
                }
                if (signal.stopRequested()) {
                    return new RunOutcome.Stopped(step);
                }
                ledger.resume();
                if (timetable.position(step) == 0) {
                    network.state(RecurrentState.ZERO);
                }
                Batch batch = batches.next();
                ledger.lap(Phase.DATA);

                double lr = rate(schedule, step);
                update.predict(lr);
                ledger.lap(Phase.UPDATE);
                double loss = network.forwardBackward(batch, run.seed(), step);
                Divergence.check(step + 1, "training loss", loss);
                ledger.lap(Phase.FORWARD_BACKWARD);
                double gradientNorm = update.apply(lr, clip, rate(schedule, step + 1));
                Divergence.check(step + 1, "gradient norm", gradientNorm);
                ledger.lap(Phase.UPDATE);

                events.accept(new RunEvent.Step(
                        step + 1, timetable.epochs(step + 1), ledger.trainingSeconds(), lr, loss, gradientNorm));
                ledger.lap(Phase.LOGGING);
            }
        }
        boolean measured = evaluate(Split.VALIDATION, step) && evaluate(Split.TEST, step);
        return measured ? new RunOutcome.Completed(step) : new RunOutcome.Stopped(step);
    }

    private double rate(LrSchedule schedule, long step) {
        long epoch = timetable.epoch(step);
        return schedule.at(epoch) * data.rateFactor(run.seed(), epoch, timetable.position(step));
    }

    /** Measures W_t, not the prediction; false when asked to stop before the result is there. */
    private boolean evaluate(Split split, long step) {
        if (!data.splits().contains(split)) {
            return true;
        }
        ledger.resume();
        update.restore();
        Optional<Score> score = reestimation.during(signal, () -> Evaluation.of(network, data, split, signal));
        ledger.lap(Phase.EVALUATION);
        score.ifPresent(sums -> tell(step, split, sums));
        ledger.report(step, events);
        return score.isPresent();
    }

    private void tell(long step, Split split, Score score) {
        if (score.confusion().classes() > 0) {
            List<String> classes = data.classNames();
            // Before the metrics, whose lines tell a reader that there is a new table.
            events.accept(new RunEvent.Confusion(step, split.id(), new ConfusionTable(classes, score.confusion())));
        }
        Evaluation.metrics(data, split, run.experiment().task(), score).forEach((metric, value) -> {
            Divergence.check(step, split.id() + " " + metric.id(), value);
            tell(step, split, metric.id(), value);
        });
    }

    private void tellBestPerplexities() {
        for (Split split : data.splits()) {
            data.bestPerplexity(split).ifPresent(best -> tell(0, split, "best_perplexity", best));
        }
    }

    private void tell(long step, Split split, String metric, double value) {
        events.accept(new RunEvent.Evaluation(
                step, timetable.epochs(step), ledger.trainingSeconds(), split.id(), metric, value));
    }
}
