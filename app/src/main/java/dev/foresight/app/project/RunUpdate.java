package dev.foresight.app.project;

import dev.foresight.engine.run.ConfusionTable;
import dev.foresight.engine.run.RunEvent;
import dev.foresight.engine.run.RunOutcome;
import dev.foresight.engine.run.RunStatus;
import dev.foresight.plots.table.Plotted;
import dev.foresight.plots.table.PlottedFollower.Point;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What has come new in a run's folder since the last look. Made on the watching thread, used on the view's; never
 * changed in between.
 *
 * @param anew whether steps and evaluations begin from the start, in place of those before
 * @param quantities further ones that somebody looks at
 * @param confusions by part of the data, where it was evaluated anew
 * @param checkpoint step of the newest checkpoint of a run that has ended
 * @param backend what it computes with, the first time that is known; else empty
 */
record RunUpdate(
        Path folder,
        boolean anew,
        RunStatus status,
        Optional<RunOutcome> outcome,
        Steps steps,
        List<RunEvent.Evaluation> evaluations,
        Map<Plotted, More> quantities,
        Map<String, ConfusionTable> confusions,
        OptionalLong checkpoint,
        List<LogLine> log,
        String backend) {

    /**
     * New points of a quantity.
     *
     * @param anew whether they begin from the start, in place of those before
     */
    record More(boolean anew, List<Point> points) {}

    /** Whether nothing was measured or told; the status may be another all the same. */
    boolean tellsNothing() {
        return !anew
                && steps.count() == 0
                && evaluations.isEmpty()
                && quantities.values().stream()
                        .allMatch(more -> !more.anew() && more.points().isEmpty())
                && log.isEmpty()
                && backend.isEmpty();
    }

    /** New lines of steps.csv, as columns of equal length. */
    record Steps(double[] step, double[] epoch, double[] seconds, double[] loss) {
        static final Steps NONE = new Steps(new double[0], new double[0], new double[0], new double[0]);

        int count() {
            return step.length;
        }
    }
}
