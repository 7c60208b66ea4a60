package dev.foresight.plots.table;

import dev.foresight.engine.spec.Metric;
import java.util.Locale;
import java.util.Optional;

/**
 * What a performance profile is asked for.
 *
 * @param metric empty for the one that judges the task of each problem
 * @param target how good a value has to be reached, as a part of the mean final value of the problem's baseline: 0.98 is
 *     98 % of an accuracy, and a perplexity of 1/0.98 times the baseline's
 */
public record ProfileQuestion(Optional<Metric> metric, Time time, double target, Match match) {
    public static final ProfileQuestion USUAL = new ProfileQuestion(Optional.empty(), Time.STEPS, 1, Match.RULE);

    /** What a problem costs. */
    public enum Time {
        STEPS,
        SECONDS;

        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Which arms of different experiments are one solver. */
    public enum Match {
        /** Those of one rule and prediction, whatever they are called. */
        RULE,
        /** Those of one name. */
        NAME
    }

    public ProfileQuestion {
        if (!(target > 0 && Double.isFinite(target))) {
            throw new TableException("target " + target + ": a number above 0 is expected, such as 0.98 for 98 % of the"
                    + " baseline's mean final value");
        }
    }

    double targetFrom(double baseline, Metric judged) {
        return judged.higherIsBetter() ? baseline * target : baseline / target;
    }
}
