package dev.foresight.app.sweep;

import dev.foresight.app.project.RunItem;
import dev.foresight.engine.project.SweepRuns.Cell;
import dev.foresight.engine.run.RunStatus;
import dev.foresight.engine.spec.Metric;
import dev.foresight.engine.stats.Summary;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A cell of a sweep as its table shows it.
 *
 * @param values of the varied fields, by path
 * @param seeds how many it is to be run with
 * @param runs those that are there
 */
public record SweepRow(Cell cell, Map<String, String> values, int seeds, Metric metric, List<RunItem> runs) {
    /** What a cell's runs are doing, most in need of a look first. */
    enum State {
        FAILED("failed"),
        DIVERGED("diverged"),
        RUNNING("running"),
        WAITING("waiting"),
        HELD("stopped early"),
        STOPPED("stopped"),
        MISSING("not begun"),
        COMPLETED("completed");

        private final String word;

        State(String word) {
            this.word = word;
        }

        String word() {
            return word;
        }
    }

    public SweepRow {
        values = Map.copyOf(values);
        runs = List.copyOf(runs);
    }

    static State state(RunItem run) {
        return switch (run.status().get()) {
            case FAILED -> run.place().get() >= 0 ? State.WAITING : State.FAILED;
            case DIVERGED -> State.DIVERGED;
            case RUNNING, PAUSED -> State.RUNNING;
            case WAITING -> State.WAITING;
            case STOPPED -> run.place().get() >= 0 ? State.WAITING : run.held() ? State.HELD : State.STOPPED;
            case COMPLETED -> State.COMPLETED;
        };
    }

    State state() {
        State found = runs.size() < seeds ? State.MISSING : State.COMPLETED;
        for (RunItem run : runs) {
            State one = state(run);
            found = one.compareTo(found) < 0 ? one : found;
        }
        return found;
    }

    /** The state, with how many of its seeds are done where not all are. */
    String stateInWords() {
        return state() == State.COMPLETED ? "completed" : state().word() + ", " + n() + " of " + seeds + " done";
    }

    /** Seeds with a final value. */
    int n() {
        return (int) finals().n();
    }

    /** Of the final validation values of finished runs. */
    Summary finals() {
        return Summary.of(runs.stream()
                .filter(run -> run.status().get() == RunStatus.COMPLETED)
                .flatMapToDouble(run -> run.last().stream())
                .toArray());
    }

    /** Mean and standard deviation over seeds; empty before the first has ended. */
    String mean() {
        Summary finals = finals();
        if (finals.n() == 0) {
            return "";
        }
        String form = metric.fraction() ? "%.2f" : "%.4g";
        double unit = metric.fraction() ? 100 : 1;
        return String.format(Locale.ROOT, form, unit * finals.mean())
                + (finals.n() < 2 ? "" : String.format(Locale.ROOT, " ± " + form, unit * finals.deviation()));
    }

    /** Where it stands when rows are sorted by their means; without a value last. */
    double order() {
        Summary finals = finals();
        return finals.n() == 0 ? Double.POSITIVE_INFINITY : metric.higherIsBetter() ? -finals.mean() : finals.mean();
    }
}
