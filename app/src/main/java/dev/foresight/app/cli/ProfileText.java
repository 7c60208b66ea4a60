package dev.foresight.app.cli;

import dev.foresight.engine.stats.PerformanceProfile;
import dev.foresight.plots.table.MetricWords;
import dev.foresight.plots.table.Profile;
import dev.foresight.plots.table.ProfileQuestion.Time;
import dev.foresight.plots.table.ProfileWords;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A performance profile as a table for people: a row for each experiment, and below it what it says. */
final class ProfileText {
    private ProfileText() {}

    static String of(Profile profile) {
        List<List<String>> rows = new ArrayList<>();
        List<String> header = new ArrayList<>(List.of("experiment", "target"));
        header.addAll(profile.solvers());
        rows.add(header);
        PerformanceProfile ratios = profile.ratios();
        for (int p = 0; p < profile.problems().size(); p++) {
            Profile.Problem problem = profile.problems().get(p);
            List<String> row = new ArrayList<>();
            row.add(problem.experiment());
            row.add(problem.metric().title() + " " + new MetricWords(problem.metric()).shown(problem.target()));
            for (int s = 0; s < profile.solvers().size(); s++) {
                row.add(cost(profile, problem.costs().get(s), ratios.ratios()[p][s]));
            }
            rows.add(row);
        }
        StringBuilder text = new StringBuilder();
        TextTable.append(rows, text);
        text.append(profile.question().time().word()).append(" to the target (times the least of the row)\n");
        ProfileWords.of(profile).forEach(line -> text.append(line).append('\n'));
        return text.toString();
    }

    private static String cost(Profile profile, double cost, double ratio) {
        if (Double.isInfinite(cost)) {
            return "never";
        }
        String form = profile.question().time() == Time.STEPS ? "%.0f (%.2f)" : "%.4g (%.2f)";
        return String.format(Locale.ROOT, form, cost, ratio);
    }
}
