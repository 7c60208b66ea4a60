package dev.foresight.plots.table;

import dev.foresight.engine.run.RunDirectory;
import dev.foresight.engine.spec.Metric;
import dev.foresight.plots.figure.FigureSize;
import dev.foresight.plots.figure.FigureSpec;
import dev.foresight.plots.style.AxisStyle;
import dev.foresight.plots.style.ReferenceLine;
import dev.foresight.plots.style.Scale;
import dev.foresight.plots.table.RunData.Measurement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** The figure of an experiment's runs: an arm's mean over its seeds, the seeds pale behind it. */
public final class RunFigure {
    /** What runs along the horizontal axis. */
    public enum Axis {
        STEPS,
        EPOCHS,
        SECONDS;

        double of(Measurement measurement) {
            return switch (this) {
                case STEPS -> measurement.step();
                case EPOCHS -> measurement.epoch();
                case SECONDS -> measurement.seconds();
            };
        }

        AxisStyle style() {
            return switch (this) {
                case STEPS -> AxisStyle.STEPS;
                case EPOCHS -> AxisStyle.EPOCHS;
                case SECONDS -> AxisStyle.SECONDS;
            };
        }
    }

    static final String VALIDATION = "validation";

    private RunFigure() {}

    /** The validation metric of the task of the first run, over epochs. */
    public static FigureSpec of(List<RunDirectory> runs, FigureSize size) {
        Metric metric = runs.isEmpty()
                ? Metric.LOSS
                : Metric.judging(runs.getFirst().spec().experiment().task());
        return of(runs, Plotted.validation(metric), Axis.EPOCHS, Scale.LINEAR, size);
    }

    /** A quantity over an axis. */
    public static FigureSpec of(List<RunDirectory> runs, Plotted quantity, Axis axis, Scale scale, FigureSize size) {
        List<RunData> data = RunData.newest(runs);
        List<String> experiments = data.stream()
                .map(run -> run.spec().experiment().name())
                .distinct()
                .toList();
        ArmCurves curves = new ArmCurves(quantity, axis, experiments.size() > 1);
        RunData.byArm(data).forEach(curves::add);
        return new FigureSpec(
                String.join(", ", experiments),
                curves.describe(),
                data.stream().map(run -> run.directory().name()).collect(Collectors.joining(", ", "runs ", "")),
                axis.style(),
                quantity.axis(scale),
                curves.curves(),
                curves.bands(),
                references(data, quantity),
                size);
    }

    private static List<ReferenceLine> references(List<RunData> data, Plotted quantity) {
        List<ReferenceLine> lines =
                new ArrayList<>(quantity.worthless().stream().toList());
        if (quantity.part() == Plotted.Part.VALIDATION) {
            lines.addAll(optimum(data, VALIDATION, quantity.name()));
        }
        return lines;
    }

    /** The best possible values that the runs know of; one line for each that differs. */
    private static List<ReferenceLine> optimum(List<RunData> runs, String split, String metric) {
        List<ReferenceLine> lines = new ArrayList<>();
        for (RunData run : runs) {
            for (Measurement best : run.of(split, "best_" + metric)) {
                ReferenceLine line = new ReferenceLine(
                        "best possible "
                                + AxisStyle.metric(split, metric).numbers().value(best.value(), 4),
                        best.value());
                if (!lines.contains(line)) {
                    lines.add(line);
                }
            }
        }
        return lines;
    }
}
