package dev.foresight.plots.table;

import dev.foresight.engine.run.RunDirectory;
import dev.foresight.engine.run.RunEvent;
import dev.foresight.engine.spec.ArmSpec;
import dev.foresight.engine.spec.Quantity;
import dev.foresight.engine.stats.Summary;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/**
 * How well the weights of an arm's runs were predicted, over its seeds.
 *
 * @param layer whose weights, or {@link Quantity#ALL}
 * @param horizon h, how many steps ahead; not the arm's own
 */
public record PredictionQuality(
        String experiment, ArmSpec arm, String layer, int horizon, Course relativeError, Course cosine) {
    /** What is missed without any prediction, as a relative error. */
    private static final double NO_PREDICTION = 1;

    /** Samples of one run, of one layer. */
    private record Sampled(RunData run, List<RunEvent.Sample> samples) {
        double[] of(Quantity quantity, int horizon) {
            return samples.stream()
                    .filter(sample -> sample.quantity() == quantity && sample.horizon() == horizon)
                    .sorted(Comparator.comparingLong(RunEvent.Sample::step))
                    .mapToDouble(RunEvent.Sample::value)
                    .toArray();
        }
    }

    /**
     * One for each arm and horizon with samples: experiments as the runs name them, arms in the order of their spec,
     * horizons ascending. The newest run of each experiment, arm and seed counts.
     *
     * @throws dev.foresight.engine.run.RunIoException when a run's folder cannot be read or a log is damaged
     */
    public static List<PredictionQuality> of(List<RunDirectory> runs, String layer) {
        List<PredictionQuality> all = new ArrayList<>();
        Collection<List<RunData>> arms = RunData.byArm(RunData.newest(runs, RunData::readWithoutSteps));
        runs.stream()
                .map(run -> run.spec().experiment().name())
                .distinct()
                .forEach(experiment -> arms.stream()
                        .filter(arm -> arm.getFirst().spec().experiment().name().equals(experiment))
                        .forEach(arm -> all.addAll(ofArm(arm, layer))));
        return List.copyOf(all);
    }

    private static List<PredictionQuality> ofArm(List<RunData> runs, String layer) {
        List<Sampled> sampled = runs.stream()
                .map(run -> new Sampled(
                        run,
                        Samples.of(
                                run.directory(),
                                sample -> sample.quantity().ahead()
                                        && sample.layer().equals(layer))))
                .toList();
        Set<Integer> horizons = new TreeSet<>();
        sampled.forEach(one -> one.samples.forEach(sample -> horizons.add(sample.horizon())));
        ArmSpec arm = runs.getFirst().spec().arm();
        String experiment = runs.getFirst().spec().experiment().name();
        return horizons.stream()
                .map(horizon -> new PredictionQuality(
                        experiment,
                        arm,
                        layer,
                        horizon,
                        course(sampled, Quantity.RELATIVE_ERROR, horizon),
                        course(sampled, Quantity.COSINE, horizon)))
                .toList();
    }

    private static Course course(List<Sampled> runs, Quantity quantity, int horizon) {
        return Course.of(runs.stream()
                .map(run -> run.of(quantity, horizon))
                .filter(values -> values.length > 0)
                .toList());
    }

    /** The layers that have samples in these runs, in the order of the network. */
    public static List<String> layers(List<RunDirectory> runs) {
        Set<String> layers = new LinkedHashSet<>();
        runs.forEach(run -> Samples.of(run, sample -> layers.add(sample.layer()) && false));
        return List.copyOf(layers);
    }

    /** Whether the prediction is better than none, in words and without more certainty than there is. */
    public String verdict() {
        Summary error = relativeError.whole();
        if (error.n() == 0) {
            return "the weights did not move, so there is nothing to predict";
        }
        String side = error.mean() < NO_PREDICTION ? "below" : "not below";
        if (error.n() == 1) {
            return String.format(
                    Locale.ROOT,
                    "%.3f is %s 1, but one seed tells nothing of chance; an interval needs at least 2",
                    error.mean(),
                    side);
        }
        double low = error.mean() - error.margin();
        double high = error.mean() + error.margin();
        String interval =
                String.format(Locale.ROOT, "the 95 %% interval [%.3f, %.3f] over %d seeds", low, high, error.n());
        if (high < NO_PREDICTION) {
            return "better than no prediction: " + interval + " lies below 1";
        }
        if (low > NO_PREDICTION) {
            return "worse than no prediction: " + interval + " lies above 1";
        }
        return "cannot be told from no prediction: " + interval + " contains 1";
    }
}
