package dev.foresight.plots.table;

import dev.foresight.engine.spec.Amount;
import dev.foresight.engine.stats.Summary;
import dev.foresight.plots.figure.Band;
import dev.foresight.plots.figure.FigureCurve;
import dev.foresight.plots.series.Curve;
import dev.foresight.plots.series.SeriesBuffer;
import dev.foresight.plots.series.Smoothing;
import dev.foresight.plots.style.CurveStyle;
import dev.foresight.plots.table.RunData.Measurement;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Curves of arms: each seed pale, their mean in front, its 95 % interval from three seeds on. */
final class ArmCurves {
    /** With two seeds Student's interval is thirteen standard errors wide and hides the figure. */
    private static final int SEEDS_FOR_BAND = 3;

    /** What each step measures is too noisy to compare by eye. */
    private static final double STEP_SMOOTHING = 0.98;

    private static final int POINTS_TO_SMOOTH = 200;

    private final Plotted quantity;
    private final RunFigure.Axis axis;
    private final boolean severalExperiments;
    private final List<FigureCurve> raw = new ArrayList<>();
    private final List<FigureCurve> means = new ArrayList<>();
    private final List<Band> bands = new ArrayList<>();
    private boolean averaged;
    private boolean smoothed;

    ArmCurves(Plotted quantity, RunFigure.Axis axis, boolean severalExperiments) {
        this.quantity = quantity;
        this.axis = axis;
        this.severalExperiments = severalExperiments;
    }

    /** Adds the runs of one arm. */
    void add(List<RunData> arm) {
        List<List<Measurement>> seeds = arm.stream()
                .map(run -> run.of(quantity))
                .filter(points -> !points.isEmpty())
                .toList();
        if (seeds.isEmpty()) {
            return;
        }
        RunData first = arm.getFirst();
        CurveStyle style = CurveStyle.arm(first.spec().arm().color(), first.armPosition());
        String name = (severalExperiments ? first.spec().experiment().name() + ": " : "")
                + first.spec().arm().name();
        String label = seeds.size() > 1 ? name + " (n = " + seeds.size() + ")" : name;
        boolean byEpoch = quantity.part() == Plotted.Part.VALIDATION
                && first.spec().experiment().training().evaluateEvery().unit() == Amount.Unit.EPOCHS;
        SeriesBuffer mean = mean(seeds, byEpoch, label, style);
        boolean smooth = quantity.noisy() && mean.size() >= POINTS_TO_SMOOTH;
        if (seeds.size() > 1 || smooth) {
            for (List<Measurement> points : seeds) {
                SeriesBuffer one = new SeriesBuffer();
                points.forEach(point -> one.append(axis.of(point), point.value()));
                raw.add(new FigureCurve(new Curve(name, one, style), true));
            }
        }
        averaged |= seeds.size() > 1;
        smoothed |= smooth;
        SeriesBuffer shown = smooth ? new Smoothing(mean, STEP_SMOOTHING).update() : mean;
        means.add(new FigureCurve(new Curve(label, shown, style), false));
    }

    List<FigureCurve> curves() {
        List<FigureCurve> all = new ArrayList<>(raw);
        all.addAll(means);
        return all;
    }

    List<Band> bands() {
        return bands;
    }

    /** What is drawn, for the subtitle. */
    String describe() {
        List<String> words = new ArrayList<>();
        if (averaged) {
            words.add("mean over n seeds");
        }
        if (!bands.isEmpty()) {
            words.add("band: its 95 % t-interval");
        }
        if (smoothed) {
            words.add(Smoothing.describe(STEP_SMOOTHING));
        }
        if (!raw.isEmpty()) {
            words.add(averaged ? "pale: single seeds" : "pale: as measured");
        }
        return String.join(", ", words);
    }

    /**
     * The mean where all seeds have measured, and its band.
     *
     * @param byEpoch whether the ends of epochs belong together; they are different steps where a seed draws the lengths
     *     of its steps
     */
    private SeriesBuffer mean(List<List<Measurement>> seeds, boolean byEpoch, String label, CurveStyle style) {
        List<Map<Place, Measurement>> byPlace = seeds.stream()
                .map(points ->
                        points.stream().collect(Collectors.toMap(point -> Place.of(point, byEpoch), point -> point)))
                .toList();
        Set<Place> common = new LinkedHashSet<>(
                seeds.getFirst().stream().map(point -> Place.of(point, byEpoch)).toList());
        byPlace.forEach(points -> common.retainAll(points.keySet()));
        int n = common.size();
        double[] x = new double[n];
        double[] y = new double[n];
        double[] low = new double[n];
        double[] high = new double[n];
        int i = 0;
        for (Place place : common) {
            List<Measurement> there =
                    byPlace.stream().map(points -> points.get(place)).toList();
            double[] values = there.stream().mapToDouble(Measurement::value).toArray();
            Summary summary = Summary.of(values);
            x[i] = there.stream().mapToDouble(axis::of).average().orElse(Double.NaN);
            y[i] = summary.mean();
            double margin = values.length >= SEEDS_FOR_BAND ? summary.margin() : 0;
            low[i] = y[i] - margin;
            high[i] = y[i] + margin;
            i++;
        }
        if (seeds.size() >= SEEDS_FOR_BAND && quantity.part() != Plotted.Part.TRAINING) {
            bands.add(new Band(label, x, low, high, style));
        }
        return SeriesBuffer.of(x, y);
    }

    /** The end of an epoch, or else a step. */
    private record Place(boolean epoch, long number) {
        static Place of(Measurement measured, boolean byEpoch) {
            boolean whole = byEpoch && measured.epoch() == Math.rint(measured.epoch());
            return whole ? new Place(true, Math.round(measured.epoch())) : new Place(false, measured.step());
        }
    }
}
