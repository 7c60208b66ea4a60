package dev.foresight.plots.table;

import dev.foresight.engine.spec.ArmSpec;
import dev.foresight.engine.stats.PairedTest;
import dev.foresight.engine.stats.Summary;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What the runs of one arm came to. Numbers that are not known are NaN.
 *
 * @param experiment the experiment's name
 * @param baseline whether this is the arm that the experiment compares with where an arm has no reference of its own
 * @param reference the name of the arm that this one is compared with; empty where it is not compared
 * @param values of the measure, by seed
 * @param seeds which those are, and what became of the others
 * @param finals of each finished run's last value
 * @param bests of each finished run's best value
 * @param test of the measure's values minus the reference's, over the seeds that both have; without pairs where not compared
 * @param last as {@code test}, of last values
 * @param best as {@code test}, of best values
 * @param holmT the t-test's probability by Holm over the compared arms of the experiment; NaN where t is
 * @param holmWilcoxon as {@code holmT}, of the signed-rank test; NaN without pairs
 * @param secondsPerStep mean over seeds of training seconds a step, without the first, which loads and compiles
 * @param toTarget how long it takes to the target
 * @param reported of the test part's values at the end of finished runs; for the report, never to choose by
 */
public record ArmSummary(
        String experiment,
        ArmSpec spec,
        boolean baseline,
        Optional<String> reference,
        SortedMap<Long, Double> values,
        ArmSeeds seeds,
        Summary finals,
        Summary bests,
        PairedTest test,
        PairedTest last,
        PairedTest best,
        double holmT,
        double holmWilcoxon,
        double secondsPerStep,
        ToTarget toTarget,
        Summary reported) {
    public ArmSummary {
        values = Collections.unmodifiableSortedMap(new TreeMap<>(values));
    }

    /** The arm's name. */
    public String arm() {
        return spec.name();
    }

    /** s. */
    public double horizon() {
        return spec.prediction().horizon();
    }

    /** Of the measure's values. */
    public Summary measured() {
        return Summary.of(
                values.values().stream().mapToDouble(Double::doubleValue).toArray());
    }

    /** Seeds in which this arm and its reference both have a value. */
    public int pairs() {
        return test.pairs();
    }

    ArmSummary withHolm(double t, double wilcoxon) {
        return new ArmSummary(
                experiment,
                spec,
                baseline,
                reference,
                values,
                seeds,
                finals,
                bests,
                test,
                last,
                best,
                t,
                wilcoxon,
                secondsPerStep,
                toTarget,
                reported);
    }
}
