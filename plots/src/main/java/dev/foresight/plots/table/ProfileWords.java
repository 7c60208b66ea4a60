package dev.foresight.plots.table;

import dev.foresight.engine.stats.PerformanceProfile;
import dev.foresight.plots.table.ProfileQuestion.Match;
import dev.foresight.plots.table.ProfileQuestion.Time;
import java.util.ArrayList;
import java.util.List;

/** What a performance profile says, a sentence a line. */
public final class ProfileWords {
    private static final int FEW = 5;
    private static final double TWICE = 2;

    private ProfileWords() {}

    public static List<String> of(Profile profile) {
        List<String> lines = new ArrayList<>();
        int n = profile.problems().size();
        PerformanceProfile ratios = profile.ratios();
        lines.add((profile.question().time() == Time.STEPS ? "steps" : "seconds of training")
                + " to the target, median over seeds, true to the distance of evaluations; the target is "
                + part(profile.question().target()) + "the mean final value of each experiment's baseline");
        for (int solver = 0; solver < profile.solvers().size(); solver++) {
            lines.add(profile.solvers().get(solver) + ": fastest on " + count(ratios, solver, 1, n)
                    + ", within twice the fastest on " + count(ratios, solver, TWICE, n) + ", reaches the target on "
                    + ratios.rises(solver).length + " of " + n);
        }
        if (n < FEW) {
            lines.add("with " + n + (n == 1 ? " problem" : " problems")
                    + " this shows little: one more could turn the order, so take it as a description of "
                    + (n == 1 ? "it" : "these") + " and of no others");
        }
        if (profile.problems().stream()
                .anyMatch(problem -> problem.tried().stream().anyMatch(tried -> tried > 1))) {
            lines.add("where an experiment has several arms "
                    + (profile.question().match() == Match.RULE ? "of one rule and horizon" : "of one name")
                    + ", the one with the best mean final value stands for them; it was chosen on these same seeds,"
                    + " which flatters whoever had more tries");
        }
        profile.leftOut().forEach(one -> lines.add("left out: " + one));
        return lines;
    }

    private static String part(double target) {
        return target == 1 ? "" : HorizonChoice.shown(target) + " times as good as ";
    }

    private static String count(PerformanceProfile ratios, int solver, double tau, int n) {
        return Math.round(ratios.share(solver, tau) * n) + " of " + n;
    }
}
