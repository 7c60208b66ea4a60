package dev.foresight.app.project;

import dev.foresight.app.project.RunCurves.Axis;
import dev.foresight.app.project.RunUpdate.Steps;
import dev.foresight.engine.run.ConfusionTable;
import dev.foresight.engine.run.RunDirectory;
import dev.foresight.engine.run.RunEvent;
import dev.foresight.engine.run.RunOutcome;
import dev.foresight.engine.run.RunStatus;
import dev.foresight.engine.spec.Amount;
import dev.foresight.engine.spec.Metric;
import dev.foresight.engine.spec.RunSpec;
import dev.foresight.plots.series.SeriesBuffer;
import dev.foresight.plots.table.Signature;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ReadOnlyIntegerProperty;
import javafx.beans.property.ReadOnlyIntegerWrapper;
import javafx.beans.property.ReadOnlyLongProperty;
import javafx.beans.property.ReadOnlyLongWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleBooleanProperty;

/** One run as the window knows it: what its folder said so far. Lives on the view's thread. */
public final class RunItem {
    private final RunDirectory directory;
    private final RunSpec spec;
    private RunCurves curves = new RunCurves();
    private final ReadOnlyObjectWrapper<RunStatus> status = new ReadOnlyObjectWrapper<>(RunStatus.WAITING);
    private final ReadOnlyLongWrapper revision = new ReadOnlyLongWrapper();
    private final ReadOnlyIntegerWrapper place = new ReadOnlyIntegerWrapper(-1);
    private final BooleanProperty shown = new SimpleBooleanProperty();
    private final Map<String, ConfusionTable> confusions = new LinkedHashMap<>();
    private Optional<RunOutcome> outcome = Optional.empty();
    private OptionalLong checkpoint = OptionalLong.empty();
    private double step;
    private double epoch;
    private double seconds;
    private double best = Double.NaN;
    private double last = Double.NaN;

    public RunItem(RunDirectory directory, RunSpec spec) {
        this.directory = directory;
        this.spec = spec;
    }

    public RunDirectory directory() {
        return directory;
    }

    public RunSpec spec() {
        return spec;
    }

    /** The folder's name, which names the run. */
    public String id() {
        return String.valueOf(directory.folder().getFileName());
    }

    /** Arm and seed, for people. */
    public String title() {
        return spec.arm().name() + " · seed " + spec.seed();
    }

    public ReadOnlyObjectProperty<RunStatus> status() {
        return status.getReadOnlyProperty();
    }

    /** Grows with every update, so that a view can follow everything here with one listener. */
    public ReadOnlyLongProperty revision() {
        return revision.getReadOnlyProperty();
    }

    /** Where it is in the queue, from 0; -1 where it is not. */
    public ReadOnlyIntegerProperty place() {
        return place.getReadOnlyProperty();
    }

    void place(int now) {
        place.set(now);
    }

    /** Whether its worker died without a word: the machine went down, or somebody killed it. */
    public boolean cutOff() {
        return status.get() == RunStatus.FAILED
                && outcome.map(end -> end instanceof RunOutcome.Failed failed && failed.cutOff())
                        .orElse(true);
    }

    /** Whether it ended before it was complete, in a way that does not repeat itself at the same step. */
    public boolean resumable() {
        return status.get() == RunStatus.STOPPED || status.get() == RunStatus.FAILED;
    }

    /** Whether a sweep's halving holds it. */
    public boolean held() {
        return outcome.filter(end -> end instanceof RunOutcome.Stopped stopped && stopped.held())
                .isPresent();
    }

    /** From where a run that has ended would go on: {@code step 480}, or the start where no checkpoint is kept. */
    public String resumption() {
        return checkpoint.isPresent() ? "step " + checkpoint.getAsLong() : "the start";
    }

    /** Whether its curves are in the charts. */
    public BooleanProperty shown() {
        return shown;
    }

    /** Another object after the run has gone on from a checkpoint. */
    public RunCurves curves() {
        return curves;
    }

    /** How it ended, in a sentence, and from where it can go on; empty while it goes on well. */
    public String ending() {
        String blownUp = signature()
                .filter(one -> one.kind() == Signature.Kind.BLOWN_UP)
                .map(one -> capitalized(one.words()) + ". ")
                .orElse("");
        return blownUp + (resumable() ? "Can be resumed from " + resumption() + ". " : "") + end();
    }

    /** In which of the ways that have a name it failed. */
    public Optional<Signature> signature() {
        SeriesBuffer losses = curves.measured("validation", "loss")
                .map(curve -> curve.over(Axis.STEPS))
                .orElseGet(SeriesBuffer::new);
        int count = losses.size();
        return Signature.of(
                outcome,
                IntStream.range(0, count).mapToDouble(losses::x).toArray(),
                IntStream.range(0, count).mapToDouble(losses::y).toArray());
    }

    private static String capitalized(String words) {
        return words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1);
    }

    private String end() {
        return outcome.map(RunItem::words)
                .orElse(
                        status.get() == RunStatus.FAILED
                                ? "The worker ended without saying why; its last words are in "
                                        + directory.folder().resolve(RunDirectory.WORKER_LOG)
                                : "");
    }

    /** The metric that ranks runs of its task. */
    public Metric metric() {
        return Metric.judging(spec.experiment().task());
    }

    /** Which classes it took for which in its last evaluation of a part of the data. */
    public Optional<ConfusionTable> confusion(String split) {
        return Optional.ofNullable(confusions.get(split));
    }

    public OptionalDouble best() {
        return Double.isNaN(best) ? OptionalDouble.empty() : OptionalDouble.of(best);
    }

    public OptionalDouble last() {
        return Double.isNaN(last) ? OptionalDouble.empty() : OptionalDouble.of(last);
    }

    /** Completed part of its training, 0 to 1. */
    public double fraction() {
        Amount length = spec.experiment().training().length();
        double done = length.unit() == Amount.Unit.EPOCHS ? epoch : step;
        return length.count() <= 0 ? 0 : Math.clamp(done / length.count(), 0, 1);
    }

    /** How far it is, in the unit of its length: {@code 3.2 / 5}. */
    public String progress() {
        Amount length = spec.experiment().training().length();
        String done = length.unit() == Amount.Unit.EPOCHS
                ? Double.toString(Math.floor(epoch * 10 + 1e-6) / 10)
                : Long.toString((long) step);
        return done + " / " + length.count();
    }

    /** Training time still needed at the pace so far; empty before the pace is known. */
    public OptionalDouble secondsLeft() {
        double fraction = fraction();
        return status.get().ended() || fraction <= 0 || seconds <= 0
                ? OptionalDouble.empty()
                : OptionalDouble.of(seconds / fraction * (1 - fraction));
    }

    /** Training time that a whole run takes at the pace so far. */
    public OptionalDouble secondsInAll() {
        double fraction = fraction();
        return fraction <= 0 || seconds <= 0 ? OptionalDouble.empty() : OptionalDouble.of(seconds / fraction);
    }

    void take(RunUpdate update) {
        if (update.anew()) {
            forget();
        }
        Steps steps = update.steps();
        curves.addSteps(steps);
        curves.add(update.quantities());
        if (steps.count() > 0) {
            int end = steps.count() - 1;
            reached(steps.step()[end], steps.epoch()[end], steps.seconds()[end]);
        }
        for (RunEvent.Evaluation evaluation : update.evaluations()) {
            curves.add(evaluation);
            reached(evaluation.step(), evaluation.epoch(), evaluation.seconds());
            if (evaluation.split().equals("validation") && evaluation.metric().equals(metric().id())) {
                rank(evaluation.value());
            }
        }
        confusions.putAll(update.confusions());
        outcome = update.outcome();
        checkpoint = update.checkpoint();
        status.set(update.status());
        revision.set(revision.get() + 1);
    }

    private void forget() {
        curves = new RunCurves();
        step = 0;
        epoch = 0;
        seconds = 0;
        best = Double.NaN;
        last = Double.NaN;
    }

    private void reached(double newStep, double newEpoch, double newSeconds) {
        step = Math.max(step, newStep);
        epoch = Math.max(epoch, newEpoch);
        seconds = Math.max(seconds, newSeconds);
    }

    private void rank(double value) {
        last = value;
        if (Double.isNaN(best) || metric().better(value, best)) {
            best = value;
        }
    }

    private static String words(RunOutcome outcome) {
        return switch (outcome) {
            case RunOutcome.Completed completed -> "Completed after " + completed.steps() + " steps.";
            case RunOutcome.Stopped stopped ->
                stopped.held()
                        ? "Held after " + stopped.steps()
                                + " steps by a sweep's halving, because others were better or are"
                                + " still on their way."
                        : "Stopped after " + stopped.steps() + " steps; all that was measured is kept.";
            case RunOutcome.Diverged diverged ->
                capitalized(diverged.words()) + ". " + capitalized(RunOutcome.Diverged.REMEDY) + ".";
            case RunOutcome.Failed failed -> "Failed: " + failed.cause();
        };
    }
}
